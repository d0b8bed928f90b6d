package io.onefold.quality.internal;

import io.onefold.catalog.RunContext;
import io.onefold.lake.Commit;
import io.onefold.lake.DuckSql;
import io.onefold.lake.Lake;
import io.onefold.lake.LakeSession;
import io.onefold.lake.LakeTable;
import io.onefold.lake.QuarantineTable;
import io.onefold.lake.Write;
import io.onefold.lake.WriteMode;
import io.onefold.model.DatasetName;
import io.onefold.model.ErrorCode;
import io.onefold.model.Layer;
import io.onefold.model.OnefoldException;
import io.onefold.model.TableName;
import io.onefold.model.access.Principal;
import io.onefold.model.contract.ContractColumn;
import io.onefold.model.contract.DatasetContract;
import io.onefold.quality.CheckResult;
import io.onefold.quality.CheckResult.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One check of one dataset: attaches the tables, judges in the engine, publishes quarantine and
/// then trusted. A crash between the two is repaired by the next check: it judges the same rows and
/// finds their rejections in place.
public final class CheckRun implements AutoCloseable {

    private static final String UNSEEN = "check_unseen";
    private static final int ATTACH_ATTEMPTS_MAX = 5;

    private final Lake lake;
    private final DatasetContract contract;
    private final RunContext context;
    private @Nullable LakeSession session;

    public CheckRun(Lake lake, DatasetContract contract, RunContext context) {
        this.lake = lake;
        this.contract = contract;
        this.context = context;
    }

    /// The engine, opened when something has to be read.
    private LakeSession session() {
        LakeSession opened = session;
        if (opened == null) {
            opened = lake.session(Principal.system("check"));
            session = opened;
        }
        return opened;
    }

    /// Judges what changed since the trusted table's last check.
    public CheckResult check() {
        Optional<LakeTable> trusted = lake.find(table(Layer.TRUSTED));
        Optional<State> before = trusted.flatMap(State::of);
        LakeTable raw = raw();
        if (before.isPresent() && isAsSeen(raw, before.get())) {
            return nothing(before.get(), trusted.orElseThrow());
        }
        SortedMap<DatasetName, Referenced> references = attachReferences();
        State now =
                new State(
                        session().attach(raw.name()),
                        State.fingerprint(contract),
                        versions(references),
                        runId(),
                        Counts.NONE);
        Scope scope = scope(raw, now, before);
        if (scope == Scope.CHANGED_KEYS) {
            now = attachUnseen(raw, now, before.orElseThrow());
        }
        if (scope == Scope.NOTHING) {
            return nothing(before.orElseThrow(), trusted.orElseThrow());
        }
        Optional<String> unseen =
                scope == Scope.CHANGED_KEYS ? Optional.of(UNSEEN) : Optional.empty();
        return judge(raw, now, references, scope, unseen, discarded());
    }

    /// The rows that somebody discarded: whatever the contract says of them now, they stay where
    /// they are until they are replayed by hand.
    private Optional<String> discarded() {
        TableName name = table(Layer.QUARANTINE);
        if (lake.find(name).filter(QuarantineTable::hasDiscarded).isEmpty()) {
            return Optional.empty();
        }
        session().attach(name);
        session()
                .execute(
                        "create or replace temp table check_discarded as select distinct _row_hash from "
                                + DuckSql.table(name)
                                + " where _discarded_at is not null and _contract_version <> ''");
        return Optional.of("check_discarded");
    }

