package io.onefold.ingest.internal;

import io.onefold.catalog.RunContext;
import io.onefold.catalog.SourceSpec;
import io.onefold.catalog.SourceTable;
import io.onefold.ingest.IngestResult;
import io.onefold.ingest.internal.ReadState.Hashed;
import io.onefold.ingest.internal.TableIngest.Opened;
import io.onefold.ingest.internal.classify.Watermark;
import io.onefold.ingest.internal.landing.SiloColumn;
import io.onefold.lake.DuckSql;
import io.onefold.lake.Lake;
import io.onefold.lake.LakeSession;
import io.onefold.lake.LakeTable;
import io.onefold.lake.Write;
import io.onefold.lake.WriteMode;
import io.onefold.model.Column;
import io.onefold.model.DataType.Simple;
import io.onefold.model.DatasetName;
import io.onefold.model.Layer;
import io.onefold.model.TableName;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a commit to raw is made of, whichever way its rows came.
final class RawWrites {

    private final SourceSpec source;
    private final SourceTable table;
    private final RunContext run;
    private final Opened opened;
    private final Instant at;

    RawWrites(SourceSpec source, SourceTable table, RunContext run, Opened opened) {
        this.source = source;
        this.table = table;
        this.run = run;
        this.opened = opened;
        this.at = at(run.clock().instant(), opened.state().at());
    }

    /// Strictly later than the last commit's, whatever the clock says.
    private static Instant at(Instant clock, @Nullable Instant last) {
        Instant now = clock.truncatedTo(ChronoUnit.MICROS);
        return last == null || now.isAfter(last) ? now : last.plus(1, ChronoUnit.MICROS);
    }

    DatasetName dataset() {
        return source.dataset(table);
    }

    TableName rawName() {
        return dataset().in(Layer.RAW);
    }

    /// The commit's `_ingested_at`.
    Instant at() {
        return at;
    }

    /// Raw with the columns that this read needs.
    ///
    /// @param before raw as it was before the read; null: it does not exist
    LakeTable ready(Lake lake, @Nullable LakeTable before) {
        if (before == null) {
            return lake.create(rawName(), RawTable.columns(opened.shape().business()), List.of());
        }
        return opened.shape().changes().isEmpty()
                ? before
                : lake.evolve(rawName(), opened.shape().changes());
    }

    /// A SELECT of raw's rows.
    ///
    /// @param select the silo's columns, with `_row_hash`, `_source` and `_source_row`
    String rows(String select) {
        String withheld =
                nulls().map(item -> item.value() + " AS " + item.name() + ", ")
                        .collect(Collectors.joining());
        return "SELECT *, " + withheld + stamps() + ", false AS _deleted FROM (\n" + select + "\n)";
    }

    /// A SELECT of the rows that say of keys that they are gone.
    ///
    /// @param lastStates the last states of those keys
    String goneRows(String lastStates) {
        String withheld =
                nulls().map(item -> item.value() + " AS " + item.name())
                        .collect(Collectors.joining(", "));
        return "SELECT *"
                + (withheld.isEmpty() ? "" : " REPLACE (" + withheld + ")")
                + ", "
                + stamps()
                + ", true AS _deleted FROM ("
                + lastStates
                + ")";
    }

    private record Item(String value, String name) {}

    /// What stands in the excluded columns that raw still has.
    private Stream<Item> nulls() {
        return opened.shape().withheld().stream()
                .map(
                        column ->
                                new Item(
                                        "CAST(NULL AS " + DuckSql.type(column.type()) + ")",
                                        DuckSql.name(column.name())));
    }

    private String stamps() {
        return DuckSql.text(run.runId().toString())
                + " AS _run_id, TIMESTAMPTZ "
                + DuckSql.text(at.toString())
                + " AS _ingested_at";
    }

    /// An append to raw as it is now, without a summary yet.
    Write append(LakeTable raw, String rows) {
        Write write =
                new Write(rawName(), rows, new WriteMode.Append(), run.runId().toString())
                        .whenEmpty(redeclared(raw) ? Write.WhenEmpty.COMMIT : Write.WhenEmpty.SKIP);
        OptionalLong base = raw.snapshotId();
        return base.isPresent() ? write.basedOn(base.getAsLong()) : write;
    }

    /// Whether key, watermark or columns are declared otherwise than at the last commit, or what
    /// was declared then is not known any more because snapshots expired.
    boolean redeclared(LakeTable raw) {
        String before = opened.state().shape();
        return before == null
                ? raw.rows() > 0
                : !before.equals(ShapeText.of(table, opened.shape()));
    }

    /// Whether the hashes in raw are made of what this read's are made of.
    boolean isHashedAlike() {
        Hashed before = opened.state().hashed();
        return before != null
                && before.isPrefixOf(SiloDigest.reader(source), opened.shape().columns());
    }

    /// The summary of a commit.
    ///
    /// @param raw raw as it is before the commit
    /// @param watermark the greatest watermark seen; null: none
    /// @param digest what the silo's rows are, if all were read and none is set aside; else null
    Map<String, String> summary(
            LakeTable raw,
            IngestResult result,
            @Nullable String watermark,
            @Nullable String digest) {
        boolean oneKind = raw.rows() == 0 || isHashedAlike();
        ReadState state =
                new ReadState(
                        ShapeText.of(table, opened.shape()),
                        watermark,
                        oneKind
                                ? Hashed.of(SiloDigest.reader(source), opened.shape().columns())
                                : null,
                        at,
                        digest == null
                                ? null
                                : new ReadState.Whole(
                                        SiloDigest.of(source, opened.shape(), digest),
                                        table.detectDeletes(),
                                        result.duplicates()));
        return ReadState.summary(state, result, zone());
    }

    /// The zone to remember, if a column holds times without one.
    private @Nullable String zone() {
        boolean zoneless =
                opened.shape().business().stream()
                        .map(Column::type)
                        .anyMatch(type -> type == Simple.TIMESTAMP);
        return zoneless && source.zone() != null
                ? Objects.requireNonNull(source.zone()).getId()
                : null;
    }

    /// The greatest watermark of the rows of a relation and of earlier reads; it never steps back,
    /// as an incremental read may find late rows only. Null: there is none.
    @Nullable String watermark(LakeSession session, String relation) {
        String name = table.watermark();
        if (name == null) {
            return null;
        }
        SiloColumn column = TableIngest.column(opened.shape(), name);
        return new Watermark(
                        name,
                        column.type(),
                        Lateness.cap(column, opened.silo().now(), source.zone()).orElse(null),
                        watermarkBefore())
                .greatest(session, relation);
    }

    /// The greatest watermark of earlier reads, if this one continues them.
    @Nullable String watermarkBefore() {
        return opened.since() == null ? null : opened.state().watermark();
    }
}
