package io.onefold.catalog.internal.apply;

import io.onefold.catalog.Change.HeldEdit;
import io.onefold.catalog.Manifest;
import io.onefold.catalog.internal.control.ControlRow;
import io.onefold.catalog.internal.control.ControlRows;
import io.onefold.catalog.json.Json;
import io.onefold.catalog.json.Nodes;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Brings the control rows of one manifest to what it says. Three states of a row are compared:
/// what the manifest says now, what it last wrote, and what stands there. Where the last two differ
/// somebody edited the row by hand, and that holds unless the manifest is to be taken.
final class RowMerge {

    private final ControlRows rows;
    private final ManifestStore store;
    private final boolean takeManifest;
    private final boolean revived;
    private final Manifest manifest;
    private final long id;
    private final List<HeldEdit> held = new ArrayList<>();
    private final Set<String> wanted = new HashSet<>();
    private boolean changed;

    /// @param revived whether the manifest was deleted before; rows that were switched off then are
    ///   its own again
    RowMerge(
            ControlRows rows,
            ManifestStore store,
            Manifest manifest,
            long id,
            boolean takeManifest,
            boolean revived) {
        this.rows = rows;
        this.store = store;
        this.manifest = manifest;
        this.id = id;
        this.takeManifest = takeManifest;
        this.revived = revived;
    }

    /// Writes and deletes rows.
    ///
    /// @param desired what the manifest says now
    void merge(List<ControlRow> desired) throws SQLException {
        Map<String, ControlRow> written = store.rows(id);
        desired.forEach(row -> wanted.add(row.keyText()));
        List<ControlRow> gone =
                written.values().stream()
                        .filter(row -> !wanted.contains(row.keyText()))
                        .sorted(Comparator.comparing(ControlRow::table).reversed())
                        .toList();
        for (ControlRow row : gone) {
            remove(row);
        }
        for (ControlRow row :
                desired.stream().sorted(Comparator.comparing(ControlRow::table)).toList()) {
            bring(row, written.get(row.keyText()));
        }
    }

    /// The edits by hand that were found.
    List<HeldEdit> held() {
        return held;
    }

    /// Whether any row was written or deleted.
    boolean changed() {
        return changed;
    }

    private void bring(ControlRow desired, @Nullable ControlRow written) throws SQLException {
        ControlRow actual = rows.find(desired.table(), desired.key()).orElse(null);
        if (actual == null && written != null) {
            Optional<ControlRow> moved = moved(written);
            if (moved.isPresent()) {
                bringBack(desired, moved.get());
                return;
            }
        }
        if (actual != null && actual.text().equals(desired.text())) {
            requireOwn(desired, written);
            store.own(id, desired);
            return;
        }
        if (written == null && actual != null) {
            requireOwn(desired, null);
            if (desired.table().isShared()) {
                store.own(id, actual);
                return;
            }
        }
        boolean edited =
                actual == null
                        ? written != null
                        : written == null || !actual.text().equals(written.text());
        boolean switchedOff =
                revived && actual != null && !Nodes.flag(actual.values(), "is_active", true);
        if (edited && !switchedOff) {
            hold(desired, actual, desired);
        }
        if (!edited || switchedOff || takeManifest) {
            write(desired);
        }
    }

    /// What became of a row whose key was changed by hand; not a row that the manifest wants to be
    /// there.
    private Optional<ControlRow> moved(ControlRow written) throws SQLException {
        return store.moved(id, written).filter(row -> !wanted.contains(row.keyText()));
    }

    private void bringBack(ControlRow desired, ControlRow moved) throws SQLException {
        hold(desired, moved, desired);
        if (takeManifest) {
            rows.delete(moved.table(), moved.key());
            write(desired);
        }
    }

    private void requireOwn(ControlRow desired, @Nullable ControlRow written) throws SQLException {
        if (written != null || desired.table().isShared()) {
            return;
        }
        Optional<String> other = store.otherOwner(id, desired);
        if (other.isPresent()) {
            throw new OnefoldException(
                    ErrorCode.CONFLICT,
                    manifest.file()
                            + ":"
                            + manifest.line()
                            + ": "
                            + manifest.title()
                            + " and "
                            + other.get()
                            + " both describe control."
                            + desired.table().tableName()
                            + " "
                            + Json.canonical(desired.key())
                            + "; delete one of the two manifests, or rename what they describe");
        }
    }

    private void remove(ControlRow written) throws SQLException {
        ControlRow actual = rows.find(written.table(), written.key()).orElse(null);
        if (actual == null) {
            actual = moved(written).orElse(null);
        }
        if (actual != null && store.otherOwner(id, written).isEmpty()) {
            boolean edited = !actual.text().equals(written.text());
            if (edited) {
                hold(written, actual, null);
            }
            if (edited && !takeManifest) {
                return;
            }
            rows.delete(actual.table(), actual.key());
            changed = true;
        }
        store.disown(id, written);
    }

    private void write(ControlRow row) throws SQLException {
        if (!rows.write(row)) {
            throw new OnefoldException(
                    ErrorCode.CONFLICT,
                    manifest.file()
                            + ":"
                            + manifest.line()
                            + ": "
                            + manifest.title()
                            + " needs a row that is not there, for control."
                            + row.table().tableName()
                            + " "
                            + Json.canonical(row.key())
                            + "; apply the manifest that describes it, or take back the edit by hand that removed it");
        }
        store.own(id, row);
        changed = true;
    }

    private void hold(ControlRow key, @Nullable ControlRow actual, @Nullable ControlRow desired) {
        String row = key.table().tableName() + " " + Json.canonical(key.key());
        if (actual == null || desired == null) {
            held.add(
                    new HeldEdit(
                            row,
                            "(row)",
                            actual == null ? "" : Json.canonical(actual.values()),
                            desired == null ? "" : Json.canonical(desired.values()),
                            takeManifest));
            return;
        }
        Set<String> columns = new LinkedHashSet<>(desired.values().propertyNames());
        for (String column : columns) {
            String stands = Json.canonical(actual.values().get(column));
            String says = Json.canonical(desired.values().get(column));
            if (!stands.equals(says)) {
                held.add(new HeldEdit(row, column, stands, says, takeManifest));
            }
        }
    }
}
