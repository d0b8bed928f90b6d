package io.onefold.server.internal.api;

import io.onefold.lake.RowStream;
import io.onefold.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Rows as an answer, its values as [Plain] says.
///
/// @param columns names and types, in order
/// @param rows one list of values each
/// @param snapshots the snapshot each table was read at
/// @param truncated whether further rows were left out
record Answer(
        List<ColumnOf> columns,
        List<List<@Nullable Object>> rows,
        SortedMap<String, String> snapshots,
        boolean truncated) {

    /// A column of the answer.
    record ColumnOf(String name, String type) {}

    /// Reads a bounded stream to its end.
    static Answer of(RowStream stream) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        while (stream.next()) {
            rows.add(stream.row().stream().<@Nullable Object>map(Plain::of).toList());
        }
        SortedMap<String, String> snapshots = new TreeMap<>();
        for (Map.Entry<TableName, OptionalLong> entry : stream.snapshots().entrySet()) {
            entry.getValue()
                    .ifPresent(id -> snapshots.put(entry.getKey().toString(), Long.toString(id)));
        }
        return new Answer(
                stream.columns().stream().map(c -> new ColumnOf(c.name(), c.type())).toList(),
                rows,
                snapshots,
                stream.truncated());
    }
}
