package io.onefold.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.catalog.Settings;
import io.onefold.fraud.Caller;
import io.onefold.fraud.decide.Answer;
import io.onefold.fraud.decide.Payments;
import io.onefold.fraud.port.AccountEvents.Happened;
import io.onefold.fraud.port.StateStore.PastPayment;
import io.onefold.scoring.feature.AccountEvent;
import io.onefold.scoring.feature.FeatureCatalogue;
import io.onefold.scoring.feature.FeaturePlan;
import io.onefold.scoring.feature.FeatureSettings;
import io.onefold.scoring.feature.FeatureState;
import io.onefold.scoring.measure.Baseline;
import io.onefold.server.internal.deciding.RebuiltState;
import io.onefold.server.internal.decisions.DecisionsFixture;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/// Decisions over a real store, without HTTP, and the state that their rows amount to.
final class StateStage implements AutoCloseable {

    static final FeaturePlan PLAN =
            FeaturePlan.compile(Payments.catalogue(), FeatureCatalogue.standard().names());
    static final Caller CALLER = new Caller("default", DecisionsFixture.OPERATOR, "127.0.0.1");

    private static final int AT_ONCE = 64;
    private static final String POLICY =
            """
            {"id": "default", "bands": [{"below": 0.3, "level": "LOW", "action": "APPROVE"},
              {"level": "HIGH", "action": "DECLINE"}]}
            """;

    final DecisionsFixture store =
            new DecisionsFixture(
                    Map.of("ONEFOLD_DECISIONS_DEADLINE", "30s", "ONEFOLD_COMMIT_TIMEOUT", "30s"));

    StateStage() {
        TestModels.register(store.decisions.models());
        ServerFixture.publish(store.decisions.policies(), "default", POLICY);
    }

    /// Makes a model champion that has seen such amounts.
    void champion(String fraudType, Baseline amounts) {
        TestModels.champion(
                store.decisions.models(), TestModels.draft(fraudType, List.of(amounts)));
    }

    Deciding open() {
        return open(store.decisions);
    }

    static Deciding open(Decisions room) {
        return Deciding.open(
                DecisionPorts.of(room, (tenant, user) -> Optional.empty()),
                Settings.of(Path.of("."), Map.of("ONEFOLD_DECISIONS_DEADLINE", "30s")),
                Clock.systemUTC());
    }

    /// Decides so many payments, many at once.
    static void decide(Deciding deciding, RandomBodies bodies, String prefix, int count) {
        Semaphore atOnce = new Semaphore(AT_ONCE);
        try (ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                byte[] body = bodies.next(prefix + i);
                atOnce.acquireUninterruptibly();
                all.add(
                        CompletableFuture.runAsync(
                                () -> {
                                    assertThat(deciding.decisions().decide(CALLER, body))
                                            .isInstanceOf(Answer.Decided.class);
                                    atOnce.release();
                                },
                                virtual));
            }
            all.forEach(CompletableFuture::join);
        }
    }

    /// What a start makes of the store.
    RebuiltState rebuilt() {
        return RebuiltState.of(
                store.decisions.state(), PLAN, FeatureSettings.DEFAULT, Instant.now());
    }

    /// The state that all rows amount to, each read as a decision.
    FeatureState recomputed() {
        FeatureState state = new FeatureState(PLAN);
        Instant now = Instant.now();
        store.decisions
                .store()
                .history(
                        now.minus(Duration.ofDays(30)),
                        now.plus(Duration.ofDays(1)),
                        kept -> state.add(Payments.of(kept)));
        return state;
    }

    /// Whether both states tell the same of every user, merchant, device and address there is.
    void assertSame(FeatureState one, FeatureState other) {
        Instant now = Instant.now();
        double[] ofOne = new double[PLAN.size()];
        double[] ofOther = new double[PLAN.size()];
        int[] probes = new int[1];
        store.decisions
                .state()
                .payments(
                        0,
                        now.minus(Duration.ofDays(30)),
                        (PastPayment past) -> {
                            one.exactFeatures(PLAN, Payments.of(past).at(now), ofOne);
                            other.exactFeatures(PLAN, Payments.of(past).at(now), ofOther);
                            assertThat(ofOne).isEqualTo(ofOther);
                            probes[0]++;
                        });
        assertThat(probes[0]).isPositive();
    }

    static AccountEvent event(Happened happened) {
        return new AccountEvent(happened.type(), happened.userId(), null, happened.at());
    }

    @Override
    public void close() {
        store.close();
    }
}
