package io.onefold.ingest.internal;

import io.onefold.catalog.SourceSpec;
import io.onefold.catalog.SourceTable;
import io.onefold.ingest.IngestResult;
import io.onefold.ingest.internal.ReadState.Hashed;
import io.onefold.ingest.internal.TableIngest.Read;
import io.onefold.ingest.internal.classify.Counts;
import io.onefold.lake.LakeTable;
import java.util.Objects;
import java.util.Optional;

/// What a silo's table held, short enough for a snapshot's summary: how a table is known that did
/// not change, without opening the engine.
final class SiloDigest {

    private SiloDigest() {}

    /// What to report when the silo's rows are those of the last commit, as far as that can be told
    /// without comparing them: a whole read, with nothing set aside, has the same digest.
    static Optional<IngestResult> unchanged(
            SourceSpec source, SourceTable table, Read read, LakeTable raw) {
        ReadState.Whole before = read.state().whole();
        boolean same =
                before != null
                        && read.since() == null
                        && read.shape().changes().isEmpty()
                        && read.rows().rejected() == 0
                        && read.rows().digest() != null
                        && before.digest().equals(of(source, read.shape(), read.rows().digest()))
                        && (before.gonesFound() || !table.detectDeletes())
                        && ShapeText.of(table, read.shape()).equals(read.state().shape());
        if (!same) {
            return Optional.empty();
        }
        long rows = read.rows().rows();
        long duplicates = Objects.requireNonNull(before).duplicates();
        Counts counts = new Counts(rows, rows - duplicates, duplicates, 0, 0);
        return Optional.of(
                RawCommit.result(
                        source.dataset(table),
                        read.opened(),
                        counts,
                        0,
                        read.shape().notes(),
                        raw.snapshotId()));
    }

    /// What all rows are, and of which columns.
    ///
    /// @param rows the digest of the rows
    static String of(SourceSpec source, Shape shape, String rows) {
        return Hashed.of(reader(source), shape.columns()) + " " + rows;
    }

    /// What spelt the hashed texts; another reader may spell them otherwise.
    static String reader(SourceSpec source) {
        return source.kind().wireName() + " 2";
    }
}
