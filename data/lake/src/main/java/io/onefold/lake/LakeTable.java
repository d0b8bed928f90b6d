package io.onefold.lake;

import io.onefold.model.Column;
import io.onefold.model.TableName;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/// What a table was when it was looked up: its columns, partitioning and history. It does not
/// change by itself.
///
/// @param name its address
/// @param columns its columns, in order
/// @param partition its partitioning, empty if none
/// @param history its snapshots that can still be read, oldest first, the current one last
/// @param rows rows of the current snapshot
/// @param files data files of the current snapshot
/// @param bytes bytes of those files
/// @param location the folder of its files, a `file://` address
public record LakeTable(
        TableName name,
        List<Column> columns,
        List<PartitionField> partition,
        List<LakeSnapshot> history,
        long rows,
        long files,
        long bytes,
        String location) {

    public LakeTable {
        Objects.requireNonNull(name);
        Objects.requireNonNull(location);
        columns = List.copyOf(columns);
        partition = List.copyOf(partition);
        history = List.copyOf(history);
    }

    /// The current snapshot, if anything was committed.
    public Optional<LakeSnapshot> current() {
        return history.isEmpty() ? Optional.empty() : Optional.of(history.getLast());
    }

    /// The current snapshot's id, if anything was committed.
    public OptionalLong snapshotId() {
        return history.isEmpty() ? OptionalLong.empty() : OptionalLong.of(history.getLast().id());
    }

    /// A stage's own state: the newest value of a summary key in the history.
    public Optional<String> state(String key) {
        return history.reversed().stream()
                .filter(s -> s.summary().containsKey(key))
                .map(s -> s.summary().get(key))
                .findFirst();
    }

    /// Whether everything committed after a snapshot only added rows (or rewrote files with the
    /// same rows), so that reading what was appended since is the whole change. False when the
    /// snapshot is no longer in the history.
    public boolean appendsOnlySince(long snapshotId) {
        int at = 0;
        while (at < history.size() && history.get(at).id() != snapshotId) {
            at++;
        }
        return at < history.size()
                && history.subList(at + 1, history.size()).stream()
                        .allMatch(
                                s ->
                                        s.operation().equals("append")
                                                || s.operation().equals("replace"));
    }
}
