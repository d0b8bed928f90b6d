package io.onefold.graph.query;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A value that whoever asks a query may choose.
///
/// @param name its name, `$name` in Cypher and SQL
/// @param type what it is
/// @param defaultValue its value when none is given; null: none, and the query must bear that
/// @param minimum smallest integer allowed
/// @param maximum greatest integer allowed
/// @param pattern what a whole text must match; null: any text
/// @param compares the dataset's column it is compared with: it passes that column's mask first;
///   null: none
/// @param description a line for people
public record QueryParameter(
        String name,
        Type type,
        @Nullable Object defaultValue,
        long minimum,
        long maximum,
        @Nullable String pattern,
        @Nullable DatasetColumn compares,
        String description) {

    /// What a parameter can be.
    public enum Type {
        INTEGER("integer"),
        STRING("string"),
        /// The name of a time zone, for example `Europe/Paris`.
        ZONE("zone"),
        STRING_LIST("list<string>");

        private final String wireName;

        Type(String wireName) {
            this.wireName = wireName;
        }

        /// As manifests spell it.
        public String wireName() {
            return wireName;
        }

        /// @throws OnefoldException (INVALID_INPUT) naming the types
        public static Type parse(String text) {
            List<String> names = Arrays.stream(values()).map(Type::wireName).toList();
            return Arrays.stream(values())
                    .filter(type -> type.wireName.equals(text))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new OnefoldException(
                                            ErrorCode.INVALID_INPUT,
                                            "'"
                                                    + text
                                                    + "' is not a parameter type; expected one of "
                                                    + names));
        }
    }

    public QueryParameter {
        Objects.requireNonNull(name);
        Objects.requireNonNull(type);
        Objects.requireNonNull(description);
        if (defaultValue instanceof List<?> list) {
            defaultValue = List.copyOf(list);
        }
    }
}
