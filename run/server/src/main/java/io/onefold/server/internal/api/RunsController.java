package io.onefold.server.internal.api;

import io.onefold.catalog.Catalog;
import io.onefold.catalog.Counter;
import io.onefold.catalog.RunFilter;
import io.onefold.catalog.RunItemRecord;
import io.onefold.catalog.RunRecord;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import io.onefold.model.run.Progress;
import io.onefold.model.run.Status;
import io.onefold.pipeline.Pipeline;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
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

/// Runs: started, watched, cancelled.
@RestController
@RequestMapping("/api/runs")
@Tag(name = "runs")
class RunsController {

    private static final int NAME_CHARACTERS_MAX = 128;

    private final Catalog catalog;
    private final BackgroundRuns background;
    private final Pipeline pipeline;

    RunsController(Catalog catalog, BackgroundRuns background, Pipeline pipeline) {
        this.catalog = catalog;
        this.background = background;
        this.pipeline = pipeline;
    }

    record RunView(
            UUID id,
            String workflow,
            String status,
            String principal,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable String error) {}

    /// @param counts what was counted, by counter; a counter that is not there is unknown, not zero
    record ItemView(
            String stage,
            String item,
            String status,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            SortedMap<String, Long> counts,
            Map<String, String> facts,
            @Nullable String error) {}

    record StartRequest(@Nullable String workflow) {}

    record Started(UUID id, String workflow) {}

    record RunWithItems(RunView run, List<ItemView> items) {}

    @GetMapping
    @Operation(summary = "Runs, newest first")
    Window<RunView> runs(
            @RequestParam(required = false) @Nullable String workflow,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(defaultValue = "false") boolean unrepaired,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(defaultValue = "50") int limit,
            @AuthenticationPrincipal Principal caller) {
        caller.require(Permission.DATA_READ);
        int most = (int) Asked.within("limit", limit, Window.LIMIT_MAX);
        RunFilter filter = new RunFilter(workflow, statusOf(status), unrepaired, after, most);
        List<RunView> runs =
                catalog.runs().list(filter).stream().map(RunsController::view).toList();
        return new Window<>(runs, runs.size() < most ? null : runs.getLast().id().toString());
    }

    @GetMapping("/{id}")
    @Operation(summary = "One run with what its items did")
    RunWithItems run(@PathVariable UUID id, @AuthenticationPrincipal Principal caller) {
        caller.require(Permission.DATA_READ);
        RunRecord run =
                catalog.runs()
                        .find(id)
                        .orElseThrow(
                                () ->
                                        new OnefoldException(
                                                ErrorCode.NOT_FOUND, "there is no run " + id));
        return new RunWithItems(
                view(run), catalog.runs().items(id).stream().map(RunsController::view).toList());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Start a workflow; it goes on after the answer (202)")
    ResponseEntity<Started> startRun(
            @RequestBody StartRequest request, @AuthenticationPrincipal Principal caller) {
        caller.require(Permission.DATA_OPERATE);
        String workflow = Asked.text("workflow", request.workflow(), NAME_CHARACTERS_MAX);
        UUID id =
                background.start(
                        "workflow " + workflow,
                        begun -> pipeline.run(workflow, caller, Progress.SILENT, begun));
        return ResponseEntity.accepted()
                .location(URI.create("/api/runs/" + id))
                .body(new Started(id, workflow));
    }

    @PostMapping("/{id}/cancel")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Ask a run to stop; it does between two tables or batches")
    ResponseEntity<Void> cancelRun(
            @PathVariable UUID id, @AuthenticationPrincipal Principal caller) {
        catalog.runs().requestCancel(id, caller);
        return ResponseEntity.accepted().build();
    }

    private static @Nullable Status statusOf(@Nullable String text) {
        if (text == null) {
            return null;
        }
        for (Status status : Status.values()) {
            if (status.wireName().equals(text)) {
                return status;
            }
        }
        throw new OnefoldException(
                ErrorCode.INVALID_INPUT,
                "status is not one of "
                        + Arrays.stream(Status.values()).map(Status::wireName).toList());
    }

    private static RunView view(RunRecord run) {
        return new RunView(
                run.id(),
                run.workflow(),
                run.status().wireName(),
                run.principal(),
                run.startedAt(),
                run.endedAt(),
                run.error());
    }

    private static ItemView view(RunItemRecord item) {
        SortedMap<String, Long> counts = new TreeMap<>();
        for (Counter counter : Counter.values()) {
            item.count(counter).ifPresent(n -> counts.put(counter.wireName(), n));
        }
        return new ItemView(
                item.stage(),
                item.item(),
                item.status().wireName(),
                item.startedAt(),
                item.endedAt(),
                counts,
                item.facts(),
                item.error());
    }
}