    /// Judges the keys again whose rows stand in quarantine by a check, discarded or not, by the
    /// contract of now. When that is another than the last check's, or looks beyond the row, every
    /// key is judged.
    public Replay replay() {
        TableName quarantine = table(Layer.QUARANTINE);
        lake.require(quarantine);
        session().attach(quarantine);
        String rejected =
                "select _row_hash from "
                        + DuckSql.table(quarantine)
                        + " where _contract_version <> ''";
        session()
                .execute(
                        "create or replace temp table check_replayed as select distinct _row_hash from ("
                                + rejected
                                + ")");
        long notReplayable =
                number(
                        "select count(*) from "
                                + DuckSql.table(quarantine)
                                + " where _contract_version = ''");

        Optional<State> before = lake.find(table(Layer.TRUSTED)).flatMap(State::of);
        SortedMap<DatasetName, Referenced> references = attachReferences();
        LakeTable raw = raw();
        State now =
                new State(
                        session().attach(raw.name()),
                        State.fingerprint(contract),
                        versions(references),
                        runId(),
                        Counts.NONE);
        boolean sameContract =
                before.map(state -> state.fingerprint().equals(now.fingerprint())).orElse(false);
        if (!sameContract) {
            judge(raw, now, references, Scope.REBUILD, Optional.empty(), Optional.empty());
        } else if (looksBeyondTheRow()) {
            judge(raw, now, references, Scope.EVERY_KEY, Optional.empty(), Optional.empty());
        } else {
            String again =
                    "(select * from "
                            + DuckSql.table(raw.name())
                            + " where _row_hash in (from check_replayed))";
            judge(
                    raw,
                    before.orElseThrow().with(Counts.NONE),
                    references,
                    Scope.CHANGED_KEYS,
                    Optional.of(again),
                    Optional.empty());
        }
        String found =
                "select count(*) from check_replayed where _row_hash in (select s_hash from ";
        return new Replay(
                number("select count(*) from check_replayed"),
                number(found + "check_chosen)"),
                number(found + "check_rejected)"),
                notReplayable);
    }

    /// What a replay found.
    ///
    /// @param revalidated rows that a check had rejected
    /// @param promoted of those, rows that are trusted now
    /// @param rejected of those, rows that stay in quarantine
    /// @param notReplayable rows that ingest rejected, which only the silo can repair
    public record Replay(long revalidated, long promoted, long rejected, long notReplayable) {}

    @Override
    public void close() {
        if (session != null) {
            session.close();
        }
    }

    private CheckResult judge(
            LakeTable raw,
            State now,
            Map<DatasetName, Referenced> references,
            Scope scope,
            Optional<String> unseen,
            Optional<String> discarded) {
        Shape shape = Shape.of(contract, raw.columns(), session().connection());
        Relations relations =
                new Relations(DuckSql.table(raw.name()), unseen, discarded, references);
        Judgement judgement = Judgement.of(session().connection(), shape, relations, runId());
        Counts counts = judgement.counts();
        long quarantined = publishQuarantine(judgement, shape, now.item());
        Commit commit = publishTrusted(judgement, now.with(counts), scope);
        return new CheckResult(
                contract.dataset(),
                scope,
                counts.superseded(),
                counts.quarantined(),
                counts.trusted(),
                counts.deleted(),
                counts.normalised(),
                counts.reasons(),
                commit.rowsAdded(),
                commit.rowsRemoved(),
                quarantined,
                commit.snapshotId());
    }

    private Commit publishTrusted(Judgement judgement, State now, Scope scope) {
        LakeTable trusted = TrustedTable.fitting(lake, contract);
        String item = now.item();
        if (scope == Scope.REBUILD) {
            Write all =
                    new Write(
                            trusted.name(),
                            judgement.sql().trustedRows(),
                            new WriteMode.Overwrite(),
                            runId(),
                            now.summary(contract));
            return session().publish(all.withItem(item));
        }
        OptionalLong basis = session().attach(trusted.name());
        judgement.compareTrusted(DuckSql.table(trusted.name()));
        Write changes =
                new Write(
                                trusted.name(),
                                judgement.sql().changedRows(),
                                new WriteMode.Replace(
                                        contract.key(), judgement.sql().changedKeys()),
                                runId(),
                                now.summary(contract))
                        .withItem(item);
        return session().publish(basis.isPresent() ? changes.basedOn(basis.getAsLong()) : changes);
    }

    /// @return how many rows quarantine took on
    private long publishQuarantine(Judgement judgement, Shape shape, String item) {
        TableName name = table(Layer.QUARANTINE);
        if (judgement.rejections() == 0 && lake.find(name).isEmpty()) {
            return 0;
        }
        QuarantineTable quarantine = QuarantineTable.open(lake, name, shape.rejectedColumns());
        session().attach(name);
        if (judgement.compareQuarantine(DuckSql.table(name), quarantine.isDiscarded()) == 0) {
            return 0;
        }
        Write write =
                quarantine.settle(
                        judgement.sql().rejectedRows(),
                        judgement.sql().settled(),
                        runId(),
                        context.clock().instant(),
                        contract.version(),
                        item);
        return session().publish(write).rowsAdded();
    }

