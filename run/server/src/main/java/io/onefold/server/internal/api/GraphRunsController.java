package io.onefold.server.internal.api;

import io.onefold.catalog.Catalog;
import io.onefold.catalog.GraphRun;
import io.onefold.catalog.GraphSpec;
import io.onefold.catalog.OpenRun;
import io.onefold.catalog.RunContext;
import io.onefold.graph.GraphResult;
import io.onefold.graph.LoadOptions;
import io.onefold.graph.explore.Explorer;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import io.onefold.model.run.Progress;
import io.onefold.model.run.Status;
import io.onefold.pipeline.DataPath;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Loads of graphs: started, and what they reconciled, could not match or could not load.
@RestController
@RequestMapping("/api/graph/runs")
@Tag(name = "graph")
class GraphRunsController {

    private static final int NAME_CHARACTERS_MAX = 128;

    private final DataPath path;
    private final Catalog catalog;
    private final Explorer explorer;
    private final BackgroundRuns background;

    GraphRunsController(
            DataPath path, Catalog catalog, Explorer explorer, BackgroundRuns background) {
        this.path = path;
        this.catalog = catalog;
        this.explorer = explorer;
        this.background = background;
    }

    /// @param snapshots the lake snapshot of each dataset that was read, as texts
    /// @param cleared whether the graph was emptied first
    record GraphRunView(
            UUID id,
            String graph,
            String mode,
            String status,
            Instant startedAt,
            @Nullable Instant endedAt,
            SortedMap<String, String> snapshots,
            boolean cleared,
            @Nullable String error) {}

    /// A label or relationship of a load; a count that is null is unknown, not zero.
    record GraphItemView(
            String item,
            String status,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Long read,
            @Nullable Long created,
            @Nullable Long updated,
            @Nullable Long deleted,
            @Nullable Long unmatched,
            @Nullable Long dead,
            @Nullable String error) {}

    /// A row that the graph refused.
    ///
    /// @param row its values under the caller's masks, by name; null: hidden from the caller
    record DeadLetterView(
            String item,
            SortedMap<String, @Nullable Object> row,
            String reason,
            @Nullable Instant resolvedAt) {}

    /// @param reconciliation what was compared with the lake after the load; null: nothing yet
    /// @param deadLetters at most 500 of them
    record GraphRunWithItems(
            GraphRunView run,
            List<GraphItemView> items,
            @Nullable Object reconciliation,
            List<DeadLetterView> deadLetters) {}

    /// @param graph the graph to load
    /// @param mode incremental or full; absent: incremental
    record LoadRequest(@Nullable String graph, @Nullable String mode) {}

    record LoadStarted(UUID id, String graph) {}

    @GetMapping
    @Operation(summary = "Loads of graphs, newest first")
    List<GraphRunView> graphRuns(
            @RequestParam(required = false) @Nullable String graph,
            @RequestParam(defaultValue = "50") int limit,
            @AuthenticationPrincipal Principal caller) {
        caller.require(Permission.DATA_READ);
        int most = (int) Asked.within("limit", limit, Window.LIMIT_MAX);
        return catalog.graphRuns().newest(graph, most).stream()
                .map(GraphRunsController::view)
                .toList();
    }

    @GetMapping("/{id}")
    @Operation(summary = "One load: items, reconciliation, unmatched, dead letters")
    GraphRunWithItems graphRun(@PathVariable UUID id, @AuthenticationPrincipal Principal caller) {
        caller.require(Permission.DATA_READ);
        GraphRun run =
                catalog.graphRuns()
                        .find(id)
                        .orElseThrow(
                                () ->
                                        new OnefoldException(
                                                ErrorCode.NOT_FOUND,
                                                "there is no load of a graph " + id));
        return new GraphRunWithItems(
                view(run),
                catalog.graphRuns().items(id).stream().map(GraphRunsController::view).toList(),
                run.reconciliation(),
                catalog.graphRuns().deadLetters(id, Window.LIMIT_MAX).stream()
                        .map(letter -> view(run.graph(), letter, caller))
                        .toList());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Load a graph; it goes on after the answer (202)")
    ResponseEntity<LoadStarted> loadGraph(
            @RequestBody LoadRequest request, @AuthenticationPrincipal Principal caller) {
        caller.require(Permission.DATA_OPERATE);
        GraphSpec spec = catalog.graph(Asked.text("graph", request.graph(), NAME_CHARACTERS_MAX));
        GraphRun.Mode mode = modeOf(request.mode());
        UUID id =
                background.start(
                        "load of graph " + spec.name(), begun -> load(spec, mode, caller, begun));
        return ResponseEntity.accepted()
                .location(URI.create("/api/graph/runs/" + id))
                .body(new LoadStarted(id, spec.name()));
    }

    private void load(GraphSpec spec, GraphRun.Mode mode, Principal caller, Consumer<UUID> begun) {
        try (OpenRun run = catalog.runs().start("graph " + spec.name(), caller)) {
            RunContext context =
                    new RunContext(run.id(), caller, path.clock(), Progress.SILENT, run);
            begun.accept(run.id());
            LoadOptions options = LoadOptions.in(path.var().resolve("graph"));
            GraphResult result = path.graphPass().run(spec, mode, options, context);
            if (result.status() == Status.SUCCEEDED) {
                run.succeed();
            } else {
                OnefoldException failure = result.failure();
                run.fail(
                        failure == null ? "the load failed" : String.valueOf(failure.getMessage()));
            }
        }
    }

    private static GraphRun.Mode modeOf(@Nullable String text) {
        return switch (text) {
            case null -> GraphRun.Mode.INCREMENTAL;
            case "incremental" -> GraphRun.Mode.INCREMENTAL;
            case "full" -> GraphRun.Mode.FULL;
            default ->
                    throw new OnefoldException(
                            ErrorCode.INVALID_INPUT,
                            "mode is not known; expected incremental or full");
        };
    }

    private DeadLetterView view(String graph, GraphRun.DeadLetter letter, Principal caller) {
        SortedMap<String, @Nullable Object> row = new TreeMap<>();
        explorer.masked(graph, letter, caller)
                .forEach((name, value) -> row.put(name, Plain.of(value)));
        return new DeadLetterView(letter.item(), row, letter.reason(), letter.resolvedAt());
    }

    private static GraphRunView view(GraphRun run) {
        SortedMap<String, String> snapshots = new TreeMap<>();
        run.snapshots().forEach((dataset, id) -> snapshots.put(dataset, Long.toString(id)));
        return new GraphRunView(
                run.id(),
                run.graph(),
                run.mode().wireName(),
                run.status().wireName(),
                run.startedAt(),
                run.endedAt(),
                snapshots,
                run.cleared(),
                run.error());
    }

    private static GraphItemView view(GraphRun.Item item) {
        return new GraphItemView(
                item.item(),
                item.status().wireName(),
                item.startedAt(),
                item.endedAt(),
                item.read(),
                item.created(),
                item.updated(),
                item.deleted(),
                item.unmatched(),
                item.dead(),
                item.error());
    }
}
