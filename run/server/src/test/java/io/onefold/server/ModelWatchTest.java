package io.onefold.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.onefold.fraud.port.Label;
import io.onefold.scoring.measure.Baseline;
import io.onefold.scoring.measure.CardPrecision;
import io.onefold.scoring.measure.Confusion;
import io.onefold.scoring.measure.Probabilities;
import io.onefold.scoring.measure.Ranking;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is shown and kept of the models that decide, against the measures of the single rows.
final class ModelWatchTest {

    private static final long SEED = 13;
    private static final int DECISIONS = 400;
    private static final int LABELS = 250;

    private final Instant begun = Instant.now();
    private final Random random = new Random(SEED);
    private final StateStage onefold = new StateStage();
    private final PrometheusMeterRegistry prometheus =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @AfterEach
    void close() {
        onefold.close();
    }

    @Test
    void theMeasuresOfAChampionAreThoseOfItsLabelledDecisions() {
        System.out.println("seed " + SEED);
        onefold.champion("credit_card", amountsBelow(500));
        try (Deciding deciding = onefold.open()) {
            deciding.metrics().bindTo(prometheus);
            onefold.store.decisions.decide();
            StateStage.decide(deciding, new RandomBodies(SEED, begun), "A", DECISIONS);
            Map<String, Boolean> labels = label(deciding);

            deciding.measure();

            Rows rows = rows(labels);
            String scraped = prometheus.scrape();
            assertShown(
                    scraped,
                    "model_accuracy{fraud_type=\"credit_card\"}",
                    Confusion.at(0.5, rows.probabilities, rows.frauds).accuracy());
            assertShown(
                    scraped,
                    "model_average_precision{fraud_type=\"credit_card\"}",
                    Ranking.averagePrecision(rows.probabilities, rows.frauds));
            assertShown(
                    scraped,
                    "model_precision_at_100{fraud_type=\"credit_card\"}",
                    CardPrecision.atTop(
                            100, rows.probabilities, rows.frauds, rows.days, rows.cards));
            assertShown(
                    scraped,
                    "model_calibration_error{fraud_type=\"credit_card\"}",
                    Probabilities.expectedCalibrationError(rows.probabilities, rows.frauds));
            assertShown(
                    scraped,
                    "model_feature_psi{feature=\"amount\",fraud_type=\"credit_card\"}",
                    amountsBelow(500).psi(binned(amountsBelow(500))));
            assertThat(scraped).doesNotContain("model_accuracy{fraud_type=\"merchant\"}");
            assertShown(scraped, "label_delay_seconds_count", LABELS + 1.0);
            assertThat(onefold.store.count("decisions.model_performance where kind = 'live'"))
                    .isOne();
            assertThat(
                            Double.parseDouble(
                                    onefold.store.value(
                                            "select roc_auc from decisions.model_performance")))
                    .isCloseTo(Ranking.auc(rows.probabilities, rows.frauds), within(0.5001e-4));
        }
    }

    @Test
    void whatDecisionsAndCommitsDoIsShown() {
        try (Deciding deciding = onefold.open()) {
            deciding.metrics().bindTo(prometheus);
            onefold.store.decisions.decide();
            StateStage.decide(deciding, new RandomBodies(SEED, begun), "A", 100);

            String scraped = prometheus.scrape();
            double alerts = onefold.store.count("decisions.fraud_alerts");
            assertShown(scraped, "fraud_alert_rate{fraud_type=\"credit_card\"}", alerts / 100);
            assertShown(scraped, "decision_queue_depth", 0.0);
            assertThat(value(scraped, "decision_commit_seconds_count")).isBetween(1.0, 100.0);
            assertThat(value(scraped, "decision_commit_seconds_sum")).isPositive();
            assertShown(scraped, "fraud_predictions_total{fraud_type=\"credit_card\"}", 100.0);
            assertThat(value(scraped, "feature_late_events_total")).isPositive();
        }
    }

    private Map<String, Boolean> label(Deciding deciding) {
        Map<String, Boolean> labels = new TreeMap<>();
        for (int i = 0; i < LABELS; i++) {
            String id = "A" + i;
            labels.put(id, random.nextInt(3) == 0);
            deciding.known(
                    new Label("default", id, labels.get(id), "test", begun.minusSeconds(60), "a"));
        }
        boolean other = !labels.get("A0");
        labels.put("A0", other);
        deciding.known(new Label("default", "A0", other, "test", begun.minusSeconds(30), "a"));
        return labels;
    }

    /// The labelled decisions, each with its own row.
    private static final class Rows {
        final double[] probabilities = new double[LABELS];
        final boolean[] frauds = new boolean[LABELS];
        final long[] days = new long[LABELS];
        final String[] cards = new String[LABELS];
    }

    private Rows rows(Map<String, Boolean> labels) {
        Rows rows = new Rows();
        int row = 0;
        for (var label : labels.entrySet()) {
            var decision =
                    onefold.store
                            .decisions
                            .store()
                            .load("default", label.getKey())
                            .orElseThrow()
                            .decision();
            rows.probabilities[row] = Objects.requireNonNull(decision.probability()).doubleValue();
            rows.frauds[row] = label.getValue();
            rows.days[row] = Math.floorDiv(decision.timestamp().getEpochSecond(), 86_400L);
            rows.cards[row] = decision.userId();
            row++;
        }
        return rows;
    }

    /// As if training had seen amounts up to a limit only.
    private static Baseline amountsBelow(int limit) {
        float[] amounts = new float[1_000];
        for (int i = 0; i < amounts.length; i++) {
            amounts[i] = (float) i * limit / amounts.length;
        }
        return Baseline.of(amounts);
    }

    private long[] binned(Baseline baseline) {
        List<Float> amounts = new ArrayList<>();
        for (int i = 0; i < DECISIONS; i++) {
            amounts.add(
                    onefold.store
                            .decisions
                            .store()
                            .load("default", "A" + i)
                            .orElseThrow()
                            .decision()
                            .amount()
                            .floatValue());
        }
        long[] counts = new long[baseline.size()];
        amounts.forEach(amount -> counts[baseline.bin(amount)]++);
        return counts;
    }

    private static void assertShown(String scraped, String name, double expected) {
        assertThat(value(scraped, name)).as(name).isCloseTo(expected, within(1e-9));
    }

    private static double value(String scraped, String name) {
        return scraped.lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in\n" + scraped));
    }
}
