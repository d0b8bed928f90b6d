package io.onefold.server.internal.api;

import io.onefold.catalog.Catalog;
import io.onefold.catalog.RegisteredTable;
import io.onefold.lake.Lake;
import io.onefold.lake.LakeSnapshot;
import io.onefold.lake.LakeTable;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.TableName;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The tables of the lake: columns, tags, snapshots. Figures about tables only, no cell of them.
@RestController
@RequestMapping("/api/datasets")
@Tag(name = "datasets")
class DatasetsController {

    private static final int SNAPSHOTS_MAX = 200;

    private final Catalog catalog;
    private final Lake lake;

    DatasetsController(Catalog catalog, Lake lake) {
        this.catalog = catalog;
        this.lake = lake;
    }

    record TableView(
            String table,
            @Nullable String dataset,
            @Nullable Long rows,
            @Nullable Instant committedAt,
            List<ColumnView> columns) {}

    record ColumnView(String name, String type, boolean required, Set<String> tags) {}

    /// @param id as text, because it does not fit a JavaScript number
    record SnapshotView(String id, Instant committedAt, String operation, @Nullable String runId) {}

    record TableWithSnapshots(
            TableView table, long files, long bytes, List<SnapshotView> snapshots) {}

    @GetMapping
    @Operation(summary = "The tables, by address; a prefix such as trusted. narrows them")
    Window<TableView> datasets(
            @RequestParam(defaultValue = "") String prefix,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "100") int limit,
            @AuthenticationPrincipal Principal caller) {
        caller.require(Permission.DATA_READ);
        List<RegisteredTable> tables =
                catalog.datasets().list().stream()
                        .filter(t -> t.table().toString().startsWith(prefix))
                        .toList();
        return Window.of(tables, t -> t.table().toString(), after, limit)
                .map(DatasetsController::view);
    }

    @GetMapping("/{table}")
    @Operation(
            summary =
                    "One table with its snapshots, by its address, for example trusted.profiles_db.accounts")
    TableWithSnapshots dataset(
            @PathVariable String table, @AuthenticationPrincipal Principal caller) {
        caller.require(Permission.DATA_READ);
        TableName name = TableName.parse(table);
        LakeTable found = lake.require(name);
        RegisteredTable registered =
                catalog.datasets()
                        .find(name)
                        .orElseThrow(
                                () ->
                                        new OnefoldException(
                                                ErrorCode.NOT_FOUND,
                                                "table "
                                                        + table
                                                        + " is not registered yet; run its workflow again"));
        return new TableWithSnapshots(
                view(registered),
                found.files(),
                found.bytes(),
                found.history().reversed().stream()
                        .limit(SNAPSHOTS_MAX)
                        .map(DatasetsController::view)
                        .toList());
    }

    private static SnapshotView view(LakeSnapshot snapshot) {
        return new SnapshotView(
                Long.toString(snapshot.id()),
                snapshot.committedAt(),
                snapshot.operation(),
                snapshot.runId().orElse(null));
    }

    private static TableView view(RegisteredTable table) {
        return new TableView(
                table.table().toString(),
                table.dataset() == null ? null : table.dataset().toString(),
                table.rows(),
                table.committedAt(),
                table.columns().stream()
                        .map(
                                c ->
                                        new ColumnView(
                                                c.name(),
                                                c.type(),
                                                c.required(),
                                                new TreeSet<>(c.tags())))
                        .toList());
    }
}