    /// Whether nothing can have changed, as far as that is known without reading anything.
    private boolean isAsSeen(LakeTable raw, State seen) {
        return contract.references().isEmpty()
                && seen.references().isEmpty()
                && seen.fingerprint().equals(State.fingerprint(contract))
                && seen.rawSnapshot().equals(raw.snapshotId());
    }

    private Scope scope(LakeTable raw, State now, Optional<State> before) {
        if (before.isEmpty() || !before.get().fingerprint().equals(now.fingerprint())) {
            return Scope.REBUILD;
        }
        State seen = before.get();
        boolean sameRaw = seen.rawSnapshot().equals(now.rawSnapshot());
        boolean sameReferences = seen.references().equals(now.references());
        if (sameRaw && sameReferences) {
            return Scope.NOTHING;
        }
        boolean canFollow =
                seen.rawSnapshot().isPresent()
                        && raw.appendsOnlySince(seen.rawSnapshot().getAsLong());
        return sameReferences && canFollow && !looksBeyondTheRow()
                ? Scope.CHANGED_KEYS
                : Scope.EVERY_KEY;
    }

    /// Whether a row's fate can change because another row of the dataset does.
    private boolean looksBeyondTheRow() {
        return contract.columns().stream().anyMatch(ContractColumn::unique)
                || contract.references().stream()
                        .anyMatch(reference -> reference.dataset().equals(contract.dataset()));
    }

    /// Attaches the unseen rows and the whole raw table at one and the same snapshot.
    private State attachUnseen(LakeTable raw, State now, State before) {
        OptionalLong whole = now.rawSnapshot();
        for (int attempt = 1; attempt <= ATTACH_ATTEMPTS_MAX; attempt++) {
            OptionalLong unseen =
                    session()
                            .attachAppended(raw.name(), before.rawSnapshot().orElseThrow(), UNSEEN);
            if (unseen.equals(whole)) {
                return new State(
                        whole, now.fingerprint(), now.references(), now.runId(), now.counts());
            }
            whole = session().attach(raw.name());
        }
        throw new OnefoldException(
                ErrorCode.CONFLICT,
                "table '"
                        + raw.name()
                        + "' is appended to faster than it can be read; run again when its ingest has ended");
    }

    private SortedMap<DatasetName, Referenced> attachReferences() {
        return ReferencedDatasets.attach(lake, session(), contract);
    }

    private static SortedMap<DatasetName, String> versions(
            SortedMap<DatasetName, Referenced> references) {
        SortedMap<DatasetName, String> versions = new TreeMap<>();
        references.forEach((dataset, referenced) -> versions.put(dataset, referenced.version()));
        return versions;
    }

    private LakeTable raw() {
        return lake.find(table(Layer.RAW))
                .orElseThrow(
                        () ->
                                new OnefoldException(
                                        ErrorCode.NOT_FOUND,
                                        contract.dataset()
                                                + " was never ingested; run a workflow with its source first"));
    }

    private CheckResult nothing(State before, LakeTable trusted) {
        Counts counts = before.runId().equals(runId()) ? before.counts() : Counts.NONE;
        return new CheckResult(
                contract.dataset(),
                Scope.NOTHING,
                counts.superseded(),
                counts.quarantined(),
                counts.trusted(),
                counts.deleted(),
                counts.normalised(),
                counts.reasons(),
                0,
                0,
                0,
                trusted.snapshotId());
    }

    private long number(String query) {
        try (Statement statement = session().connection().createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new OnefoldException(
                    ErrorCode.RUN_FAILED,
                    "the quarantine of " + contract.dataset() + " cannot be counted; run again",
                    e);
        }
    }

    private TableName table(Layer layer) {
        return contract.dataset().in(layer);
    }

    private String runId() {
        return context.runId().toString();
    }
}
