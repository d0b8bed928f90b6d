package io.onefold.fraud.decide;

import io.onefold.fraud.RiskLevel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What an answer of ours says at its head.
///
/// @param probability NaN when degraded
/// @param level null when degraded
record Outline(double probability, @Nullable RiskLevel level) {

    private static final String PROBABILITY = "\"fraud_probability\":";
    private static final String LEVEL = "\"risk_level\":";

    /// Reads the head of an answer. Ids hold no quotes, so a name is found where it stands first.
    static Outline read(byte[] body) {
        String text = new String(body, 0, Math.min(body.length, 300), StandardCharsets.UTF_8);
        String probability = after(text, PROBABILITY);
        String level = after(text, LEVEL);
        return new Outline(
                probability.equals("null") ? Double.NaN : Double.parseDouble(probability),
                level.equals("null")
                        ? null
                        : RiskLevel.valueOf(level.substring(1, level.length() - 1)));
    }

    private static String after(String text, String name) {
        int start = text.indexOf(name) + name.length();
        return text.substring(start, text.indexOf(',', start));
    }
}
