package io.onefold.fraud.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of an expression, ready to be evaluated. Whatever depends on something unknown is
/// unknown, unless the known part settles it (the logic of Kleene, as CEL's).
sealed interface Node {

    byte FALSE = 0;
    byte TRUE = 1;
    byte UNKNOWN = 2;

    /// True, false or unknown.
    @FunctionalInterface
    non-sealed interface Flag extends Node {
        byte of(Facts facts);
    }

    /// A number; NaN is unknown.
    @FunctionalInterface
    non-sealed interface Number extends Node {
        double of(Facts facts);
    }

    /// A text; null is unknown.
    @FunctionalInterface
    non-sealed interface Text extends Node {
        @Nullable String of(Facts facts);
    }

    /// A list of texts; null is unknown.
    @FunctionalInterface
    non-sealed interface Texts extends Node {
        @Nullable List<?> of(Facts facts);
    }

    static byte truth(boolean value) {
        return value ? TRUE : FALSE;
    }
}
