package io.onefold.catalog.internal.manifest;

import io.onefold.catalog.Manifest;
import io.onefold.catalog.ManifestSet.OpenReference;
import io.onefold.catalog.ManifestType;
import io.onefold.catalog.internal.control.ControlRow;
import io.onefold.catalog.internal.control.ControlTable;
import io.onefold.catalog.internal.yaml.Pointers;
import io.onefold.catalog.internal.yaml.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Checks documents against each other.
final class SetCheck {

    private final List<ReadDocument> documents;
    private final boolean closed;
    private final List<OpenReference> open = new ArrayList<>();

    /// @param documents the documents whose form is right
    /// @param closed whether all that is referred to must be among them
    SetCheck(List<ReadDocument> documents, boolean closed) {
        this.documents = documents;
        this.closed = closed;
    }

    /// A document whose form is right.
    record ReadDocument(Manifest manifest, Report report) {}

    /// @param provided what the documents bring along, also those whose form is not right
    List<OpenReference> run(Provided provided) {
        duplicates();
        excludedColumns();
        for (ReadDocument document : documents) {
            for (Reference reference :
                    Kind.of(document.manifest().type()).references(document.manifest())) {
                if (!provided.holds(reference.kind(), reference.name())) {
                    unresolved(document, reference, provided);
                }
            }
        }
        return open;
    }

    private void unresolved(ReadDocument document, Reference reference, Provided provided) {
        if (closed) {
            document.report()
                    .error(
                            reference.pointer(),
                            provided.unresolved(reference.kind(), reference.name()),
                            "unresolved");
            return;
        }
        Position at = document.report().document().value(reference.pointer());
        open.add(
                new OpenReference(
                        document.manifest(),
                        at.line(),
                        at.column(),
                        Pointers.shown(reference.pointer()),
                        reference.kind(),
                        reference.name()));
    }

    private void duplicates() {
        Map<String, Manifest> identities = new HashMap<>();
        Map<String, Manifest> datasets = new HashMap<>();
        for (ReadDocument document : documents) {
            Manifest manifest = document.manifest();
            String identity = manifest.title() + " in workspace " + manifest.workspace();
            String pointer = manifest.type() == ManifestType.CONTRACT ? "/id" : "/name";
            once(document, identities, identity, pointer, "duplicate-manifest");
            if (manifest.type() == ManifestType.SOURCE) {
                String name = SiloKind.sourceName(manifest.name(), manifest.body());
                once(
                        document,
                        datasets,
                        "the dataset prefix '" + name + "'",
                        pointer,
                        "duplicate-source");
            } else if (manifest.type() == ManifestType.CONTRACT) {
                for (Reference reference : ContractKind.INSTANCE.references(manifest)) {
                    once(
                            document,
                            datasets,
                            "a contract of dataset '" + reference.name() + "'",
                            reference.pointer(),
                            "duplicate-contract");
                }
            }
        }
    }

    private static void once(
            ReadDocument document,
            Map<String, Manifest> seen,
            String what,
            String pointer,
            String rule) {
        Manifest first = seen.putIfAbsent(what, document.manifest());
        if (first != null) {
            document.report()
                    .error(
                            pointer,
                            what
                                    + " stands in these files twice, first at "
                                    + first.file()
                                    + ":"
                                    + first.line()
                                    + "; keep one of the two",
                            rule);
        }
    }

    /// A column that one manifest excludes and another one needs.
    private void excludedColumns() {
        Map<String, Manifest> excluded = new HashMap<>();
        for (ReadDocument document : documents) {
            for (ControlRow row : Kind.of(document.manifest().type()).rows(document.manifest())) {
                if (row.table() == ControlTable.FIELD_EXCLUSION_RULE) {
                    excluded.putIfAbsent(
                            row.values().path("source_name").asString()
                                    + "."
                                    + row.values().path("table_name").asString()
                                    + "."
                                    + row.values()
                                            .path("column_name")
                                            .asString()
                                            .toLowerCase(Locale.ROOT),
                            document.manifest());
                }
            }
        }
        for (ReadDocument document : documents) {
            Set<String> told = new HashSet<>();
            for (NeededColumn needed : NeededColumn.of(document.manifest())) {
                Manifest by = excluded.get(needed.dataset() + "." + needed.columnFolded());
                if (by != null
                        && !by.equals(document.manifest())
                        && told.add(needed.pointer() + needed.column())) {
                    document.report()
                            .error(
                                    needed.pointer(),
                                    "column '"
                                            + needed.column()
                                            + "' of "
                                            + needed.dataset()
                                            + " is needed here, but excluded by "
                                            + by.title()
                                            + " ("
                                            + by.file()
                                            + ":"
                                            + by.line()
                                            + "); decide for one of the two",
                                    "excluded-column");
                }
            }
        }
    }
}
