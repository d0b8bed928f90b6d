package io.onefold.fraud.request;

import io.onefold.fraud.EntityKind;
import io.onefold.fraud.FraudType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Every field a request may carry: the one list that the reader, the OpenAPI schema, the rule
/// language and the request features are made of.
public final class FieldCatalogue {

    private static final FieldCatalogue SHIPPED = new FieldCatalogue(Fields.all());

    private final List<Field> fields;
    private final Map<String, Field> byName = new HashMap<>();

    private FieldCatalogue(List<Field> unordered) {
        List<Field> sorted = new ArrayList<>(unordered);
        sorted.sort(Comparator.comparing(Field::name));
        List<Field> placed = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i++) {
            Field field = sorted.get(i).at(i);
            placed.add(field);
            if (byName.put(field.name(), field) != null) {
                throw new IllegalStateException("field " + field.name() + " is declared twice");
            }
        }
        fields = List.copyOf(placed);
    }

    /// The fields that Onefold knows.
    public static FieldCatalogue shipped() {
        return SHIPPED;
    }

    /// All fields, by index.
    public List<Field> fields() {
        return fields;
    }

    public @Nullable Field find(String name) {
        return byName.get(name);
    }

    /// A field that is known to be there.
    public Field get(String name) {
        Field field = byName.get(name);
        if (field == null) {
            throw new IllegalArgumentException("there is no field " + name);
        }
        return field;
    }

    /// The fields that requests of a fraud type may carry.
    public List<Field> of(FraudType type) {
        return fields.stream().filter(field -> field.takenBy(type)).toList();
    }

    /// The declarations, in the order of the specification.
    static final class Declaration {

        private final List<Field> declared = new ArrayList<>();
        private Set<FraudType> types = EnumSet.allOf(FraudType.class);

        Declaration takenBy(Set<FraudType> newTypes) {
            types = newTypes;
            return this;
        }

        Declaration add(FieldType type, double min, double max, String... names) {
            for (String name : names) {
                declared.add(new Field(-1, name, type, false, min, max, types, null, false));
            }
            return this;
        }

        Declaration required(FieldType type, double min, double max, String name) {
            declared.add(new Field(-1, name, type, true, min, max, types, null, false));
            return this;
        }

        Declaration booleans(String... names) {
            return add(FieldType.BOOLEAN, 0, 1, names);
        }

        Declaration counts(String... names) {
            return add(FieldType.INTEGER, 0, 1_000_000, names);
        }

        Declaration shares(String... names) {
            return add(FieldType.NUMBER, 0, 1, names);
        }

        Declaration texts(int max, String... names) {
            return add(FieldType.TEXT, 1, max, names);
        }

        Declaration entity(String name, EntityKind kind, boolean secret) {
            for (int i = 0; i < declared.size(); i++) {
                Field f = declared.get(i);
                if (f.name().equals(name)) {
                    declared.set(
                            i,
                            new Field(
                                    -1,
                                    name,
                                    f.type(),
                                    f.required(),
                                    f.min(),
                                    f.max(),
                                    f.types(),
                                    kind,
                                    secret));
                    return this;
                }
            }
            throw new IllegalStateException("field " + name + " is not declared");
        }

        List<Field> all() {
            return declared;
        }
    }
}
