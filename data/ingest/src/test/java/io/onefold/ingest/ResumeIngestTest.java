package io.onefold.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.catalog.Drift;
import io.onefold.catalog.RunJournal;
import io.onefold.catalog.SourceSpec;
import io.onefold.catalog.SourceTable;
import io.onefold.model.TableName;
import io.onefold.model.run.Progress;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A run that dies between its chunks and its commit, and the one that comes after.
class ResumeIngestTest {

    private final Fixture fixture = new Fixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    /// A death that no handler sees.
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    private SourceSpec table(int rows) {
        fixture.silo(
                "CREATE TABLE t (id int PRIMARY KEY, v text); INSERT INTO t SELECT i, 'v' || i FROM generate_series(1, "
                        + rows
                        + ") i");
        return fixture.postgres(Drift.FAIL, SourceTable.of("t", List.of("id")));
    }

    @Test
    void aRunThatDiesAfterItsRowsLandedLeavesRawAsItWasAndTheNextIsWhole() throws Exception {
        SourceSpec source = table(20_000);
        Progress deadly =
                (label, total) ->
                        new Progress.Task() {
                            @Override
                            public void add(long rows) {
                                throw new Killed();
                            }

                            @Override
                            public void close() {}
                        };

        assertThatThrownBy(
                        () ->
                                fixture.ingest.run(
                                        source,
                                        source.tables().getFirst(),
                                        fixture.context(
                                                UUID.randomUUID(), RunJournal.NONE, deadly)))
                .isInstanceOf(Throwable.class);
        assertThat(fixture.lake.find(TableName.of("raw", "silo", "t"))).isEmpty();
        Files.createDirectories(fixture.landing.resolve("silo.t"));
        Files.writeString(fixture.landing.resolve("silo.t").resolve("rows-0.txt"), "left behind");

        assertThat(fixture.run(source).appended()).isEqualTo(20_000);
        assertThat(fixture.landing).isEmptyDirectory();
    }

    @Test
    void theSameRunAfterItsCommitReportsWhatItDidAndReadsNothing() {
        SourceSpec source = table(10);
        UUID runId = UUID.randomUUID();
        IngestResult first = fixture.run(source, runId);
        fixture.silo("INSERT INTO t VALUES (11, 'later')");

        IngestResult resumed = fixture.run(source, runId);

        assertThat(resumed.resumed()).isTrue();
        assertThat(resumed.read()).isEqualTo(first.read());
        assertThat(resumed.appended()).isEqualTo(10);
        assertThat(resumed.written()).isZero();
        assertThat(fixture.raw("t").rows()).isEqualTo(10);
        assertThat(fixture.run(source).appended()).isEqualTo(1);
    }
}
