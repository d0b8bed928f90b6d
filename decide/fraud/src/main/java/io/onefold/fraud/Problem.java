package io.onefold.fraud;

import java.util.List;
import java.util.Objects;

/// Why something was refused.
///
/// @param code the kind of refusal
/// @param detail a sentence for the caller, without values of the request
/// @param errors what is wrong, field by field
public record Problem(ProblemCode code, String detail, List<FieldProblem> errors) {

    public Problem {
        Objects.requireNonNull(code);
        Objects.requireNonNull(detail);
        errors = List.copyOf(errors);
    }

    public static Problem of(ProblemCode code, String detail) {
        return new Problem(code, detail, List.of());
    }
}
