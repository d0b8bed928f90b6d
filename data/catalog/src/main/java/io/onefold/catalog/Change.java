package io.onefold.catalog;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// What applying one manifest did, or would do.
///
/// @param type the manifest's type
/// @param name its name
/// @param workspace its workspace
/// @param outcome what became of it
/// @param revision its revision afterwards
/// @param differences what changed against the revision before
/// @param held control rows that were edited by hand and differ from the manifest
public record Change(
        ManifestType type,
        String name,
        String workspace,
        Outcome outcome,
        int revision,
        List<Difference> differences,
        List<HeldEdit> held) {

    /// What became of a manifest.
    public enum Outcome {
        CREATED,
        CONFIGURED,
        UNCHANGED;

        /// As shown, for example `created`.
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A value of the manifest that changed.
    ///
    /// @param path where it stands
    /// @param before its value before, as JSON; empty: it was not there
    /// @param after its value now, as JSON; empty: it is gone
    public record Difference(String path, String before, String after) {
        public Difference {
            Objects.requireNonNull(path);
            Objects.requireNonNull(before);
            Objects.requireNonNull(after);
        }

        @Override
        public String toString() {
            if (before.isEmpty()) {
                return "+ " + path + ": " + after;
            }
            return after.isEmpty()
                    ? "- " + path + ": " + before
                    : "~ " + path + ": " + before + " → " + after;
        }
    }

    /// A value of a control row that somebody edited by hand.
    ///
    /// @param row the table and the row's key
    /// @param column the column
    /// @param edited what stands there, as JSON; empty: the row was deleted
    /// @param manifest what the manifest says, as JSON; empty: it says nothing of the row
    /// @param overwritten whether the manifest's value took its place
    public record HeldEdit(
            String row, String column, String edited, String manifest, boolean overwritten) {
        public HeldEdit {
            Objects.requireNonNull(row);
            Objects.requireNonNull(column);
            Objects.requireNonNull(edited);
            Objects.requireNonNull(manifest);
        }

        @Override
        public String toString() {
            String stands = edited.isEmpty() ? "deleted" : edited;
            String says = manifest.isEmpty() ? "nothing" : manifest;
            return "! control."
                    + row
                    + " "
                    + column
                    + ": by hand "
                    + stands
                    + ", manifest "
                    + says
                    + (overwritten ? " (overwritten)" : " (kept; --take-manifest overwrites it)");
        }
    }

    public Change {
        Objects.requireNonNull(type);
        Objects.requireNonNull(name);
        Objects.requireNonNull(workspace);
        Objects.requireNonNull(outcome);
        differences = List.copyOf(differences);
        held = List.copyOf(held);
    }

    /// `source profiles-db created`
    @Override
    public String toString() {
        return type.wireName() + " " + name + " " + outcome.wireName();
    }
}
