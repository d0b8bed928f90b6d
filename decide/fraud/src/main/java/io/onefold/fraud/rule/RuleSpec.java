package io.onefold.fraud.rule;

import io.onefold.fraud.FraudType;
import io.onefold.fraud.RiskLevel;
import io.onefold.fraud.port.Mode;
import io.onefold.fraud.spec.Spec;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A rule as it is written: the body of a `fraud-rule` manifest.
///
/// @param id as answers name it, for example `CC01`
/// @param fraudType whose decisions it looks at
/// @param mode in which it is to be published
/// @param when the expression, in CEL
/// @param effect what it does
/// @param reason the reason code it gives
/// @param text the reason in words, as a customer may be told; empty: the code's own text
/// @param tests its tests
public record RuleSpec(
        String id,
        FraudType fraudType,
        Mode mode,
        String when,
        Effect effect,
        String reason,
        String text,
        List<RuleTest> tests) {

    public RuleSpec {
        Objects.requireNonNull(id);
        Objects.requireNonNull(fraudType);
        Objects.requireNonNull(mode);
        Objects.requireNonNull(when);
        Objects.requireNonNull(effect);
        Objects.requireNonNull(reason);
        Objects.requireNonNull(text);
        tests = List.copyOf(tests);
    }

    /// Reads a body.
    ///
    /// @throws io.onefold.fraud.ProblemException (VALIDATION) with everything that is wrong
    public static RuleSpec read(String json) {
        Spec body = Spec.read(json);
        String id = body.text("id");
        if (!id.matches("[A-Z][A-Z0-9_-]{1,19}")) {
            body.wrong("id", "format", "2 to 20 of A-Z, 0-9, _ and -, beginning with a letter");
        }
        FraudType type = body.choice("fraud_type", FraudType.values());
        Mode mode = body.choice("mode", Mode.values());
        String when = body.text("when");
        Effect effect = effect(body.object("effect"));
        String reason = body.text("reason");
        if (!reason.matches("[A-Z][A-Z0-9_]{1,39}")) {
            body.wrong("reason", "format", "2 to 40 of A-Z, 0-9 and _");
        }
        String text = body.optionalText("text").orElse("");
        List<RuleTest> tests = body.objects("tests").stream().map(RuleSpec::test).toList();
        body.end("the rule");
        return new RuleSpec(id, type, mode, when, effect, reason, text, tests);
    }

    /// Whether its tests show it firing and not firing.
    public boolean testsBothOutcomes() {
        return tests.stream().anyMatch(RuleTest::fires)
                && tests.stream().anyMatch(test -> !test.fires());
    }

    private static RuleTest test(Spec spec) {
        Map<String, Object> given = new LinkedHashMap<>();
        Spec names = spec.object("given");
        for (String name : names.keys()) {
            names.value(name).ifPresent(value -> given.put(name, value));
        }
        boolean fires = spec.flag("fires");
        spec.unknownKeys();
        return new RuleTest(given, fires);
    }

    private static Effect effect(Spec spec) {
        List<Effect> effects = new ArrayList<>();
        if (spec.has("raise_to")) {
            effects.add(new Effect.RaiseTo(spec.choice("raise_to", RiskLevel.values())));
        }
        if (spec.has("flag")) {
            effects.add(new Effect.Flag(flag(spec)));
        }
        if (spec.has("block_list")) {
            if (!spec.flag("block_list")) {
                spec.wrong("block_list", "wrong-value", "true is expected");
            }
            effects.add(new Effect.Block());
        }
        if (spec.has("allow_list")) {
            effects.add(new Effect.Allow(until(spec)));
        }
        spec.unknownKeys();
        if (effects.size() != 1) {
            spec.wrong(
                    "raise_to",
                    "wrong-value",
                    "exactly one of raise_to, flag, block_list and allow_list is expected");
            return new Effect.RaiseTo(RiskLevel.CRITICAL);
        }
        return effects.getFirst();
    }

    private static String flag(Spec spec) {
        String flag = spec.text("flag");
        if (!flag.matches("[a-z][a-z0-9_]{1,39}")) {
            spec.wrong("flag", "format", "2 to 40 of a-z, 0-9 and _");
        }
        return flag;
    }

    private static Instant until(Spec spec) {
        try {
            return Instant.parse(spec.text("allow_list"));
        } catch (DateTimeException notATime) {
            spec.wrong("allow_list", "format", "when it ends, for example 2027-01-01T00:00:00Z");
            return Instant.MAX;
        }
    }
}
