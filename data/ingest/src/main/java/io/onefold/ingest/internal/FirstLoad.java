package io.onefold.ingest.internal;

import io.onefold.catalog.RunContext;
import io.onefold.catalog.SourceSpec;
import io.onefold.catalog.SourceTable;
import io.onefold.ingest.IngestResult;
import io.onefold.ingest.internal.TableIngest.Opened;
import io.onefold.ingest.internal.classify.Counts;
import io.onefold.ingest.internal.silo.RowMeter;
import io.onefold.ingest.internal.silo.SiloFeed;
import io.onefold.ingest.internal.silo.SiloReader;
import io.onefold.lake.Commit;
import io.onefold.lake.Lake;
import io.onefold.lake.LakeSession;
import io.onefold.lake.LakeTable;
import io.onefold.lake.RowFeed;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Principal;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The first load of a table whose key the silo guarantees: nothing is there to compare with and no
/// row can contradict another, so the rows go straight from the silo into the data files of one
/// commit.
///
/// A value that does not fit ends the attempt before the commit, and the table is landed and sorted
/// as ever, within the same snapshot of the silo.
final class FirstLoad {

    private final Lake lake;
    private final Opened opened;
    private final RawWrites writes;

    FirstLoad(Lake lake, SourceSpec source, SourceTable table, RunContext run, Opened opened) {
        this.lake = lake;
        this.opened = opened;
        this.writes = new RawWrites(source, table, run, opened);
    }

    /// @param before raw as it was before the read; null: it does not exist
    /// @return empty if the rows must be landed and sorted; then raw has no rows yet
    Optional<IngestResult> commit(SiloReader reader, @Nullable LakeTable before, RowMeter meter) {
        boolean first = before == null || before.rows() == 0;
        boolean known = opened.silo().keyIsUnique() && opened.shape().changes().isEmpty();
        if (!first || !known || opened.since() != null) {
            return Optional.empty();
        }
        Optional<SiloFeed> ready = reader.feed(opened.plan(), meter);
        if (ready.isEmpty()) {
            return Optional.empty();
        }
        LakeTable raw = writes.ready(lake, before);
        boolean done = false;
        try (SiloFeed feed = ready.get()) {
            Optional<IngestResult> result = commit(feed, raw);
            done = result.isPresent();
            return result;
        } finally {
            if (before == null && !done) {
                dropEmpty();
            }
        }
    }

    /// Leaves the lake as it was. A commit may have happened of which no answer came.
    private void dropEmpty() {
        if (lake.find(writes.rawName()).filter(raw -> raw.snapshotId().isEmpty()).isPresent()) {
            lake.drop(writes.rawName());
        }
    }

    private Optional<IngestResult> commit(SiloFeed feed, LakeTable raw) {
        try (LakeSession session = lake.session(Principal.system("ingest"));
                RowFeed rows = session.feed(feed.columns(), feed.sources())) {
            String select = writes.rows(feed.select(rows.relation()));
            Commit commit =
                    session.publish(
                            writes.append(raw, select),
                            (count, relation) -> summary(feed, session, raw, count, relation));
            return commit.outcome() == Commit.Outcome.UNEXPECTED
                    ? Optional.empty()
                    : Optional.of(result(feed.rows()).at(commit.snapshotId()));
        } catch (OnefoldException e) {
            feed.throwFailure();
            if (e.code() == ErrorCode.RUN_FAILED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Optional<Map<String, String>> summary(
            SiloFeed feed, LakeSession session, LakeTable raw, long written, String relation) {
        return written == feed.rows()
                ? Optional.of(
                        writes.summary(
                                raw,
                                result(written),
                                writes.watermark(session, relation),
                                feed.digest()))
                : Optional.empty();
    }

    private IngestResult result(long rows) {
        return RawCommit.result(
                writes.dataset(),
                opened,
                new Counts(rows, 0, 0, 0, rows),
                0,
                opened.shape().notes(),
                OptionalLong.empty());
    }
}
