package io.onefold.scoring.registry;

import java.util.Objects;

/// One check of the leakage gate: what was measured and whether it is believable.
///
/// @param name for example `shuffled-labels`
/// @param value what was measured
/// @param expected in words, for example `0.45 to 0.55`
/// @param passed whether it holds
/// @param detail what to look at when it does not
public record GateCheck(String name, double value, String expected, boolean passed, String detail) {

    public GateCheck {
        Objects.requireNonNull(name);
        Objects.requireNonNull(expected);
        Objects.requireNonNull(detail);
    }
}
