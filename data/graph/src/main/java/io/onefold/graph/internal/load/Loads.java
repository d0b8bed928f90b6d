package io.onefold.graph.internal.load;

import io.onefold.catalog.BoltAddress;
import io.onefold.catalog.Catalog;
import io.onefold.catalog.GraphHold;
import io.onefold.catalog.GraphRun;
import io.onefold.catalog.GraphRuns;
import io.onefold.catalog.GraphSpec;
import io.onefold.catalog.RunContext;
import io.onefold.graph.GraphLoad;
import io.onefold.graph.GraphResult;
import io.onefold.graph.ItemResult;
import io.onefold.graph.LoadOptions;
import io.onefold.graph.OwnServer;
import io.onefold.graph.internal.bolt.Bolt;
import io.onefold.graph.internal.bolt.Pause;
import io.onefold.graph.internal.plan.GraphPlan;
import io.onefold.lake.Lake;
import io.onefold.lake.LakeSession;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import io.onefold.model.audit.AuditEvent;
import io.onefold.model.run.Status;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Opens what a load needs, runs it, and writes down how it ended.
public final class Loads {

    private static final Principal STAGE = Principal.system("graph");

    private final Catalog catalog;
    private final Lake lake;
    private final BoltAddress address;
    private final @Nullable OwnServer ownServer;

    /// @param ownServer the server, if Onefold itself runs it; null: somebody else does
    public Loads(Catalog catalog, Lake lake, BoltAddress address, @Nullable OwnServer ownServer) {
        this.catalog = catalog;
        this.lake = lake;
        this.address = address;
        this.ownServer = ownServer;
    }

    /// Loads a graph. Nobody else loads it meanwhile; nobody else loads any graph while the whole
    /// database is emptied or imported.
    ///
    /// @throws OnefoldException (CONFLICT) if somebody else does
    public GraphResult run(
            GraphSpec spec, GraphRun.Mode mode, LoadOptions options, RunContext context) {
        boolean whole = mode == GraphRun.Mode.BULK || options.clear().isPresent();
        GraphRuns runs = catalog.graphRuns();
        try (GraphHold _ = whole ? runs.holdAll() : runs.hold(spec.name())) {
            GraphResult result = load(spec, mode, options, context);
            audit("graph.load", result, context);
            return result;
        }
    }

    private GraphResult load(
            GraphSpec spec, GraphRun.Mode mode, LoadOptions options, RunContext context) {
        try (LakeSession session = lake.session(STAGE)) {
            LoaderMasks masks = new LoaderMasks(session, GraphLoad.loader(spec));
            LakeRelations relations = new LakeRelations(catalog, lake, session, masks);
            GraphPlan plan = GraphPlan.of(spec, relations, masks::pseudonym);
            Records records =
                    Records.begin(
                            catalog.graphRuns(),
                            context.runId(),
                            spec.name(),
                            mode,
                            relations.snapshots(),
                            options.clear().isPresent(),
                            context.clock());
            GraphState state =
                    GraphState.open(lake, session, spec.name(), records.run().toString());
            Items items = Items.of(plan, state.shape(), context.clock());
            GraphResult result =
                    new Attempt(
                                    spec,
                                    mode,
                                    options,
                                    context,
                                    session,
                                    state,
                                    items,
                                    records,
                                    relations.snapshots())
                            .run();
            if (result.status() == Status.SUCCEEDED) {
                new GraphLineage(catalog, lake).sent(state.sentTable(), spec, records.run());
            }
            return result;
        }
    }

    /// Runs a script that a load wrote.
    public GraphResult replay(Path script, RunContext context) {
        try (GraphHold _ = catalog.graphRuns().holdAll();
                Bolt bolt = Bolt.open(address, Pause.DOUBLING)) {
            GraphResult result = new Replay(catalog.graphRuns(), bolt).run(script, context);
            audit("graph.replay", result, context);
            return result;
        }
    }

    private void audit(String action, GraphResult result, RunContext context) {
        catalog.audit()
                .append(
                        new AuditEvent(
                                context.principal().name(),
                                action,
                                result.graph(),
                                result.status() == Status.SUCCEEDED ? "done" : "failed",
                                Map.of(
                                        "run",
                                        result.runId().toString(),
                                        "mode",
                                        result.mode().wireName(),
                                        "changes",
                                        Long.toString(result.changes()))));
    }

    /// Empties the graph.
    public void clear(LoadOptions.Clear wanted, RunContext context) {
        try (GraphHold _ = catalog.graphRuns().holdAll();
                Bolt bolt = Bolt.open(address, Pause.DOUBLING)) {
            new Clearing(bolt, catalog.audit()).clear(wanted, context.principal());
        }
    }

