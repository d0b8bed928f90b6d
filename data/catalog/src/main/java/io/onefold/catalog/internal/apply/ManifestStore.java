package io.onefold.catalog.internal.apply;

import io.onefold.catalog.Manifest;
import io.onefold.catalog.ManifestType;
import io.onefold.catalog.Revision;
import io.onefold.catalog.internal.control.ControlRow;
import io.onefold.catalog.internal.control.ControlRows;
import io.onefold.catalog.internal.control.ControlTable;
import io.onefold.catalog.internal.manifest.Kind;
import io.onefold.catalog.internal.manifest.Reference;
import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.catalog.json.Json;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The tables of manifests, their revisions, references and rows.
public final class ManifestStore {

    private static final String SELECT = Jdbc.resource(ManifestStore.class, "select_manifest.sql");
    private static final String UPSERT = Jdbc.resource(ManifestStore.class, "upsert_manifest.sql");

    private final Connection connection;

    public ManifestStore(Connection connection) {
        this.connection = connection;
    }

    /// The manifest of an identity, deleted or not.
    Optional<StoredManifest> find(Manifest manifest) throws SQLException {
        return Jdbc.first(
                connection,
                SELECT + " where m.type = ? and m.version = ? and m.name = ? and m.workspace = ?",
                ManifestStore::stored,
                manifest.type().wireName(),
                manifest.version(),
                manifest.name(),
                manifest.workspace());
    }

    /// The manifests that were not deleted, in the order of applying.
    public List<StoredManifest> live() throws SQLException {
        return Jdbc.query(connection, SELECT + " where m.deleted_at is null", ManifestStore::stored)
                .stream()
                .sorted(
                        Comparator.comparing(StoredManifest::type)
                                .thenComparing(StoredManifest::name))
                .toList();
    }

    /// The revisions of a manifest, oldest first.
    public List<Revision> revisions(long manifest) throws SQLException {
        return Jdbc.query(
                connection,
                "select * from control.manifest_revision where manifest_id = ? order by revision",
                row ->
                        new Revision(
                                row.getInt("revision"),
                                row.getString("action"),
                                Objects.requireNonNull(Jdbc.instant(row, "applied_at")),
                                row.getString("applied_by"),
                                row.getString("hash"),
                                Json.read(row.getString("body"))),
                manifest);
    }

    /// Keeps a manifest's new state as its next revision. Returns its number.
    long save(Manifest manifest, int revision, String action, String hash, String by, Instant at)
            throws SQLException {
        long id =
                Jdbc.first(
                                connection,
                                UPSERT,
                                row -> row.getLong(1),
                                manifest.type().wireName(),
                                manifest.version(),
                                manifest.name(),
                                manifest.workspace(),
                                manifest.owner(),
                                manifest.layer(),
                                manifest.description(),
                                manifest.tags(),
                                manifest.contentVersion(),
                                revision,
                                hash,
                                at,
                                by)
                        .orElseThrow();
        addRevision(id, revision, action, hash, new Json(manifest.document()), by, at);
        Jdbc.update(connection, "delete from control.manifest_reference where manifest_id = ?", id);
        for (Reference reference : Kind.of(manifest.type()).references(manifest)) {
            Jdbc.update(
                    connection,
                    "insert into control.manifest_reference (manifest_id, to_type, to_name) values (?, ?, ?) on conflict do nothing",
                    id,
                    reference.kind().wireName(),
                    reference.name());
        }
        return id;
    }

    /// Keeps that a manifest was deleted.
    void markDeleted(StoredManifest manifest, String by, Instant at) throws SQLException {
        int revision = manifest.revision() + 1;
        addRevision(
                manifest.id(),
                revision,
                "deleted",
                manifest.hash(),
                new Json(manifest.document()),
                by,
                at);
        Jdbc.update(
                connection,
                "update control.manifest set deleted_at = ?, revision = ? where manifest_id = ?",
                at,
                revision,
                manifest.id());
        Jdbc.update(
                connection,
                "delete from control.manifest_reference where manifest_id = ?",
                manifest.id());
        Jdbc.update(
                connection,
                "delete from control.manifest_row where manifest_id = ?",
                manifest.id());
    }

    /// The rows that a manifest stands behind, as it last wrote them, by their key's text.
    Map<String, ControlRow> rows(long manifest) throws SQLException {
        Map<String, ControlRow> rows = new LinkedHashMap<>();
        List<ControlRow> found =
                Jdbc.query(
                        connection,
                        "select table_name, row_written from control.manifest_row where manifest_id = ? order by table_name, row_key",
                        row ->
                                new ControlRow(
                                        ControlTable.valueOf(
                                                row.getString(1).toUpperCase(Locale.ROOT)),
                                        (ObjectNode) Json.read(row.getString(2))),
                        manifest);
        found.forEach(row -> rows.put(row.keyText(), row));
        return rows;
    }

    /// Notes that a manifest stands behind a row as it is now.
    void own(long manifest, ControlRow row) throws SQLException {
        Jdbc.update(
                connection,
                "insert into control.manifest_row (manifest_id, table_name, row_key, row_written, row_id) values (?, ?, ?, ?, ?)"
                        + " on conflict (manifest_id, table_name, row_key)"
                        + " do update set row_written = excluded.row_written, row_id = excluded.row_id",
                manifest,
                row.table().tableName(),
                new Json(row.key()),
                new Json(row.values()),
                new ControlRows(connection).number(row).orElse(null));
    }

    /// A row that a manifest wrote and whose key somebody changed by hand: as it stands now.
    Optional<ControlRow> moved(long manifest, ControlRow written) throws SQLException {
        Optional<Long> number =
                Jdbc.first(
                        connection,
                        "select row_id from control.manifest_row where manifest_id = ? and table_name = ? and row_key = ?"
                                + " and row_id is not null",
                        row -> row.getLong(1),
                        manifest,
                        written.table().tableName(),
                        new Json(written.key()));
        return number.isEmpty()
                ? Optional.empty()
                : new ControlRows(connection).numbered(written.table(), number.get());
    }

    /// Notes that a manifest no longer stands behind a row.
    void disown(long manifest, ControlRow row) throws SQLException {
        Jdbc.update(
                connection,
                "delete from control.manifest_row where manifest_id = ? and table_name = ? and row_key = ?",
                manifest,
                row.table().tableName(),
                new Json(row.key()));
    }

    /// Another manifest that stands behind a row.
    Optional<String> otherOwner(long manifest, ControlRow row) throws SQLException {
        return Jdbc.first(
                connection,
                "select m.type || ' ' || m.name from control.manifest_row r join control.manifest m using (manifest_id)"
                        + " where r.table_name = ? and r.row_key = ? and m.manifest_id <> ? order by 1",
                found -> found.getString(1),
                row.table().tableName(),
                new Json(row.key()),
                manifest);
    }

    private void addRevision(
            long id, int revision, String action, String hash, Json body, String by, Instant at)
            throws SQLException {
        Jdbc.update(
                connection,
                "insert into control.manifest_revision (manifest_id, revision, action, applied_at, applied_by, hash, body)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                id,
                revision,
                action,
                at,
                by,
                hash,
                body);
    }

    private static StoredManifest stored(ResultSet row) throws SQLException {
        return new StoredManifest(
                row.getLong("manifest_id"),
                ManifestType.parse(row.getString("type")),
                row.getString("name"),
                row.getString("workspace"),
                row.getInt("revision"),
                row.getString("hash"),
                row.getObject("deleted_at") != null,
                Json.read(row.getString("body")));
    }
}
