package io.onefold.server.internal.deciding;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.onefold.fraud.FraudType;
import io.onefold.fraud.port.FeaturePlans;
import io.onefold.fraud.port.Outcomes;
import io.onefold.fraud.port.Outcomes.Performance;
import io.onefold.scoring.measure.Baseline;
import io.onefold.scoring.measure.CardPrecision;
import io.onefold.scoring.measure.Metrics;
import io.onefold.scoring.measure.ProbabilityCounts;
import io.onefold.scoring.registry.ModelArtefact;
import io.onefold.scoring.registry.ModelRegistry;
import io.onefold.scoring.registry.ModelVersion;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Measures the models that decide, by the labels of the last thirty days and the vectors of the
/// last day, and shows and keeps what it finds. What has no label is not counted; a model without
/// labels, or without frauds among them, shows no measure that needs them.
public final class ModelWatch implements MeterBinder {

    private static final Duration LABELS = Duration.ofDays(30);
    private static final Duration VECTORS = Duration.ofDays(1);
    private static final Duration KEPT_EVERY = Duration.ofHours(1);
    private static final int VECTORS_MOST = 2_000;
    private static final int CARDS_A_DAY = 100;
    private static final String MODEL_TYPE = "gradient_boosting";

    private final Outcomes outcomes;
    private final ModelRegistry registry;
    private final FeaturePlans plans;
    private final Clock clock;
    private final CompositeMeterRegistry meters = new CompositeMeterRegistry();
    private final MultiGauge accuracy = gauge("model_accuracy", "Share called right at 0.5");
    private final MultiGauge averagePrecision =
            gauge("model_average_precision", "Area under precision and recall");
    private final MultiGauge precisionAt100 =
            gauge("model_precision_at_100", "Compromised of 100 cards a day");
    private final MultiGauge calibrationError =
            gauge("model_calibration_error", "Distance of probability and share of frauds");
    private final MultiGauge psi =
            gauge("model_feature_psi", "How far a feature has moved since training");
    private final Map<Long, ModelArtefact> artefacts = new HashMap<>();
    private final Map<Long, Performance> kept = new HashMap<>();

    public ModelWatch(Outcomes outcomes, ModelRegistry registry, FeaturePlans plans, Clock clock) {
        this.outcomes = outcomes;
        this.registry = registry;
        this.plans = plans;
        this.clock = clock;
    }

    private MultiGauge gauge(String name, String description) {
        return MultiGauge.builder(name).description(description).register(meters);
    }

    @Override
    public void bindTo(MeterRegistry to) {
        meters.add(to);
    }

    /// Measures every champion.
    public synchronized void measure() {
        Instant now = clock.instant();
        List<Performance> measured = new ArrayList<>();
        List<MultiGauge.Row<?>> moved = new ArrayList<>();
        Set<Long> champions = new HashSet<>();
        for (String type : FraudType.wireNames()) {
            Optional<ModelVersion> champion = registry.champion(type);
            if (champion.isPresent()) {
                ModelVersion model = champion.get();
                champions.add(model.id());
                measured.add(measured(model, now));
                moved.addAll(moved(model, now));
            }
        }
        artefacts.keySet().retainAll(champions);
        kept.keySet().retainAll(champions);
        show(accuracy, measured, Metrics::accuracy);
        show(averagePrecision, measured, Metrics::averagePrecision);
        show(precisionAt100, measured, Metrics::cardPrecisionAt100);
        show(calibrationError, measured, Metrics::calibrationError);
        psi.register(moved, true);
        measured.forEach(this::keep);
    }

    private Performance measured(ModelVersion model, Instant now) {
        Instant from = now.minus(LABELS);
        ProbabilityCounts counts = new ProbabilityCounts();
        outcomes.counts(model.id(), from, now, counts::add);
        CardPrecision.Days cards = new CardPrecision.Days(CARDS_A_DAY);
        outcomes.cards(model.id(), from, now, cards::add);
        return new Performance(
                model.id(),
                MODEL_TYPE,
                model.fraudType(),
                new Metrics(
                        counts.rows(),
                        counts.frauds(),
                        known(counts.auc()),
                        known(counts.averagePrecision()),
                        known(cards.mean()),
                        known(counts.brier()),
                        known(counts.calibrationError()),
                        known(counts.accuracy()),
                        null,
                        null),
                from,
                now,
                model.lineage().trainedAt());
    }

    private static @Nullable Double known(double value) {
        return Double.isNaN(value) ? null : value;
    }

    private static void show(
            MultiGauge gauge,
            List<Performance> measured,
            Function<Metrics, @Nullable Double> measure) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (Performance one : measured) {
            Double value = measure.apply(one.metrics());
            if (value != null) {
                rows.add(MultiGauge.Row.of(Tags.of("fraud_type", one.fraudType()), value));
            }
        }
        gauge.register(rows, true);
    }

    /// Categories are left out: their numbers name words, and have no order.
    private List<MultiGauge.Row<?>> moved(ModelVersion model, Instant now) {
        ModelArtefact artefact = artefacts.computeIfAbsent(model.id(), registry::artefact);
        List<Baseline> baselines = artefact.baselines();
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        if (baselines.isEmpty()) {
            return rows;
        }
        long[][] counts = new long[baselines.size()][];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new long[baselines.get(i).size()];
        }
        Map<String, int[]> places = new HashMap<>();
        outcomes.vectors(
                model.id(),
                now.minus(VECTORS),
                VECTORS_MOST,
                (plan, vector) -> {
                    int[] at =
                            places.computeIfAbsent(
                                    HexFormat.of().formatHex(plan),
                                    _ -> places(plan, artefact.features()));
                    for (int i = 0; i < at.length; i++) {
                        if (at[i] >= 0) {
                            counts[i][baselines.get(i).bin(vector[at[i]])]++;
                        }
                    }
                });
        for (int i = 0; i < counts.length; i++) {
            double index = baselines.get(i).psi(counts[i]);
            boolean category = artefact.dictionaries().containsKey(artefact.features().get(i));
            if (!Double.isNaN(index) && !category) {
                Tags tags =
                        Tags.of(
                                "fraud_type",
                                model.fraudType(),
                                "feature",
                                artefact.features().get(i));
                rows.add(MultiGauge.Row.of(tags, index));
            }
        }
        return rows;
    }

    /// Where a plan has a model's features; -1 for one that it lacks.
    private int[] places(byte[] plan, List<String> features) {
        List<String> names = plans.find(plan).orElse(List.of());
        return features.stream().mapToInt(names::indexOf).toArray();
    }

    private void keep(Performance now) {
        Performance before = kept.get(now.modelId());
        boolean changed = before == null || !before.metrics().equals(now.metrics());
        boolean due = before == null || !before.to().plus(KEPT_EVERY).isAfter(now.to());
        if (now.metrics().rows() > 0 && changed && due) {
            outcomes.keep(now);
            kept.put(now.modelId(), now);
        }
    }
}