    /// One attempt, with the record of how it ends.
    private final class Attempt {

        private final GraphSpec spec;
        private final GraphRun.Mode mode;
        private final LoadOptions options;
        private final RunContext context;
        private final Sql sql;
        private final GraphState state;
        private final Items items;
        private final Records records;
        private final Map<String, Long> snapshots;
        private @Nullable Path script;

        Attempt(
                GraphSpec spec,
                GraphRun.Mode mode,
                LoadOptions options,
                RunContext context,
                LakeSession session,
                GraphState state,
                Items items,
                Records records,
                Map<String, Long> snapshots) {
            this.spec = spec;
            this.mode = mode;
            this.options = options;
            this.context = context;
            this.sql = new Sql(session.connection());
            this.state = state;
            this.items = items;
            this.records = records;
            this.snapshots = snapshots;
        }

        GraphResult run() {
            records.items(items.all());
            try {
                load();
            } catch (OnefoldException e) {
                items.open().forEach(item -> item.fail(e));
                return ended(Status.FAILED, e);
            } catch (LoadCancelledException e) {
                items.open().forEach(ItemProgress::cancel);
                return ended(Status.CANCELLED, null);
            } catch (RuntimeException e) {
                OnefoldException defect =
                        new OnefoldException(
                                ErrorCode.INTERNAL,
                                "the load of graph '"
                                        + spec.name()
                                        + "' broke: "
                                        + e.getClass().getName(),
                                e);
                items.open().forEach(item -> item.fail(defect));
                return ended(Status.FAILED, defect);
            }
            Optional<OnefoldException> failure = failureOfItems();
            return ended(
                    failure.isPresent() ? Status.FAILED : Status.SUCCEEDED, failure.orElse(null));
        }

        private void load() {
            if (mode == GraphRun.Mode.BULK) {
                bulk();
            } else {
                overBolt();
            }
        }

        private void bulk() {
            context.principal().require(Permission.GRAPH_ADMIN);
            if (ownServer == null) {
                throw new OnefoldException(
                        ErrorCode.INVALID_SETUP,
                        "a bulk load writes the server's files, so the server must be Onefold's own; load graph '"
                                + spec.name()
                                + "' with --full");
            }
            options.clear()
                    .ifPresent(
                            clear -> {
                                try (Bolt bolt = Bolt.open(address, Pause.DOUBLING)) {
                                    clear(bolt, clear);
                                }
                            });
            BulkLoad load =
                    new BulkLoad(spec, options, context, ownServer, sql, state, items, records);
            load.run(address, snapshots);
            script = load.script().orElse(null);
        }

        private void clear(Bolt bolt, LoadOptions.Clear wanted) {
            new Clearing(bolt, catalog.audit()).clear(wanted, context.principal());
        }

        private void overBolt() {
            try (Bolt bolt = Bolt.open(address, Pause.DOUBLING)) {
                options.clear().ifPresent(clear -> clear(bolt, clear));
                Load load =
                        new Load(
                                spec,
                                mode,
                                options,
                                context,
                                new Load.Means(
                                        bolt,
                                        sql,
                                        state,
                                        items,
                                        records,
                                        Databases.identity(bolt),
                                        options.clear().isPresent(),
                                        snapshots));
                load.run();
                script = load.script().orElse(null);
            }
        }

        private Optional<OnefoldException> failureOfItems() {
            List<ItemResult> failed = resultsWith(Status.FAILED);
            if (failed.isEmpty()) {
                return Optional.empty();
            }
            List<ItemResult> skipped = resultsWith(Status.SKIPPED);
            return Optional.of(
                    new OnefoldException(
                            ErrorCode.RUN_FAILED,
                            "load of graph '"
                                    + spec.name()
                                    + "' failed: "
                                    + failed.size()
                                    + " of "
                                    + items.all().size()
                                    + " items failed, "
                                    + skipped.size()
                                    + " skipped; "
                                    + failed.stream()
                                            .map(i -> i.errorText().orElse(i.item()))
                                            .collect(Collectors.joining("; "))));
        }

        private List<ItemResult> resultsWith(Status status) {
            return items.all().stream()
                    .map(ItemProgress::result)
                    .filter(i -> i.status() == status)
                    .toList();
        }

        private GraphResult ended(Status status, @Nullable OnefoldException failure) {
            records.items(items.all());
            records.end(
                    status,
                    Reconciliation.json(items.all(), options.deep()),
                    failure == null ? null : failure.getMessage());
            return new GraphResult(
                    records.run(),
                    spec.name(),
                    mode,
                    status,
                    items.all().stream().map(ItemProgress::result).toList(),
                    script,
                    failure);
        }
    }
}
