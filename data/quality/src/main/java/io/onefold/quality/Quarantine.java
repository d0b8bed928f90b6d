package io.onefold.quality;

import io.onefold.catalog.RunContext;
import io.onefold.catalog.RunItem;
import io.onefold.lake.AsOf;
import io.onefold.lake.DuckSql;
import io.onefold.lake.Lake;
import io.onefold.lake.LakeSession;
import io.onefold.lake.LakeTable;
import io.onefold.lake.QuarantineTable;
import io.onefold.lake.ReadDoor;
import io.onefold.lake.ReadLimits;
import io.onefold.lake.RowStream;
import io.onefold.lake.Write;
import io.onefold.model.DatasetName;
import io.onefold.model.ErrorCode;
import io.onefold.model.Layer;
import io.onefold.model.OnefoldException;
import io.onefold.model.TableName;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import io.onefold.model.contract.DatasetContract;
import io.onefold.quality.CheckResult.ReasonCount;
import io.onefold.quality.internal.CheckRun;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What stands in quarantine, for people: counted, shown under the reader's masks, judged again.
/// Rows that a check rejected leave when a newer version passes or a replay promotes them; rows
/// that ingest rejected (no key, conflicting, malformed) stay as a record. Safe for use by many
/// threads.
public final class Quarantine {

    /// The stage's name in the run log.
    public static final String REPLAY_STAGE = "replay";

    private static final String DISCARD_STAGE = "discard";

    private final Lake lake;
    private final ReadDoor door;

    public Quarantine(Lake lake, ReadDoor door) {
        this.lake = Objects.requireNonNull(lake);
        this.door = Objects.requireNonNull(door);
    }

    /// The quarantine of one dataset, counted.
    ///
    /// @param dataset the dataset
    /// @param rows the rows that stand there and wait for somebody
    /// @param discarded the rows that stand there and were given up
    /// @param latest when the newest of them was rejected, null without rows
    /// @param reasons how many rows broke each rule, the most frequent first; a row may have broken
    ///   several
    public record Summary(
            DatasetName dataset,
            long rows,
            long discarded,
            @Nullable Instant latest,
            List<ReasonCount> reasons) {
        public Summary {
            reasons = List.copyOf(reasons);
        }
    }

    /// What a replay did.
    ///
    /// @param dataset the dataset
    /// @param revalidated rows that a check had rejected
    /// @param promoted of those, rows that are trusted now
    /// @param rejected of those, rows that stay
    /// @param notReplayable rows that ingest rejected; only the silo can repair them
    public record ReplayResult(
            DatasetName dataset,
            long revalidated,
            long promoted,
            long rejected,
            long notReplayable) {}

    /// The datasets that have a quarantine, in order.
    public List<DatasetName> datasets() {
        return lake.list(Layer.QUARANTINE.namespace() + ".").stream()
                .map(table -> new DatasetName(table.namespace().getLast(), table.name()))
                .toList();
    }

    /// Counts a dataset's quarantine by reason.
    ///
    /// @throws OnefoldException (NOT_FOUND) if nothing of the dataset was ever rejected,
    ///   (FORBIDDEN) without `data_read`
    public Summary list(DatasetName dataset, Principal reader) {
        LakeTable quarantine = require(dataset);
        String discarded = QuarantineTable.isDiscarded(quarantine);
        String waiting = DuckSql.table(quarantine.name()) + " where not " + discarded;
        List<ReasonCount> reasons = new ArrayList<>();
        try (RowStream rows =
                door.query(reader, byReason(waiting), AsOf.LATEST, ReadLimits.DEFAULT)) {
            while (rows.next()) {
                List<@Nullable Object> row = rows.row();
                reasons.add(
                        new ReasonCount(
                                String.valueOf(row.get(0)),
                                (String) row.get(1),
                                number(row.get(2))));
            }
        }
        String whole =
                "select count(*) filter (where not "
                        + discarded
                        + "), count(*) filter (where "
                        + discarded
                        + "), max(_rejected_at) filter (where not "
                        + discarded
                        + ") from "
                        + DuckSql.table(quarantine.name());
        try (RowStream rows = door.query(reader, whole, AsOf.LATEST, ReadLimits.DEFAULT)) {
            rows.next();
            List<@Nullable Object> row = rows.row();
            Instant latest = row.get(2) instanceof OffsetDateTime at ? at.toInstant() : null;
            return new Summary(dataset, number(row.get(0)), number(row.get(1)), latest, reasons);
        }
    }

