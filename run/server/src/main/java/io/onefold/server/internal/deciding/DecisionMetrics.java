package io.onefold.server.internal.deciding;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.onefold.fraud.FraudType;
import io.onefold.fraud.ProblemCode;
import io.onefold.fraud.decide.DecisionObserver;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Counts decisions, by the names that the reference's dashboards ask for.
public final class DecisionMetrics implements DecisionObserver, MeterBinder {

    private static final double FRAUD = 0.5;
    private static final String TYPE = "fraud_type";

    private final CompositeMeterRegistry meters = new CompositeMeterRegistry();
    private final Map<FraudType, OfType> byType = new EnumMap<>(FraudType.class);
    private final Map<FraudType, RecentShare> alerts = new EnumMap<>(FraudType.class);
    private final Timer labelDelay =
            Timer.builder("label_delay")
                    .description("From a payment to what became known of it")
                    .serviceLevelObjectives(
                            Duration.ofHours(1),
                            Duration.ofDays(1),
                            Duration.ofDays(7),
                            Duration.ofDays(30))
                    .register(meters);
    private final Counter late =
            Counter.builder("feature_late_events")
                    .description("Payments that came later than the lateness bound")
                    .register(meters);
    private final Counter shadowsDropped =
            Counter.builder("shadow_dropped")
                    .description("Payments that shadow models did not score, for want of room")
                    .register(meters);

    private record OfType(Counter predictions, Counter detected, Timer duration) {}

    public DecisionMetrics(Clock clock) {
        for (FraudType type : FraudType.values()) {
            RecentShare share = new RecentShare(clock);
            alerts.put(type, share);
            Gauge.builder("fraud_alert_rate", share, RecentShare::share)
                    .description("Share of the last hour's payments that alerted somebody")
                    .tag(TYPE, type.wireName())
                    .register(meters);
            byType.put(
                    type,
                    new OfType(
                            Counter.builder("fraud_predictions")
                                    .description("Payments that were decided")
                                    .tag(TYPE, type.wireName())
                                    .register(meters),
                            Counter.builder("fraud_detected")
                                    .description("Payments decided with a probability above 0.5")
                                    .tag(TYPE, type.wireName())
                                    .register(meters),
                            Timer.builder("prediction_duration")
                                    .description("From a request's bytes to its durable answer")
                                    .tag(TYPE, type.wireName())
                                    .publishPercentileHistogram()
                                    .minimumExpectedValue(Duration.ofMillis(1))
                                    .maximumExpectedValue(Duration.ofSeconds(2))
                                    .register(meters)));
        }
        for (ProblemCode code : ProblemCode.values()) {
            if (code.retryable()) {
                counter("requests_shed", "reason", code.wireName());
            }
        }
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        meters.add(registry);
    }

    @Override
    public void decided(FraudType type, @Nullable Double probability, Duration took) {
        OfType meter = byType.get(type);
        if (meter != null) {
            meter.predictions.increment();
            if (probability != null && probability > FRAUD) {
                meter.detected.increment();
            }
            meter.duration.record(took);
        }
    }

    @Override
    public void alerted(FraudType type, boolean alerted) {
        RecentShare share = alerts.get(type);
        if (share != null) {
            share.add(alerted);
        }
    }

    /// A payment was labelled.
    ///
    /// @param after how long after it
    public void labelled(Duration after) {
        labelDelay.record(after.isNegative() ? Duration.ZERO : after);
    }

    @Override
    public void refused(ProblemCode code) {
        if (code.retryable()) {
            count("requests_shed", "reason", code.wireName());
        } else {
            count("requests_refused", "reason", code.wireName());
        }
    }

    @Override
    public void ruleFired(String id) {
        count("rules_fired", "rule", id);
    }

    @Override
    public void late() {
        late.increment();
    }

    @Override
    public void shadowFired(String id) {
        count("shadow_rules_fired", "rule", id);
    }

    @Override
    public void shadowDropped() {
        shadowsDropped.increment();
    }

    private void count(String name, String tag, String value) {
        counter(name, tag, value).increment();
    }

    private Counter counter(String name, String tag, String value) {
        return Counter.builder(name).tag(tag, value).register(meters);
    }
}
