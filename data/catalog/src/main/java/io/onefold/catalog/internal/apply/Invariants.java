package io.onefold.catalog.internal.apply;

import io.onefold.catalog.Manifest;
import io.onefold.catalog.ReferenceKind;
import io.onefold.catalog.internal.control.ControlRow;
import io.onefold.catalog.internal.control.ControlRows;
import io.onefold.catalog.internal.control.ControlTable;
import io.onefold.catalog.internal.control.GraphSpecs;
import io.onefold.catalog.internal.control.SourceSpecs;
import io.onefold.catalog.internal.manifest.NeededColumn;
import io.onefold.catalog.internal.manifest.Provided;
import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.catalog.json.Nodes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// What holds for the control tables after every apply: whatever a manifest refers to is there, and
/// no column that one needs is excluded by another.
public final class Invariants {

    private Invariants() {}

    /// Everything that manifests can refer to, as the control tables stand.
    public static Provided provided(ControlRows rows) throws SQLException {
        Provided provided = new Provided();
        for (ControlRow row : rows.all(ControlTable.SOURCE_DATABASE)) {
            if (Nodes.flag(row.values(), "is_active", true)) {
                String name = Objects.requireNonNull(Nodes.text(row.values(), "source_name"));
                provided.add(ReferenceKind.SOURCE, Nodes.text(row.values(), "manifest_name", name));
            }
        }
        for (ControlRow row : rows.all(ControlTable.SOURCE_TABLE)) {
            provided.add(
                    ReferenceKind.DATASET,
                    Nodes.text(row.values(), "source_name")
                            + "."
                            + Nodes.text(row.values(), "table_name"));
        }
        for (String graph : GraphSpecs.names(rows)) {
            provided.add(ReferenceKind.GRAPH, graph);
        }
        for (ControlRow row : rows.all(ControlTable.APP_ROLE)) {
            provided.add(
                    ReferenceKind.ROLE,
                    Objects.requireNonNull(Nodes.text(row.values(), "role_name")));
        }
        return provided;
    }

    /// What does not hold, one line each.
    static List<String> broken(Connection connection) throws SQLException {
        ControlRows rows = new ControlRows(connection);
        List<String> broken = new ArrayList<>(dangling(connection, provided(rows)));
        Map<String, Map<String, String>> excluded = SourceSpecs.excluded(rows);
        for (StoredManifest stored : new ManifestStore(connection).live()) {
            for (NeededColumn needed : NeededColumn.of(asRead(stored))) {
                if (excluded.getOrDefault(needed.dataset().toString(), Map.of()).keySet().stream()
                        .anyMatch(column -> column.equalsIgnoreCase(needed.column()))) {
                    broken.add(
                            stored.title()
                                    + " needs column '"
                                    + needed.column()
                                    + "' of "
                                    + needed.dataset()
                                    + ", which is excluded; decide for one of the two");
                }
            }
        }
        return broken;
    }

    private static List<String> dangling(Connection connection, Provided provided)
            throws SQLException {
        record Link(String from, ReferenceKind kind, String name) {}
        List<Link> links =
                Jdbc.query(
                        connection,
                        "select m.type || ' ' || m.name, r.to_type, r.to_name from control.manifest_reference r"
                                + " join control.manifest m using (manifest_id) order by 1, 2, 3",
                        row ->
                                new Link(
                                        row.getString(1),
                                        ReferenceKind.valueOf(
                                                row.getString(2).toUpperCase(Locale.ROOT)),
                                        row.getString(3)));
        return links.stream()
                .filter(link -> !provided.holds(link.kind(), link.name()))
                .map(link -> link.from() + ": " + provided.unresolved(link.kind(), link.name()))
                .toList();
    }

    private static Manifest asRead(StoredManifest stored) {
        return new Manifest(
                "(catalog)",
                1,
                stored.type(),
                "",
                stored.name(),
                stored.workspace(),
                null,
                null,
                null,
                List.of(),
                null,
                stored.document());
    }
}
