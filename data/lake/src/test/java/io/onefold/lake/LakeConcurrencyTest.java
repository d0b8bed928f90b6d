package io.onefold.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// Writers and readers at the same time.
class LakeConcurrencyTest extends Ledger {

    private static <V> List<V> together(List<Callable<V>> tasks)
            throws InterruptedException, ExecutionException {
        CyclicBarrier start = new CyclicBarrier(tasks.size());
        try (ExecutorService pool = Executors.newFixedThreadPool(tasks.size())) {
            List<Future<V>> futures = new ArrayList<>();
            for (Callable<V> task : tasks) {
                futures.add(
                        pool.submit(
                                () -> {
                                    start.await();
                                    return task.call();
                                }));
            }
            List<V> results = new ArrayList<>();
            for (Future<V> future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }

    @Test
    void writersWhoAppendAtTheSameTimeAllSucceed() throws Exception {
        List<Callable<Commit>> writers = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            String run = "run-" + writer;
            writers.add(
                    () -> {
                        Commit last = null;
                        try (LakeSession session = fixture.session()) {
                            for (int i = 0; i < 5; i++) {
                                last =
                                        session.publish(
                                                append(
                                                                run,
                                                                "SELECT 1::BIGINT AS id, 1::BIGINT AS version")
                                                        .withItem("part-" + i));
                            }
                        }
                        return last;
                    });
        }

        together(writers);

        assertThat(rows("SELECT count(*)")).containsExactly("20");
        assertThat(fixture.lake.require(T).history()).hasSize(20);
    }

    @Test
    void ofTwoOverwritesAtTheSameTimeOneWinsAndTheOtherIsRefusedOrComesAfter() throws Exception {
        List<Callable<String>> writers = new ArrayList<>();
        for (int writer = 1; writer <= 3; writer++) {
            int version = writer;
            writers.add(
                    () -> {
                        try (LakeSession session = fixture.session()) {
                            session.publish(overwrite("run-" + version, version));
                            return "done";
                        } catch (OnefoldException e) {
                            assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT);
                            return "refused";
                        }
                    });
        }

        List<String> outcomes = together(writers);

        assertThat(outcomes).contains("done");
        assertThat(rows("SELECT count(*), count(DISTINCT version)")).containsExactly("1000|1");
    }

    @Test
    void replacesOfDifferentKeysAtTheSameTimeAreComputedAnewAndAllLand() throws Exception {
        try (LakeSession session = fixture.session()) {
            session.publish(
                    append("seed", "SELECT range AS id, 0::BIGINT AS version FROM range(100)"));
        }
        List<Callable<Commit>> writers = new ArrayList<>();
        for (int writer = 1; writer <= 3; writer++) {
            int id = writer;
            writers.add(
                    () -> {
                        try (LakeSession session = fixture.session()) {
                            return session.publish(
                                    new Write(
                                            T,
                                            "SELECT " + id + "::BIGINT AS id, 7::BIGINT AS version",
                                            new WriteMode.Replace(
                                                    List.of("id"),
                                                    "SELECT " + id + "::BIGINT AS id"),
                                            "run-" + id));
                        }
                    });
        }

        List<Commit> commits = together(writers);

        assertThat(commits)
                .allSatisfy(
                        c -> {
                            assertThat(c.rowsAdded()).isEqualTo(1);
                            assertThat(c.rowsRemoved()).isEqualTo(1);
                        });
        assertThat(rows("SELECT count(*), count(DISTINCT id), sum(version)"))
                .containsExactly("100|100|21");
    }

    @Test
    void aWriteBasedOnAnOlderSnapshotIsRefused() {
        try (LakeSession session = fixture.session()) {
            long first = session.publish(overwrite("run-1", 1)).snapshotId().orElseThrow();
            session.publish(overwrite("run-2", 2));

            assertThatThrownBy(() -> session.publish(overwrite("run-3", 3).basedOn(first)))
                    .isInstanceOfSatisfying(
                            OnefoldException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
                    .hasMessageContaining("run-3");
        }
        assertThat(rows("SELECT DISTINCT version")).containsExactly("2");
    }

    @Test
    void readersSeeOneWholeVersionWhileOverwritesRun() throws Exception {
        try (LakeSession session = fixture.session()) {
            session.publish(overwrite("run-0", 0));
        }
        AtomicBoolean writing = new AtomicBoolean(true);
        Callable<Integer> writer =
                () -> {
                    try (LakeSession session = fixture.session()) {
                        for (int version = 1; version <= 15; version++) {
                            session.publish(overwrite("run-" + version, version));
                        }
                        return 0;
                    } finally {
                        writing.set(false);
                    }
                };
        Callable<Integer> reader =
                () -> {
                    int reads = 0;
                    try (LakeSession session = fixture.session()) {
                        while (writing.get()) {
                            session.attach(T);
                            assertThat(
                                            LakeFixture.rows(
                                                    session,
                                                    "SELECT count(*), count(DISTINCT version), count(DISTINCT id) FROM trusted.bank.ledger"))
                                    .containsExactly("1000|1|1000");
                            reads++;
                        }
                    }
                    return reads;
                };

        List<Integer> reads = together(List.of(writer, reader, reader));

        assertThat(reads.get(1)).isPositive();
    }

    @Test
    void aRunThatPublishesAgainIsTold() {
        try (LakeSession session = fixture.session()) {
            Commit first = session.publish(overwrite("run-1", 1));
            Commit again = session.publish(overwrite("run-1", 99));

            assertThat(again.outcome()).isEqualTo(Commit.Outcome.ALREADY_DONE);
            assertThat(again.snapshotId()).isEqualTo(first.snapshotId());
            assertThat(again.rowsAdded()).isEqualTo(1000);
        }
        assertThat(rows("SELECT DISTINCT version")).containsExactly("1");
    }

    @Test
    void aChangeOfNothingMakesNoSnapshotUnlessItsStateAdvances() {
        String none = "SELECT 1::BIGINT AS id, 1::BIGINT AS version WHERE false";
        try (LakeSession session = fixture.session()) {
            session.publish(overwrite("run-1", 1));
            Commit append = session.publish(append("run-2", none));
            Commit replace =
                    session.publish(
                            new Write(
                                    T,
                                    none,
                                    new WriteMode.Replace(
                                            List.of("id"), "SELECT 5000::BIGINT AS id"),
                                    "run-3"));
            Commit state =
                    session.publish(
                            new Write(
                                    T,
                                    none,
                                    new WriteMode.Append(),
                                    "run-4",
                                    java.util.Map.of("raw-snapshot", "42")));

            assertThat(append.outcome()).isEqualTo(Commit.Outcome.UNCHANGED);
            assertThat(replace.outcome()).isEqualTo(Commit.Outcome.UNCHANGED);
            assertThat(state.outcome()).isEqualTo(Commit.Outcome.COMMITTED);
        }
        LakeTable table = fixture.lake.require(T);
        assertThat(table.history()).hasSize(2);
        assertThat(table.state("raw-snapshot")).contains("42");
        assertThat(table.rows()).isEqualTo(1000);
        assertThat(rows("SELECT count(*)")).containsExactly("1000");
    }
}
