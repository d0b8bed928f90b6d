package io.onefold.fraud.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cel.runtime.CelAttributePattern;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelUnknownSet;
import dev.cel.runtime.UnknownContext;
import io.onefold.fraud.FraudType;
import io.onefold.fraud.ProblemException;
import io.onefold.fraud.RiskLevel;
import io.onefold.fraud.decide.Payments;
import io.onefold.fraud.port.Mode;
import io.onefold.fraud.request.FieldCatalogue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleLanguageTest {

    private static final long SEED = 20261121;
    private static final List<String> NUMBERS = List.of("amount", "user_count_24h", "retry_count");
    private static final List<String> FLAGS = List.of("card_present", "new_device", "used_chip");
    private static final List<String> TEXTS = List.of("merchant_category", "card_type");
    private static final List<String> WORDS = List.of("'books'", "'visa'", "''");

    private final RuleLanguage language =
            new RuleLanguage(FieldCatalogue.shipped(), Payments.catalogue());
    private final CelRuntime library =
            CelRuntimeFactory.standardCelRuntimeBuilder()
                    .setOptions(
                            RuleLanguage.OPTIONS.toBuilder().enableUnknownTracking(true).build())
                    .build();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    amount > 'ten'                       | column 8
                    amonut > 10                          | column 1
                    amount + 1 > 2                       | column 8
                    card_present > 1                     | column 14
                    merchant_category.matches('b.*')     | column 26
                    [1, 2].exists(x, x > 1)              | column 14
                    amount >                             | column 9
                    amount                               | expected type 'bool'
                    has(merchant_category.x)             | has() takes one name
                    """)
    void anIllTypedRuleIsRefusedWithItsPosition(String when, String position) {
        assertThatThrownBy(() -> language.check(rule(when)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused ->
                                assertThat(refused.problem().errors().toString())
                                        .contains("line 1")
                                        .containsAnyOf(position));
    }

    @Test
    void whatIsUnknownStaysUnknownUnlessTheRestSettlesIt() {
        assertThat(outcome("card_present && amount > 1.0", Map.of("amount", 0.5)))
                .isEqualTo(Node.FALSE);
        assertThat(outcome("card_present && amount > 1.0", Map.of("amount", 2.0)))
                .isEqualTo(Node.UNKNOWN);
        assertThat(outcome("card_present || amount > 1.0", Map.of("amount", 2.0)))
                .isEqualTo(Node.TRUE);
        assertThat(outcome("has(card_present) && card_present", Map.of())).isEqualTo(Node.FALSE);
        assertThat(outcome("!(amount > 1.0)", Map.of())).isEqualTo(Node.UNKNOWN);
    }

    /// The library holds -0.0 to be less than the whole number 0; IEEE 754 and closures do not, so
    /// whole numbers begin with 1 here.
    @Test
    void closuresAnswerWhatTheLibraryAnswers() throws Exception {
        Random random = new Random(SEED);
        System.out.println("closures against the library, seed " + SEED);
        int[] outcomes = new int[3];
        for (int i = 0; i < 3000; i++) {
            String when = flag(random, 4);
            CheckedRule rule = language.check(rule(when));
            CelRuntime.Program program = library.createProgram(rule.tree());
            for (int j = 0; j < 5; j++) {
                Map<String, Object> given = given(random);
                byte ours = rule.outcome(given);
                assertThat(ours).as("%s on %s", when, given).isEqualTo(theirs(program, given));
                outcomes[ours]++;
            }
        }
        System.out.printf(
                "15,000 evaluations of 3,000 expressions: %d false, %d true, %d unknown%n",
                outcomes[0], outcomes[1], outcomes[2]);
        assertThat(java.util.Arrays.stream(outcomes).min().orElseThrow()).isGreaterThan(500);
    }

    private byte theirs(CelRuntime.Program program, Map<String, Object> given) throws Exception {
        Map<String, Object> values = new HashMap<>(given);
        List<CelAttributePattern> unknown = new ArrayList<>();
        for (List<String> names : List.of(NUMBERS, FLAGS, TEXTS)) {
            for (String name : names) {
                values.put(RuleLanguage.KNOWN + name, given.containsKey(name));
                if (!given.containsKey(name)) {
                    unknown.add(CelAttributePattern.create(name));
                }
            }
        }
        Object answer =
                program.advanceEvaluation(
                        UnknownContext.create(
                                name -> Optional.ofNullable(values.get(name)), unknown));
        return answer instanceof CelUnknownSet ? Node.UNKNOWN : Node.truth((Boolean) answer);
    }

    private static String flag(Random random, int depth) {
        if (depth == 0) {
            return FLAGS.get(random.nextInt(FLAGS.size()));
        }
        return switch (random.nextInt(11)) {
            case 0, 1 -> "(" + flag(random, depth - 1) + " && " + flag(random, depth - 1) + ")";
            case 2, 3 -> "(" + flag(random, depth - 1) + " || " + flag(random, depth - 1) + ")";
            case 4 -> "!(" + flag(random, depth - 1) + ")";
            case 5 ->
                    "(%s ? %s : %s)"
                            .formatted(
                                    flag(random, depth - 1),
                                    flag(random, depth - 1),
                                    flag(random, depth - 1));
            case 6 -> text(random) + (random.nextBoolean() ? " == " : " != ") + text(random);
            case 7 -> text(random) + " in ['books', 'visa']";
            case 8 -> text(random) + ".startsWith('b')";
            case 9 -> "has(" + TEXTS.get(random.nextInt(TEXTS.size())) + ")";
            default -> {
                String operator = List.of("<", "<=", ">", ">=", "==", "!=").get(random.nextInt(6));
                String right =
                        random.nextBoolean() || operator.equals("==") || operator.equals("!=")
                                ? number(random, depth - 1)
                                : Integer.toString(1 + random.nextInt(3));
                yield "(" + number(random, depth - 1) + " " + operator + " " + right + ")";
            }
        };
    }

    private static String number(Random random, int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return random.nextBoolean()
                    ? NUMBERS.get(random.nextInt(NUMBERS.size()))
                    : random.nextInt(4) + ".5";
        }
        String operator = List.of("+", "-", "*").get(random.nextInt(3));
        return "("
                + number(random, depth - 1)
                + " "
                + operator
                + " "
                + number(random, depth - 1)
                + ")";
    }

    private static String text(Random random) {
        return random.nextBoolean()
                ? TEXTS.get(random.nextInt(TEXTS.size()))
                : WORDS.get(random.nextInt(WORDS.size()));
    }

    private static Map<String, Object> given(Random random) {
        Map<String, Object> given = new HashMap<>();
        NUMBERS.forEach(name -> maybe(random, given, name, (double) random.nextInt(5)));
        FLAGS.forEach(name -> maybe(random, given, name, random.nextBoolean()));
        TEXTS.forEach(name -> maybe(random, given, name, random.nextBoolean() ? "books" : "visa"));
        return given;
    }

    private static void maybe(Random random, Map<String, Object> given, String name, Object value) {
        if (random.nextInt(4) > 0) {
            given.put(name, value);
        }
    }

    private byte outcome(String when, Map<String, Object> given) {
        return language.check(rule(when)).outcome(given);
    }

    private static RuleSpec rule(String when) {
        return new RuleSpec(
                "T1",
                FraudType.CREDIT_CARD,
                Mode.ACTIVE,
                when,
                new Effect.RaiseTo(RiskLevel.HIGH),
                "TEST",
                "",
                List.of());
    }
}
