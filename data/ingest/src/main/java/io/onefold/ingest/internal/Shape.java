package io.onefold.ingest.internal;

import io.onefold.ingest.internal.landing.SiloColumn;
import io.onefold.lake.SchemaChange;
import io.onefold.model.Column;
import java.util.List;
import java.util.Set;

/// What a table's columns are in this run, once the silo's and raw's have been compared.
///
/// @param columns the columns to read, in raw's order, new ones last
/// @param absent names among them that the silo no longer has
/// @param withheld columns of raw that are excluded now and have not been dropped yet: not read,
///   not compared, null in what is appended
/// @param changes what raw's schema needs before rows are appended; empty for a new table
/// @param added columns that raw gets, those of its first load not among them
/// @param notes what differed and what was done about it
record Shape(
        List<SiloColumn> columns,
        Set<String> absent,
        List<Column> withheld,
        List<SchemaChange> changes,
        List<String> added,
        List<String> notes) {

    Shape {
        columns = List.copyOf(columns);
        absent = Set.copyOf(absent);
        withheld = List.copyOf(withheld);
        changes = List.copyOf(changes);
        added = List.copyOf(added);
        notes = List.copyOf(notes);
    }

    /// The columns as raw stores them.
    List<Column> business() {
        return columns.stream().map(c -> Column.optional(c.name(), c.type())).toList();
    }
}
