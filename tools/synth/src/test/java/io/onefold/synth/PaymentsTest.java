package io.onefold.synth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PaymentsTest {

    private static final Instant AS_OF = Instant.parse("2025-11-03T00:00:00Z");
    private static final Instant TWELVE_WEEKS_IN = Instant.parse("2025-09-22T00:00:00Z");

    @TempDir static Path temp;

    private static GeneratedFolder folder;
    private static CsvFile payments;

    @BeforeAll
    static void generate() {
        folder = payments("one", "--threads", "1");
        payments = CsvFile.of(folder, "payments_db_payments.csv");
    }

    private static GeneratedFolder payments(String name, String... options) {
        return GeneratedFolder.of("payments", temp.resolve(name), options);
    }

    @Test
    void sameSeedGivesSameBytesAtAnyThreadCountAndAnotherSeedOthers() {
        assertThat(payments("three", "--threads", "3").hashes()).isEqualTo(folder.hashes());
        assertThat(payments("other", "--seed", "7").text("truth/frauds.csv"))
                .isNotEqualTo(folder.text("truth/frauds.csv"));
    }

    @Test
    void everyPlantedFraudIsAPaymentAndIsLabelledOnceItIsKnown() {
        Map<String, String[]> byId = new TreeMap<>();
        payments.rows().forEach(row -> byId.put(payments.value(row, "transaction_id"), row));
        CsvFile frauds = CsvFile.of(folder, "truth/frauds.csv");

        long known = 0;
        for (String[] fraud : frauds.rows()) {
            String[] payment = byId.get(frauds.value(fraud, "transaction_id"));
            String knownAt = frauds.value(fraud, "known_at");
            boolean told = !Instant.parse(knownAt).isAfter(AS_OF);
            known += told ? 1 : 0;
            assertThat(payments.value(payment, "fraud")).isEqualTo(Boolean.toString(told));
            assertThat(payments.value(payment, "fraud_known_at")).isEqualTo(told ? knownAt : "");
            for (String same : List.of("fraud_type", "user_id", "merchant_id")) {
                assertThat(payments.value(payment, same)).isEqualTo(frauds.value(fraud, same));
            }
        }
        assertThat(byId).hasSameSizeAs(payments.rows());
        assertThat(
                        payments.rows().stream()
                                .filter(row -> payments.value(row, "fraud").equals("true")))
                .hasSize((int) known);
    }

    @Test
    void eachTypeHasEnoughFraudsToTrainOnAndARealisticShare() {
        Map<String, Long> early =
                payments.rows().stream()
                        .filter(row -> payments.value(row, "fraud").equals("true"))
                        .filter(
                                row ->
                                        Instant.parse(payments.value(row, "fraud_known_at"))
                                                .isBefore(TWELVE_WEEKS_IN))
                        .collect(
                                Collectors.groupingBy(
                                        row -> payments.value(row, "fraud_type"),
                                        Collectors.counting()));

        assertThat(early)
                .hasSize(5)
                .allSatisfy((type, frauds) -> assertThat(frauds).isGreaterThanOrEqualTo(100));
        for (String type : early.keySet()) {
            assertThat(share(type)).as(type).isBetween(0.005, 0.025);
        }
    }

    @Test
    void nobodyIsPaidBeforeTheBusinessIsRegistered() {
        for (String[] row : payments.rows()) {
            String registered = payments.value(row, "business_registration_date");
            if (!registered.isEmpty()) {
                assertThat(payments.value(row, "timestamp").substring(0, 10))
                        .isGreaterThanOrEqualTo(registered);
                assertThat(payments.value(row, "customer_reviews_count")).doesNotStartWith("-");
            }
        }
    }

    @Test
    void noSingleFieldTellsAFraud() {
        for (String type :
                List.of(
                        "credit_card",
                        "payment_processing",
                        "account_takeover",
                        "merchant",
                        "money_laundering")) {
            List<String[]> rows =
                    payments.rows().stream()
                            .filter(row -> payments.value(row, "fraud_type").equals(type))
                            .toList();
            boolean[] frauds = new boolean[rows.size()];
            for (int i = 0; i < frauds.length; i++) {
                frauds[i] = payments.value(rows.get(i), "fraud").equals("true");
            }
            for (String column : payments.columns()) {
                if (!column.startsWith("fraud") && measured(rows, column)) {
                    double[] values =
                            rows.stream()
                                    .mapToDouble(row -> number(payments.value(row, column)))
                                    .toArray();
                    assertThat(areaUnderCurve(values, frauds))
                            .as(type + " by " + column)
                            .isBetween(0.05, 0.95);
                }
            }
        }
    }

    @Test
    void theRequestsOfTheDemoAreOfItsCustomersAndSendableTwice() {
        Set<String> customers =
                Arrays.stream(
                                GeneratedFolder.streaming(temp.resolve("people"))
                                        .text("truth/people.csv")
                                        .split("\n"))
                        .flatMap(line -> Arrays.stream(line.split(",")))
                        .collect(Collectors.toSet());
        JsonMapper json = new JsonMapper();
        Set<String> ids = new HashSet<>();
        Set<String> types = new HashSet<>();

        for (String line : folder.text("live/requests.jsonl").split("\n")) {
            JsonNode request = json.readTree(line);
            JsonNode body = request.get("body");
            assertThat(customers).contains(body.get("user_id").asString());
            assertThat(body.has("timestamp")).isFalse();
            assertThat(body.has("fraud")).isFalse();
            if (request.get("post").asString().equals("/predict")) {
                assertThat(ids.add(body.get("transaction_id").asString())).isTrue();
                types.add(body.get("fraud_type").asString());
            }
        }
        assertThat(ids).hasSizeGreaterThan(250);
        assertThat(types).hasSize(5);
    }

    /// Whether a column holds numbers or flags; an order of texts tells nothing.
    private static boolean measured(List<String[]> rows, String column) {
        return rows.stream()
                .map(row -> payments.value(row, column))
                .filter(value -> !value.isEmpty())
                .allMatch(value -> value.matches("true|false|-?[0-9]+([.][0-9]+)?"));
    }

    private static double share(String type) {
        List<String[]> rows =
                payments.rows().stream()
                        .filter(row -> payments.value(row, "fraud_type").equals(type))
                        .toList();
        return rows.stream().filter(row -> payments.value(row, "fraud").equals("true")).count()
                / (double) rows.size();
    }

    private static double number(String value) {
        return switch (value) {
            case "" -> -1;
            case "true" -> 1;
            case "false" -> 0;
            default -> Double.parseDouble(value);
        };
    }

    /// The share of pairs of a fraud and none in which the fraud's value is larger; ties count
    /// half.
    private static double areaUnderCurve(double[] values, boolean[] frauds) {
        Map<Double, long[]> byValue = new TreeMap<>();
        for (int i = 0; i < values.length; i++) {
            byValue.computeIfAbsent(values[i], any -> new long[2])[frauds[i] ? 1 : 0]++;
        }
        double won = 0;
        long below = 0;
        long all = 0;
        for (long[] tied : byValue.values()) {
            won += tied[1] * (below + tied[0] / 2.0);
            below += tied[0];
            all += tied[1];
        }
        return won / ((double) below * all);
    }
}
