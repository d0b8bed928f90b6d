package io.onefold.server.internal.api;

import io.onefold.catalog.Catalog;
import io.onefold.catalog.RunItemRecord;
import io.onefold.catalog.SourceConnection;
import io.onefold.catalog.SourceSpec;
import io.onefold.catalog.SourceTable;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import io.onefold.model.audit.AuditEvent;
import io.onefold.model.run.Status;
import io.onefold.pipeline.DataPath;
import io.onefold.pipeline.SourceTest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The silos: where they are, what is read of them, when that last went well. No secret, no user
/// name.
@RestController
@RequestMapping("/api/sources")
@Tag(name = "sources")
class SourcesController {

    private final Catalog catalog;
    private final DataPath path;

    SourcesController(Catalog catalog, DataPath path) {
        this.catalog = catalog;
        this.path = path;
    }

    /// @param name the manifest's name
    /// @param prefix the prefix of its datasets
    /// @param reachedAt host and database, part and database, or folder
    record SourceView(
            String name,
            String prefix,
            String kind,
            String reachedAt,
            @Nullable String zone,
            String drift,
            boolean active,
            List<SourceTableView> tables) {}

    /// @param lastSuccess when it was last read well; null: never
    record SourceTableView(
            String dataset,
            List<String> key,
            @Nullable String watermark,
            List<String> excluded,
            @Nullable Instant lastSuccess) {}

    /// @param answers whether every table answered
    record SourceTestView(boolean answers, List<TableTestView> tables) {}

    /// @param problem why a run would fail at it, and what to do; null: it answers
    record TableTestView(String dataset, @Nullable String problem) {}

    @GetMapping
    @Operation(summary = "All sources")
    List<SourceView> sources(@AuthenticationPrincipal Principal caller) {
        caller.require(Permission.DATA_READ);
        return catalog.sources().stream().map(this::view).toList();
    }

    @GetMapping("/{name}")
    @Operation(summary = "One source, by its manifest's name")
    SourceView source(@PathVariable String name, @AuthenticationPrincipal Principal caller) {
        caller.require(Permission.DATA_READ);
        return view(catalog.source(name));
    }

    @PostMapping("/{name}/test")
    @Operation(summary = "Ask a source for each of its tables, as a run would; no row is read")
    SourceTestView testSource(
            @PathVariable String name, @AuthenticationPrincipal Principal caller) {
        caller.require(Permission.DATA_OPERATE);
        SourceTest test = path.testSource(name);
        catalog.audit()
                .append(
                        new AuditEvent(
                                caller.name(),
                                "source.test",
                                name,
                                test.answers() ? "done" : "failed",
                                Map.of()));
        return new SourceTestView(
                test.answers(),
                test.tables().stream()
                        .map(a -> new TableTestView(a.dataset().toString(), a.problem()))
                        .toList());
    }

    private SourceView view(SourceSpec source) {
        return new SourceView(
                source.manifest(),
                source.name(),
                source.kind().wireName(),
                reachedAt(source.connection()),
                source.zone() == null ? null : source.zone().getId(),
                source.drift().name().toLowerCase(Locale.ROOT),
                source.active(),
                source.tables().stream().map(table -> view(source, table)).toList());
    }

    private SourceTableView view(SourceSpec source, SourceTable table) {
        String dataset = source.dataset(table).toString();
        Optional<RunItemRecord> last =
                catalog.runs().latestItem("ingest", dataset, Status.SUCCEEDED);
        return new SourceTableView(
                dataset,
                table.key(),
                table.watermark(),
                table.exclude().keySet().stream().sorted().toList(),
                last.map(RunItemRecord::endedAt).orElse(null));
    }

    private static String reachedAt(SourceConnection connection) {
        return switch (connection) {
            case SourceConnection.Part part -> "part " + part.part() + "/" + part.database();
            case SourceConnection.Server server -> server.host() + "/" + server.database();
            case SourceConnection.Files files -> files.root();
        };
    }
}
