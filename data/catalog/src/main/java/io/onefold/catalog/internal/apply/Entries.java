package io.onefold.catalog.internal.apply;

import io.onefold.catalog.CatalogEntry;
import io.onefold.catalog.ManifestType;
import io.onefold.catalog.Revision;
import io.onefold.catalog.jdbc.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the lists of applied manifests.
public final class Entries {

    private static final String ENTRIES = Jdbc.resource(Entries.class, "entries.sql");

    private Entries() {}

    public static List<CatalogEntry> read(
            Connection connection, @Nullable ManifestType type, @Nullable String name)
            throws SQLException {
        String wire = type == null ? null : type.wireName();
        return Jdbc.query(
                connection,
                ENTRIES,
                row ->
                        new CatalogEntry(
                                ManifestType.parse(row.getString("type")),
                                row.getString("name"),
                                row.getString("version"),
                                row.getString("workspace"),
                                row.getBoolean("is_active") ? "active" : "inactive",
                                row.getString("owner"),
                                row.getInt("revision"),
                                Objects.requireNonNull(Jdbc.instant(row, "applied_at")),
                                row.getString("applied_by"),
                                Jdbc.instant(row, "last_run_at"),
                                row.getString("last_run_status"),
                                row.getString("description"),
                                Jdbc.texts(row, "tags")),
                wire,
                wire,
                name,
                name);
    }

    public static List<Revision> revisions(Connection connection, ManifestType type, String name)
            throws SQLException {
        Optional<Long> manifest =
                Jdbc.first(
                        connection,
                        "select manifest_id from control.manifest where type = ? and name = ? order by deleted_at nulls first, applied_at desc",
                        row -> row.getLong(1),
                        type.wireName(),
                        name);
        return manifest.isPresent()
                ? new ManifestStore(connection).revisions(manifest.get())
                : List.of();
    }
}
