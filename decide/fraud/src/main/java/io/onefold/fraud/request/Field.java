package io.onefold.fraud.request;

import io.onefold.fraud.EntityKind;
import io.onefold.fraud.FraudType;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One field of a request.
///
/// @param index its place, 0 to the number of fields - 1; the order is that of the names in UTF-16
/// @param name as requests spell it
/// @param type what it holds
/// @param required whether a request without it is refused
/// @param min least number, or fewest characters of a text
/// @param max greatest number, or most characters of a text
/// @param types the fraud types that take it
/// @param entity the kind of entity it names; null: none
/// @param secret whether it becomes an HMAC at once and is never kept in clear
public record Field(
        int index,
        String name,
        FieldType type,
        boolean required,
        double min,
        double max,
        Set<FraudType> types,
        @Nullable EntityKind entity,
        boolean secret) {

    public Field {
        Objects.requireNonNull(name);
        Objects.requireNonNull(type);
        types = Set.copyOf(types);
    }

    /// Whether a request of this fraud type may carry it; null stands for `all`.
    public boolean takenBy(@Nullable FraudType type) {
        return type == null || types.contains(type);
    }

    /// As rules name it: a name that begins with a digit gets an underscore before it.
    public String ruleName() {
        return Character.isDigit(name.charAt(0)) ? "_" + name : name;
    }

    Field at(int newIndex) {
        return new Field(newIndex, name, type, required, min, max, types, entity, secret);
    }
}