    /// Shows the rows of a dataset's quarantine that were not discarded under the reader's masks,
    /// the newest first: the raw columns as text, then `_reasons`, `_contract_version`,
    /// `_rejected_at`, `_run_id`.
    ///
    /// @param rule only rows that broke this rule; empty: all
    /// @throws OnefoldException (NOT_FOUND) if nothing of the dataset was ever rejected,
    ///   (FORBIDDEN) without `data_read`
    public RowStream show(
            DatasetName dataset, Optional<String> rule, Principal reader, ReadLimits limits) {
        LakeTable quarantine = require(dataset);
        String marked = QuarantineTable.hasDiscarded(quarantine) ? ", _discarded_at" : "";
        String sql =
                "select * exclude (_row_hash, _reasons, _contract_version, _rejected_at, _run_id"
                        + marked
                        + "), _reasons, _contract_version, _rejected_at, _run_id from "
                        + DuckSql.table(quarantine.name())
                        + " where not "
                        + QuarantineTable.isDiscarded(quarantine)
                        + rule.map(wanted -> " and " + broke(wanted)).orElse("")
                        + " order by _rejected_at desc";
        return door.query(reader, sql, AsOf.LATEST, limits);
    }

    /// Judges the rows that checks rejected again, by the contract of now, and promotes those that
    /// pass.
    ///
    /// @throws OnefoldException (NOT_FOUND) if nothing of the dataset was ever rejected,
    ///   (FORBIDDEN) without `data_operate`
    public ReplayResult replay(DatasetContract contract, RunContext context) {
        context.principal().require(Permission.DATA_OPERATE);
        DatasetName dataset = contract.dataset();
        require(dataset);
        try (RunItem log = context.journal().begin(REPLAY_STAGE, dataset.toString());
                CheckRun run = new CheckRun(lake, contract, context)) {
            try {
                CheckRun.Replay replay = run.replay();
                log.succeed();
                return new ReplayResult(
                        dataset,
                        replay.revalidated(),
                        replay.promoted(),
                        replay.rejected(),
                        replay.notReplayable());
            } catch (OnefoldException e) {
                log.fail(String.valueOf(e.getMessage()));
                throw e;
            }
        }
    }

    /// Gives rows up without judging them: nobody is going to repair them. They stay where they
    /// are, marked, and do not become trusted when their contract changes; only a replay judges
    /// them again. One whose key gets a newer version leaves as any other.
    ///
    /// @param rule only rows that broke this rule; empty: all
    /// @return how many rows were given up
    /// @throws OnefoldException (NOT_FOUND) if nothing of the dataset was ever rejected,
    ///   (FORBIDDEN) without `data_operate`
    public long discard(DatasetName dataset, Optional<String> rule, RunContext context) {
        context.principal().require(Permission.DATA_OPERATE);
        TableName table = require(dataset).name();
        try (RunItem log = context.journal().begin(DISCARD_STAGE, dataset.toString());
                LakeSession session = lake.session(Principal.system(DISCARD_STAGE))) {
            try {
                long rows = discard(session, table, rule, context);
                log.note(Map.of("discarded", Long.toString(rows)));
                log.succeed();
                return rows;
            } catch (OnefoldException e) {
                log.fail(String.valueOf(e.getMessage()));
                throw e;
            }
        }
    }

    private long discard(
            LakeSession session, TableName table, Optional<String> rule, RunContext context) {
        Write write =
                QuarantineTable.discard(
                        lake,
                        table,
                        rule.map(Quarantine::broke),
                        context.runId().toString(),
                        context.clock().instant());
        session.attach(table);
        return session.publish(write).rowsRemoved();
    }

    private LakeTable require(DatasetName dataset) {
        return lake.find(dataset.in(Layer.QUARANTINE))
                .orElseThrow(
                        () ->
                                new OnefoldException(
                                        ErrorCode.NOT_FOUND,
                                        "nothing of "
                                                + dataset
                                                + " was ever rejected; the datasets with a quarantine are "
                                                + datasets()));
    }

    private static String broke(String rule) {
        return "list_contains(list_transform(_reasons, lambda reason: reason.rule), "
                + DuckSql.text(rule)
                + ")";
    }

    private static String byReason(String table) {
        return "select reason.rule, reason.column, count(*) as broken from (select unnest(_reasons) as reason from "
                + table
                + ") group by all order by broken desc, reason.rule, reason.column";
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }
}
