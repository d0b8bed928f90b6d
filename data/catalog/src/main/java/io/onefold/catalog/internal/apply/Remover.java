package io.onefold.catalog.internal.apply;

import io.onefold.catalog.ManifestType;
import io.onefold.catalog.internal.audit.AuditChain;
import io.onefold.catalog.internal.control.ControlRow;
import io.onefold.catalog.internal.control.ControlRows;
import io.onefold.catalog.internal.control.ControlTable;
import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.catalog.json.Json;
import io.onefold.catalog.json.Nodes;
import io.onefold.model.DatasetName;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.Spelling;
import io.onefold.model.access.Principal;
import io.onefold.model.audit.AuditEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/// Deletes a manifest in the caller's transaction, with the control rows it alone stands behind.
/// Tables of the lake stay, and so do the tags of their columns.
public final class Remover {

    private static final String FOREIGN_KEY_VIOLATION = "23503";

    private final Connection connection;
    private final Principal principal;
    private final Instant now;
    private final ManifestStore store;
    private final ControlRows rows;

    public Remover(Connection connection, Principal principal, Instant now) {
        this.connection = connection;
        this.principal = principal;
        this.now = now;
        this.store = new ManifestStore(connection);
        this.rows = new ControlRows(connection);
    }

    /// Deletes it.
    ///
    /// @param force whether it is deleted although others refer to it; what they still use stays,
    ///   inactive
    /// @throws OnefoldException (NOT_FOUND) naming the nearest; (CONFLICT) naming who refers to it
    public void delete(ManifestType type, String name, boolean force) throws SQLException {
        StoredManifest manifest = find(type, name);
        Map<String, ControlRow> written = store.rows(manifest.id());
        Set<String> users = usedBy(manifest, written);
        if (!users.isEmpty() && !force) {
            throw new OnefoldException(
                    ErrorCode.CONFLICT,
                    manifest.title()
                            + " is still used by "
                            + String.join(", ", users)
                            + "; delete or change those first, or force it");
        }
        KeptTags keep = new KeptTags(connection, principal.name(), now);
        for (DatasetName dataset : KeptTags.datasets(written.values())) {
            keep.keep(dataset);
        }
        List<ControlRow> ordered =
                written.values().stream()
                        .sorted(Comparator.comparing(ControlRow::table).reversed())
                        .toList();
        for (ControlRow row : ordered) {
            if (store.otherOwner(manifest.id(), row).isEmpty()) {
                deleteOrSwitchOff(store.moved(manifest.id(), row).orElse(row));
            }
        }
        store.markDeleted(manifest, principal.name(), now);
        AuditChain.append(
                connection,
                new AuditEvent(
                        principal.name(),
                        "manifest.delete",
                        manifest.title(),
                        "done",
                        Map.of(
                                "forced",
                                Boolean.toString(force),
                                "usedBy",
                                String.join(", ", users))),
                now);
    }

    private StoredManifest find(ManifestType type, String name) throws SQLException {
        List<StoredManifest> live =
                store.live().stream().filter(manifest -> manifest.type() == type).toList();
        return live.stream()
                .filter(manifest -> manifest.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new OnefoldException(
                                        ErrorCode.NOT_FOUND,
                                        "there is no "
                                                + type.wireName()
                                                + " '"
                                                + name
                                                + "'"
                                                + Spelling.didYouMean(
                                                        name,
                                                        live.stream()
                                                                .map(StoredManifest::name)
                                                                .toList())));
    }

    private Set<String> usedBy(StoredManifest manifest, Map<String, ControlRow> written)
            throws SQLException {
        Set<String> users =
                new TreeSet<>(
                        referring(manifest.type().wireName(), manifest.name(), manifest.id()));
        for (ControlRow row : written.values()) {
            if (row.table() == ControlTable.SOURCE_TABLE) {
                users.addAll(
                        referring(
                                "dataset",
                                Nodes.text(row.values(), "source_name")
                                        + "."
                                        + Nodes.text(row.values(), "table_name"),
                                manifest.id()));
            }
        }
        return users;
    }

    private List<String> referring(String kind, String name, long except) throws SQLException {
        return Jdbc.query(
                connection,
                "select m.type || ' ' || m.name from control.manifest_reference r join control.manifest m using (manifest_id)"
                        + " where r.to_type = ? and r.to_name = ? and m.manifest_id <> ?",
                row -> row.getString(1),
                kind,
                name,
                except);
    }

    private void deleteOrSwitchOff(ControlRow row) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            rows.delete(row.table(), row.key());
        } catch (SQLException e) {
            if (!FOREIGN_KEY_VIOLATION.equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback(before);
            ObjectNode inactive =
                    rows.find(row.table(), row.key())
                            .map(ControlRow::values)
                            .orElseGet(Json::object);
            inactive.put("is_active", false);
            rows.write(new ControlRow(row.table(), inactive));
        }
    }
}
