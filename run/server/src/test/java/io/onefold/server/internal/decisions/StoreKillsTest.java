package io.onefold.server.internal.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.fraud.port.DecisionStore.Kept;
import io.onefold.pipeline.DataPath;
import io.onefold.server.Decisions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Nothing that was acknowledged is lost, doubled or answered otherwise later, whoever is killed.
final class StoreKillsTest {

    private static final long SEED = 12;

    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
    private final Random random = new Random(SEED);
    private long attempted;

    @Test
    @Tag("decisions-12")
    void aKilledServerLosesNothingItAcknowledged() throws Exception {
        theServerIsKilled(2);
    }

    @Test
    @Tag("decisions-12")
    @Tag("long")
    void aServerKilledAHundredTimesLosesNothingItAcknowledged() throws Exception {
        theServerIsKilled(100);
    }

    private void theServerIsKilled(int times) throws Exception {
        System.out.println("seed " + SEED);
        try (RestartablePostgres postgres = new RestartablePostgres()) {
            for (int kill = 0; kill < times; kill++) {
                killAfterSomeDecisions(postgres);
            }
            check(postgres, times + " kills of the server");
        }
    }

    private void killAfterSomeDecisions(RestartablePostgres postgres) throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                DecidingProcess.class.getName(),
                                postgres.folder().toString(),
                                postgres.url(),
                                Long.toString(attempted))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        int until = 300 + random.nextInt(3_000);
        int acknowledgedNow = 0;
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                acknowledgedNow += read(line) ? 1 : 0;
                if (acknowledgedNow == until) {
                    process.destroyForcibly(); // what it said before is still read
                }
            }
        } catch (IOException e) {
            assertThat(process.waitFor()).isNotZero();
        }
        assertThat(acknowledgedNow).as("decisions before the kill").isGreaterThanOrEqualTo(until);
        attempted += 1_000; // beyond whatever it had begun
    }

    /// Whether the line is whole and acknowledges a decision.
    private boolean read(String line) {
        String[] words = line.split(" ");
        if (words.length < 2 || !words[1].matches("T\\d+")) {
            return false;
        }
        attempted = Math.max(attempted, Long.parseLong(words[1].substring(1)));
        if (words.length == 3 && words[2].length() == 64) {
            acknowledged.put(words[1], words[2]);
            return true;
        }
        return false;
    }

    @Test
    @Tag("decisions-12")
    void aKilledPostgresLosesNothingThatWasAcknowledged() throws Exception {
        postgresIsKilled(1, 0);
    }

    @Test
    @Tag("decisions-12")
    @Tag("long")
    void aPostgresKilledFiveTimesAndAwayForAMinuteLosesNothing() throws Exception {
        postgresIsKilled(5, 60);
    }

    private void postgresIsKilled(int times, int secondsAway) throws Exception {
        System.out.println("seed " + SEED);
        try (RestartablePostgres postgres = new RestartablePostgres()) {
            AtomicBoolean on = new AtomicBoolean(true);
            AtomicLong slowest = new AtomicLong();
            try (DataPath path = postgres.path();
                    Decisions decisions = Decisions.open(path)) {
                decisions.decide();
                List<Thread> load = load(decisions, on, slowest);
                for (int kill = 0; kill < times; kill++) {
                    awaitMore(500 + random.nextInt(1_000));
                    postgres.kill();
                    TimeUnit.SECONDS.sleep(kill == 0 ? secondsAway : 0);
                    postgres.start();
                }
                awaitMore(1_000);
                on.set(false);
                for (Thread thread : load) {
                    thread.join();
                }
            }
            System.out.printf("the slowest answer took %d ms%n", slowest.get());
            assertThat(slowest.get()).as("every answer comes in bounded time").isLessThan(15_000);
            check(postgres, times + " kills of PostgreSQL");
        }
    }

    private List<Thread> load(Decisions decisions, AtomicBoolean on, AtomicLong slowest) {
        AtomicLong next = new AtomicLong();
        return IntStream.range(0, 64)
                .mapToObj(
                        worker ->
                                Thread.ofVirtual()
                                        .start(() -> decideWhile(on, decisions, next, slowest)))
                .toList();
    }

    private void decideWhile(
            AtomicBoolean on, Decisions decisions, AtomicLong next, AtomicLong slowest) {
        while (on.get()) {
            String id = "T" + next.getAndIncrement();
            long begun = System.nanoTime();
            try {
                var record = Attempts.of(id, 1);
                Kept kept = decisions.store().append(record).toCompletableFuture().join();
                assertThat(kept).isInstanceOf(Kept.New.class);
                acknowledged.put(id, Attempts.hash(record.response()));
            } catch (CompletionException e) {
                pause();
            }
            slowest.accumulateAndGet(
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun), Math::max);
        }
        synchronized (this) {
            attempted = Math.max(attempted, next.get());
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitMore(int decisions) throws InterruptedException {
        int until = acknowledged.size() + decisions;
        while (acknowledged.size() < until) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    /// Asks again for everything, by an attempt that would answer otherwise.
    private void check(RestartablePostgres postgres, String what) {
        try (DataPath path = postgres.path();
                Decisions decisions = Decisions.open(path)) {
            for (String id : acknowledged.keySet()) {
                Kept kept =
                        decisions.store().append(Attempts.of(id, 2)).toCompletableFuture().join();
                assertThat(kept).as(id).isInstanceOf(Kept.Before.class);
                assertThat(Attempts.hash(((Kept.Before) kept).stored().response()))
                        .as(id)
                        .isEqualTo(acknowledged.get(id));
            }
            long rows = postgres.count("decisions.transactions");
            long unacknowledged = rows - acknowledged.size();
            System.out.printf(
                    "decisions-12: %s, %d acknowledged, 0 lost, 0 doubled, 0 changed; %d kept whose answer was lost%n",
                    what, acknowledged.size(), unacknowledged);
            assertThat(
                            postgres.count(
                                    "(select distinct transaction_id from decisions.transactions)"))
                    .isEqualTo(rows);
            assertThat(postgres.count("decisions.decision_details")).isEqualTo(rows);
            assertThat(postgres.count("(select from audit.event where lane > 0)"))
                    .isEqualTo(2 * rows);
            assertThat(path.catalog().audit().verify(List.of()).brokenLink()).isEmpty();
        }
    }
}
