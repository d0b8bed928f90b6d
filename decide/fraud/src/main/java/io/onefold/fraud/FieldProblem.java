package io.onefold.fraud;

import java.util.Objects;

/// What is wrong with one field of a request. The value is never said.
///
/// @param field the field's path, for example `transactions[3].amount`; empty: the whole body
/// @param code a stable name, for example `out-of-range`
/// @param message what was expected
public record FieldProblem(String field, String code, String message) {

    public FieldProblem {
        Objects.requireNonNull(field);
        Objects.requireNonNull(code);
        Objects.requireNonNull(message);
    }

    /// The same problem of a field that lies further down.
    public FieldProblem under(String prefix) {
        return new FieldProblem(field.isEmpty() ? prefix : prefix + "." + field, code, message);
    }
}
