package io.onefold.server;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.onefold.catalog.Settings;
import io.onefold.fraud.decide.DecisionSettings;
import io.onefold.fraud.decide.Decisions;
import io.onefold.fraud.decide.Payments;
import io.onefold.fraud.port.AccountEvents;
import io.onefold.fraud.port.KeptDecision;
import io.onefold.fraud.port.Label;
import io.onefold.fraud.port.Labels;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.scoring.feature.FeatureCatalogue;
import io.onefold.scoring.feature.FeaturePlan;
import io.onefold.scoring.feature.FeatureSettings;
import io.onefold.scoring.feature.FeatureState;
import io.onefold.server.internal.deciding.DecisionMetrics;
import io.onefold.server.internal.deciding.ModelWatch;
import io.onefold.server.internal.deciding.RebuiltState;
import io.onefold.server.internal.deciding.StateKeeping;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decisions being made: the path of docs/decisions/0017 over its ports, its state fed by what was
/// decided before, what is in force looked at every second.
public final class Deciding implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Deciding.class);

    private static final Duration RELOAD = Duration.ofSeconds(1);
    private static final Duration SNAPSHOT = Duration.ofMinutes(5);
    private static final Duration MEASURE = Duration.ofMinutes(5);
    private static final Duration CUSTOMERS = Duration.ofMinutes(1);
    private static final String LATENESS = "onefold.decisions.state.lateness";

    private final DecisionPorts ports;
    private final DecisionMetrics metrics;
    private final Decisions decisions;
    private final FeatureState state;
    private final StateKeeping keeping;
    private final ModelWatch models;
    private final Thread watcher;
    private final Thread keeper;
    private final Thread measurer;
    private final Thread customers;

    private Deciding(
            DecisionPorts ports,
            DecisionMetrics metrics,
            Decisions decisions,
            FeatureState state,
            StateKeeping keeping,
            ModelWatch models) {
        this.keeping = keeping;
        this.models = models;
        this.state = state;
        this.ports = ports;
        this.metrics = metrics;
        this.decisions = decisions;
        this.watcher = repeated("decisions-reload", RELOAD, this::reload);
        this.keeper = repeated("state-snapshots", SNAPSHOT, this::snapshot);
        this.measurer = repeated("model-measures", MEASURE, this::measure);
        this.customers = repeated("customer-features", CUSTOMERS, this::readCustomers);
    }

    /// Opens decisions and feeds their state with what was decided before.
    ///
    /// @throws OnefoldException (INVALID_SETUP) for a setting that is none
    public static Deciding open(DecisionPorts ports, Settings settings, Clock clock) {
        DecisionMetrics metrics = new DecisionMetrics(clock);
        FeatureCatalogue catalogue = ports.catalogue();
        FeaturePlan kept = FeaturePlan.compile(catalogue, FeatureCatalogue.standard().names());
        FeatureState state =
                RebuiltState.of(ports.state(), kept, stateSettings(settings), clock.instant())
                        .state();
        state.customers(ports.customers().features());
        Decisions decisions = new Decisions(ports.parts(state, clock, metrics), settings(settings));
        Deciding deciding =
                new Deciding(
                        ports,
                        metrics,
                        decisions,
                        state,
                        new StateKeeping(ports.state(), decisions, kept, clock),
                        new ModelWatch(ports.outcomes(), ports.registry(), ports.plans(), clock));
        deciding.remember(clock.instant());
        deciding.watcher.start();
        deciding.keeper.start();
        deciding.measurer.start();
        deciding.customers.start();
        return deciding;
    }

    /// Feeds the state with the labels of the time that it keeps. Those that a snapshot held change
    /// nothing.
    private void remember(Instant now) {
        Instant from = now.minus(RebuiltState.REMEMBERED);
        Instant to = now.plus(Duration.ofDays(1));
        ports.labels().knownIn(from, to, this::take);
    }

    /// Counts a decision that was kept although its append failed, because the commit's answer was
    /// lost.
    public void keptLate(KeptDecision kept) {
        decisions.history().take(kept.id(), Payments.of(kept));
    }

    /// Keeps an event, and counts it from now on.
    ///
    /// @return false if it was kept before
    public boolean happened(AccountEvents.Happened event) {
        return keeping.event(
                () -> {
                    boolean fresh = ports.events().add(event);
                    if (fresh) {
                        state.add(RebuiltState.of(event));
                    }
                    return fresh;
                });
    }

    /// Keeps a label, and counts it from now on.
    public void known(Label label) {
        ports.labels().add(label);
        learned(label);
    }

    /// Counts a label that was kept elsewhere.
    public void learned(Label label) {
        ports.store()
                .load(label.tenant(), label.transactionId())
                .map(KeptDecision::decision)
                .ifPresent(
                        payment -> {
                            take(Labels.Known.of(label, payment));
                            metrics.labelled(
                                    Duration.between(payment.timestamp(), label.knownAt()));
                        });
    }

    private void take(Labels.Known known) {
        Payments.label(known).ifPresent(state::label);
    }

    /// What a server needs to decide with.
    public DecisionPorts ports() {
        return ports;
    }

    public Decisions decisions() {
        return decisions;
    }

    /// What features are read from.
    FeatureState featureState() {
        return state;
    }

    /// What is counted of decisions, to be shown wherever metrics are.
    public MeterBinder metrics() {
        return registry -> {
            metrics.bindTo(registry);
            models.bindTo(registry);
            ports.commits().bindTo(registry);
        };
    }

    /// Measures the models that decide by what became of their decisions, as is done every five
    /// minutes.
    public void measure() {
        try {
            models.measure();
        } catch (RuntimeException e) {
            LOG.warn("the models could not be measured: {}", e.toString());
        }
    }

    /// Puts into force at once what changed in books, registry and lists.
    public void reload() {
        try {
            decisions.reload();
        } catch (RuntimeException e) {
            LOG.warn("what is in force could not be read again; what was goes on", e);
        }
    }

    /// Keeps a snapshot of the feature state, as is done every five minutes and at the end, so that
    /// the next start replays only what comes after it.
    ///
    /// @return whether there was something to keep, and it was kept
    public boolean snapshot() {
        return keeping.snapshot();
    }

    private void readCustomers() {
        try {
            ports.customers().refresh();
        } catch (RuntimeException e) {
            LOG.warn("what is known of customers could not be read again: {}", e.toString());
        }
    }

    private static Thread repeated(String name, Duration every, Runnable work) {
        return Thread.ofVirtual()
                .name(name)
                .unstarted(
                        () -> {
                            while (!Thread.currentThread().isInterrupted()) {
                                try {
                                    Thread.sleep(every);
                                    work.run();
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                            }
                        });
    }

    /// Decides nothing any more, and keeps a last snapshot.
    @Override
    public void close() {
        watcher.interrupt();
        keeper.interrupt();
        measurer.interrupt();
        customers.interrupt();
        decisions.drain();
        snapshot();
        decisions.close();
    }

    static DecisionSettings settings(Settings settings) {
        String currency =
                settings.get("onefold.decisions.currency")
                        .orElse(DecisionSettings.DEFAULT.currency().getCurrencyCode());
        ServingLimits limits = ServingLimits.of(settings);
        try {
            return new DecisionSettings(
                    Currency.getInstance(currency),
                    limits.deadline(),
                    limits.inFlightMax(),
                    DecisionSettings.DEFAULT.shadowQueueMax());
        } catch (IllegalArgumentException e) {
            throw new OnefoldException(
                    ErrorCode.INVALID_SETUP,
                    "onefold.decisions.currency is '"
                            + currency
                            + "'; expected a currency of ISO 4217, for example USD",
                    e);
        }
    }

    static FeatureSettings stateSettings(Settings settings) {
        Duration lateness = settings.duration(LATENESS).orElse(FeatureSettings.DEFAULT.lateness());
        try {
            return new FeatureSettings(lateness, FeatureSettings.DEFAULT.hashSeed());
        } catch (IllegalArgumentException e) {
            throw new OnefoldException(
                    ErrorCode.INVALID_SETUP, LATENESS + ": " + e.getMessage(), e);
        }
    }
}
