package io.onefold.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.catalog.GraphRun;
import io.onefold.catalog.RunContext;
import io.onefold.catalog.RunItem;
import io.onefold.catalog.RunJournal;
import io.onefold.model.run.Status;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A load that stops anywhere is brought to its end by the next one, whatever the silos did
/// meanwhile.
final class GraphCrashTest {

    private GraphFixture fixture;

    @BeforeEach
    void open() {
        fixture = new GraphFixture();
        new Library(fixture);
        fixture.apply(Library.SOURCES + Library.GRAPH + "  options: {batch_size: 50}\n");
        fill(1, 1000);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void loadsThatStopAfterAnyBatchLeaveNoOrphans() {
        long seed = 20251103;
        Random random = new Random(seed);
        for (int round = 0; round < 6; round++) {
            int batches = random.nextInt(45);
            GraphResult stopped = loadThatStopsAfter(batches);
            assertThat(stopped.status())
                    .as("seed %d, round %d", seed, round)
                    .isIn(Status.CANCELLED, Status.SUCCEEDED);
            int first = 1 + random.nextInt(200);
            fill(first, first + 600 + random.nextInt(400));
        }
        fixture.loadDeep();
        List<String> reached = fixture.everything();
        fixture.wipe();
        assertThat(reached).as("seed %d", seed).isEqualTo(fixture.freshlyLoaded());
    }

    @Test
    void aServerThatIsKilledInTheMiddleIsCaughtUpWith() throws Exception {
        GraphResult[] result = new GraphResult[1];
        CountedJournal journal = new CountedJournal(Integer.MAX_VALUE);
        Thread load = Thread.ofPlatform().start(() -> result[0] = load(journal));
        while (journal.asked.get() < 12 && load.isAlive()) {
            Thread.onSpinWait();
        }
        fixture.neo4j.kill();
        load.join();
        assertThat(result[0].status()).isEqualTo(Status.FAILED);
        assertThat(result[0].failure()).hasMessageContaining("does not answer");
        fixture.neo4j.start();
        fill(100, 900);
        fixture.loadDeep();
        List<String> reached = fixture.everything();
        fixture.wipe();
        assertThat(reached).isEqualTo(fixture.freshlyLoaded());
    }

    private GraphResult loadThatStopsAfter(int batches) {
        return load(new CountedJournal(batches));
    }

    private GraphResult load(RunJournal journal) {
        RunContext context = fixture.context(GraphFixture.OPERATOR);
        return fixture.graphLoad()
                .run(
                        fixture.spec(),
                        GraphRun.Mode.INCREMENTAL,
                        fixture.options().withScript(LoadOptions.Script.NEVER),
                        new RunContext(
                                UUID.randomUUID(),
                                context.principal(),
                                context.clock(),
                                context.progress(),
                                journal));
    }

    private void fill(int first, int last) {
        fixture.trusted(
                "library.readers",
                Library.READERS,
                """
                select cast(range as integer) as reader_id, 'r' || range %% 700 || '@x.org' as email, cast(range / 4 as decimal(7,2)) as fee,
                  date '2000-01-01' + cast(range %% %d as integer) as born, null::timestamp as joined, 'x' as secret
                from range(%d, %d)"""
                        .formatted(first + 3, first, last));
        fixture.trusted(
                "library.books",
                Library.BOOKS,
                "select 'b' || range as isbn, 'Title ' || (range + %d) as title, range / 3.0 as rating from range(%d, %d)"
                        .formatted(first % 2, first / 2, last / 2));
        fixture.trusted(
                "library.loans",
                Library.LOANS,
                """
                select range as loan_id, cast(range %% 997 as integer) as reader_id, 'b' || range %% 401 as isbn,
                  timestamptz '2024-01-01 00:00:00Z' + interval (range + %d) hour as lent_at
                from range(%d, %d)"""
                        .formatted(first, first, last));
        fixture.trusted(
                "post.letters",
                Library.LETTERS,
                "select 'l' || range as letter_id, 'R' || range %% 650 || '@X.org ' as from_mail from range(%d, %d)"
                        .formatted(first, last));
    }

    /// Asks the load to stop after some looks.
    private static final class CountedJournal implements RunJournal {

        private final int looksMax;
        final AtomicInteger asked = new AtomicInteger();

        CountedJournal(int looksMax) {
            this.looksMax = looksMax;
        }

        @Override
        public RunItem begin(String stage, String item) {
            return NONE.begin(stage, item);
        }

        @Override
        public void skip(String stage, String item, String reason) {}

        @Override
        public boolean cancelRequested() {
            return asked.incrementAndGet() > looksMax;
        }
    }
}
