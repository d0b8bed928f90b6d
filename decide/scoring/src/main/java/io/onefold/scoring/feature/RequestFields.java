package io.onefold.scoring.feature;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The typed fields of a request that may be features, each in a slot of its own.
public final class RequestFields {

    /// Requests without any.
    public static final RequestFields NONE = new RequestFields(List.of());

    private final List<Field> fields;
    private final Map<String, Integer> slots = new HashMap<>();

    /// @throws IllegalArgumentException when two fields have one name
    public RequestFields(List<Field> fields) {
        this.fields = List.copyOf(fields);
        Set<String> seen = new HashSet<>();
        for (Field field : fields) {
            if (!seen.add(field.name())) {
                throw new IllegalArgumentException(
                        "request field '" + field.name() + "' is given twice; name each once");
            }
            slots.put(field.name(), slots.size());
        }
    }

    /// What a field holds.
    public enum Kind {
        NUMBER,
        FLAG,
        /// A word; as a feature its place in a frozen dictionary.
        CATEGORY
    }

    /// A field.
    ///
    /// @param name as requests and features spell it
    public record Field(String name, Kind kind) {

        public Field {
            Objects.requireNonNull(name);
            Objects.requireNonNull(kind);
        }
    }

    public List<Field> all() {
        return fields;
    }

    public int size() {
        return fields.size();
    }

    /// The slot of a field.
    ///
    /// @throws IllegalArgumentException when there is no such field
    public int slot(String name) {
        Integer slot = slots.get(name);
        if (slot == null) {
            throw new IllegalArgumentException(
                    "'" + name + "' is no request field; expected one of " + slots.keySet());
        }
        return slot;
    }
}
