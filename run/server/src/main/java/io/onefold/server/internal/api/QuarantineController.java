package io.onefold.server.internal.api;

import io.onefold.catalog.Catalog;
import io.onefold.catalog.OpenRun;
import io.onefold.catalog.RunContext;
import io.onefold.lake.ReadLimits;
import io.onefold.lake.RowStream;
import io.onefold.model.DatasetName;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import io.onefold.model.audit.AuditEvent;
import io.onefold.model.contract.DatasetContract;
import io.onefold.model.run.Progress;
import io.onefold.pipeline.DataPath;
import io.onefold.quality.Quarantine;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
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

/// Rejected rows: counted by reason, shown under the caller's masks.
@RestController
@RequestMapping("/api/quarantine")
@Tag(name = "quarantine")
class QuarantineController {

    private static final int REASON_CHARACTERS_MAX = 500;
    private static final int RULE_CHARACTERS_MAX = 200;

    private final Quarantine quarantine;
    private final DataPath path;
    private final Catalog catalog;
    private final BackgroundRuns background;

    /// @param dataset the dataset
    /// @param rows the rows that stand in quarantine and wait for somebody
    /// @param discarded the rows that stand there and were given up
    /// @param latest when the newest of them was rejected; null: there is none
    /// @param reasons how many rows broke each rule, the most frequent first
    record QuarantineView(
            String dataset,
            long rows,
            long discarded,
            @Nullable Instant latest,
            List<ReasonView> reasons) {}

    /// @param column the raw column to look at; null: the whole row
    record ReasonView(String rule, @Nullable String column, long rows) {}

    /// @param id the run that judges the rows again
    record ReplayStarted(UUID id, String dataset) {}

    /// @param rule only rows that broke this rule; absent: all
    /// @param reason why nobody is going to repair them; it is audited
    record DiscardRequest(@Nullable String rule, @Nullable String reason) {}

    record Discarded(String dataset, long rows) {}

    QuarantineController(
            Quarantine quarantine, DataPath path, Catalog catalog, BackgroundRuns background) {
        this.quarantine = quarantine;
        this.path = path;
        this.catalog = catalog;
        this.background = background;
    }

    @GetMapping
    @Operation(summary = "Every dataset's rejected rows, counted by reason")
    Window<QuarantineView> quarantines(
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "50") int limit,
            @AuthenticationPrincipal Principal caller) {
        caller.require(Permission.DATA_READ);
        return Window.of(quarantine.datasets(), DatasetName::toString, after, limit)
                .map(dataset -> view(quarantine.list(dataset, caller)));
    }

    @GetMapping("/{dataset}")
    @Operation(summary = "A dataset's rejected rows, newest first, each with all its reasons")
    Answer quarantine(
            @PathVariable String dataset,
            @RequestParam(required = false) @Nullable String rule,
            @RequestParam(defaultValue = "100") int limit,
            @AuthenticationPrincipal Principal caller) {
        caller.require(Permission.DATA_READ);
        ReadLimits limits =
                new ReadLimits(
                        Asked.within("limit", limit, Window.LIMIT_MAX),
                        ReadLimits.DEFAULT.timeout());
        try (RowStream rows =
                quarantine.show(
                        DatasetName.parse(dataset), Optional.ofNullable(rule), caller, limits)) {
            return Answer.of(rows);
        }
    }

    @PostMapping("/{dataset}/replay")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary =
                    "Judge a dataset's rejected rows by the contract of now; it goes on after the answer (202)")
    ResponseEntity<ReplayStarted> replayQuarantine(
            @PathVariable String dataset, @AuthenticationPrincipal Principal caller) {
        caller.require(Permission.DATA_OPERATE);
        DatasetName name = DatasetName.parse(dataset);
        DatasetContract contract = path.contract(name);
        UUID id =
                background.start(
                        "replay of " + name,
                        begun ->
                                run(
                                        "quarantine replay " + name,
                                        caller,
                                        begun,
                                        context -> quarantine.replay(contract, context)));
        return ResponseEntity.accepted()
                .location(URI.create("/api/runs/" + id))
                .body(new ReplayStarted(id, name.toString()));
    }

    @PostMapping("/{dataset}/discard")
    @Operation(
            summary =
                    "Give rejected rows up until they are replayed, with a reason that is audited")
    Discarded discardQuarantine(
            @PathVariable String dataset,
            @RequestBody DiscardRequest request,
            @AuthenticationPrincipal Principal caller) {
        caller.require(Permission.DATA_OPERATE);
        DatasetName name = DatasetName.parse(dataset);
        String reason = Asked.text("reason", request.reason(), REASON_CHARACTERS_MAX);
        Optional<String> rule =
                Optional.ofNullable(request.rule())
                        .map(text -> Asked.text("rule", text, RULE_CHARACTERS_MAX));
        path.contract(name);
        long rows =
                run(
                        "quarantine discard " + name,
                        caller,
                        begun -> {},
                        context -> quarantine.discard(name, rule, context));
        catalog.audit()
                .append(
                        new AuditEvent(
                                caller.name(),
                                "quarantine.discard",
                                name.toString(),
                                "done",
                                Map.of(
                                        "reason", reason,
                                        "rule", rule.orElse(""),
                                        "rows", Long.toString(rows))));
        return new Discarded(name.toString(), rows);
    }

    /// Work inside a run of its own in the log.
    private <T> T run(
            String what, Principal caller, Consumer<UUID> begun, Function<RunContext, T> work) {
        try (OpenRun run = catalog.runs().start(what, caller)) {
            begun.accept(run.id());
            try {
                T done =
                        work.apply(
                                new RunContext(
                                        run.id(), caller, path.clock(), Progress.SILENT, run));
                run.succeed();
                return done;
            } catch (OnefoldException e) {
                run.fail(String.valueOf(e.getMessage()));
                throw e;
            }
        }
    }

    private static QuarantineView view(Quarantine.Summary summary) {
        return new QuarantineView(
                summary.dataset().toString(),
                summary.rows(),
                summary.discarded(),
                summary.latest(),
                summary.reasons().stream()
                        .map(r -> new ReasonView(r.rule(), r.column(), r.rows()))
                        .toList());
    }
}
