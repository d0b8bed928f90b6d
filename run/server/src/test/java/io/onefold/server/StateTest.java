package io.onefold.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.fraud.port.AccountEvents.Happened;
import io.onefold.fraud.port.Label;
import io.onefold.scoring.feature.AccountEventType;
import io.onefold.scoring.feature.FeatureState;
import io.onefold.scoring.feature.FraudLabel;
import io.onefold.server.internal.deciding.RebuiltState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The state after a snapshot and what was committed after it is the state that all rows amount to.
final class StateTest {

    private static final long SEED = 51;
    private static final int SNAPSHOTS = 10;

    private final Instant begun = Instant.now();
    private final StateStage onefold = new StateStage();
    private final RandomBodies bodies = new RandomBodies(SEED, begun);

    @AfterEach
    void close() {
        onefold.close();
    }

    @Test
    void aStartGoesOnFromTheSnapshotWithWhatWasCommittedAfterIt() {
        try (Deciding deciding = onefold.open()) {
            onefold.store.decisions.decide();
            StateStage.decide(deciding, bodies, "A", 300);
            Happened login = login(deciding, "E1");
            Happened second = login(deciding, "E2");
            assertThat(deciding.snapshot()).isTrue();
            assertThat(deciding.snapshot()).as("nothing happened since").isFalse();
            StateStage.decide(deciding, bodies, "B", 120);
            Happened third = login(deciding, "E3");

            RebuiltState rebuilt = onefold.rebuilt();

            assertThat(rebuilt.payments()).isEqualTo(120);
            FeatureState all = onefold.recomputed();
            all.add(StateStage.event(login));
            all.add(StateStage.event(second));
            all.add(StateStage.event(third));
            onefold.assertSame(rebuilt.state(), all);
        }
        assertThat(onefold.rebuilt().payments()).as("the end keeps a snapshot").isZero();
        assertThat(onefold.store.count("decisions.state_snapshot")).isOne();
    }

    private Happened login(Deciding deciding, String id) {
        Happened event =
                new Happened(
                        "default",
                        id,
                        AccountEventType.LOGIN_FAILED,
                        "USER_7",
                        null,
                        begun.minus(Duration.ofHours(2)),
                        null,
                        null,
                        null);
        assertThat(deciding.happened(event)).isTrue();
        assertThat(deciding.happened(event)).as("told twice").isFalse();
        return event;
    }

    @Test
    void labelsOfASnapshotAreNotCountedTwice() {
        try (Deciding deciding = onefold.open()) {
            onefold.store.decisions.decide();
            StateStage.decide(deciding, bodies, "A", 400);
            for (int i = 0; i < 60; i++) {
                label(deciding, "A" + i, true, begun.minusSeconds(1_000 - i));
            }
            label(deciding, "A3", false, begun.minusSeconds(10));
            label(deciding, "A3", true, begun.minusSeconds(5));
        }
        FeatureState all = onefold.recomputed();
        try (Deciding again = onefold.open()) {
            for (int i = 0; i < 60; i++) {
                relabel(all, "A" + i, true, begun.minusSeconds(1_000 - i));
            }
            relabel(all, "A3", false, begun.minusSeconds(10));
            relabel(all, "A3", true, begun.minusSeconds(5));
            onefold.assertSame(again.featureState(), all);
        }
    }

    private static void label(Deciding deciding, String id, boolean fraud, Instant at) {
        deciding.known(new Label("default", id, fraud, "test", at, "ana"));
    }

    private void relabel(FeatureState state, String id, boolean fraud, Instant at) {
        var decision = onefold.store.decisions.store().load("default", id).orElseThrow().decision();
        state.label(
                new FraudLabel(
                        id,
                        Objects.requireNonNull(decision.merchantId()),
                        decision.timestamp(),
                        fraud,
                        at));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update decisions.state_snapshot_part set body = set_byte(body, 100, 255 - get_byte(body, 100))",
                "delete from decisions.state_snapshot_part",
                "update decisions.state_snapshot set format = 'feature-state of an older version'"
            })
    void aSnapshotThatCannotBeReadIsSkippedAndAllRowsAreReplayed(String harm) {
        try (Deciding deciding = onefold.open()) {
            onefold.store.decisions.decide();
            StateStage.decide(deciding, bodies, "A", 80);
        }
        assertThat(onefold.rebuilt().payments()).isZero();

        onefold.store.execute(harm);

        RebuiltState rebuilt = onefold.rebuilt();
        assertThat(rebuilt.payments()).isEqualTo(80);
        onefold.assertSame(rebuilt.state(), onefold.recomputed());
    }

    @Test
    @Tag("decisions-12")
    void aKillWhileSnapshotsAreTakenUnderLoadLosesNothingOfTheState() throws Exception {
        System.out.println("seed " + SEED);
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                StateProcess.class.getName(),
                                onefold.store.folder.toString(),
                                onefold.store.settings.require("DATABASE_URL"))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        int snapshots = 0;
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                snapshots += line.equals("snapshot") ? 1 : 0;
                if (snapshots == SNAPSHOTS) {
                    process.destroyForcibly();
                }
            }
        } catch (IOException e) {
            assertThat(process.waitFor()).isNotZero();
        }
        process.waitFor();

        onefold.store.decisions.decide(); // waits for the end of the killed one's sessions
        RebuiltState rebuilt = onefold.rebuilt();

        long rows = onefold.store.count("decisions.transactions");
        System.out.printf(
                "decisions-12: killed after %d snapshots; %d of %d rows replayed, %s noted beyond the snapshot's number%n",
                snapshots,
                rebuilt.payments(),
                rows,
                onefold.store.value("select cardinality(also_ids) from decisions.state_snapshot"));
        assertThat(snapshots).isGreaterThanOrEqualTo(SNAPSHOTS);
        assertThat(rebuilt.payments()).isLessThan(rows);
        onefold.assertSame(rebuilt.state(), onefold.recomputed());
    }

    @Test
    @Tag("decisions-12")
    @Tag("long")
    void aStartTakesTheSameTimeAfterAHundredThousandDecisions() {
        int decisions = 100_000;
        try (Deciding deciding = onefold.open()) {
            onefold.store.decisions.decide();
            StateStage.decide(deciding, bodies, "A", decisions);
        }
        long with = nanos(0);
        onefold.store.execute("delete from decisions.state_snapshot");
        long without = nanos(decisions);
        System.out.printf(
                "decisions-12: the state after %,d decisions is there after %d ms from a snapshot, %d ms without one%n",
                decisions, with / 1_000_000, without / 1_000_000);
    }

    private long nanos(long replayed) {
        long began = System.nanoTime();
        assertThat(onefold.rebuilt().payments()).isEqualTo(replayed);
        return System.nanoTime() - began;
    }
}
