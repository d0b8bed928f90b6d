package io.onefold.lake.internal.upkeep;

import io.onefold.lake.LakeSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.iceberg.ExpireSnapshots;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;

/// Snapshot expiry. A stage's state lives in snapshot summaries and is looked for backwards from
/// the current one: the history is never cut above the newest snapshot that holds a key of it.
public final class Expiry {

    private Expiry() {}

    /// What an expiry removed.
    public record Expired(int snapshots, long files) {}

    /// @param olderThan snapshots from before this instant go
    /// @param keepLast so many of the newest stay, at least 1
    public static Expired run(Table table, Instant olderThan, int keepLast) {
        List<Snapshot> newestFirst = new ArrayList<>();
        SnapshotUtil.currentAncestors(table).forEach(newestFirst::add);
        int keep = Math.max(keepLast, withNeededState(newestFirst));
        List<Snapshot> expired =
                newestFirst.stream()
                        .skip(keep)
                        .filter(s -> s.timestampMillis() < olderThan.toEpochMilli())
                        .toList();
        return remove(table, expired);
    }

    /// Removes all snapshots but the current one; for a table whose current snapshot holds the
    /// state that matters.
    static Expired allButCurrent(Table table) {
        List<Snapshot> newestFirst = new ArrayList<>();
        SnapshotUtil.currentAncestors(table).forEach(newestFirst::add);
        return remove(table, newestFirst.stream().skip(1).toList());
    }

    /// How many of the newest snapshots must stay so that each key of state is still found.
    private static int withNeededState(List<Snapshot> newestFirst) {
        Set<String> found = new HashSet<>();
        int needed = 1;
        for (int i = 0; i < newestFirst.size(); i++) {
            if (found.addAll(stateKeys(newestFirst.get(i)))) {
                needed = i + 1;
            }
        }
        return needed;
    }

    /// The newest value of each key of state.
    static Map<String, String> state(Table table) {
        Map<String, String> state = new HashMap<>();
        for (Snapshot snapshot : SnapshotUtil.currentAncestors(table)) {
            stateKeys(snapshot).forEach(key -> state.putIfAbsent(key, snapshot.summary().get(key)));
        }
        return state;
    }

    /// The summary keys that a stage put there, beside Iceberg's and the lake's own.
    private static Set<String> stateKeys(Snapshot snapshot) {
        Set<String> keys = new HashSet<>(snapshot.summary().keySet());
        keys.removeIf(Expiry::isOwn);
        return keys;
    }

    private static boolean isOwn(String key) {
        return key.equals(LakeSnapshot.RUN_ID)
                || key.equals(LakeSnapshot.ITEM)
                || key.equals(LakeSnapshot.ROWS_ADDED)
                || key.equals(LakeSnapshot.ROWS_REMOVED)
                || key.startsWith("total-")
                || key.startsWith("added-")
                || key.startsWith("deleted-")
                || key.startsWith("removed-")
                || key.startsWith("manifests-")
                || key.equals("entries-processed")
                || key.equals("changed-partition-count")
                || key.startsWith("iceberg-")
                || key.startsWith("partition")
                || key.equals("engine-name")
                || key.equals("engine-version")
                || key.startsWith("replaced-")
                || key.startsWith("snapshot.");
    }

    private static Expired remove(Table table, List<Snapshot> snapshots) {
        if (snapshots.isEmpty()) {
            return new Expired(0, 0);
        }
        AtomicLong files = new AtomicLong();
        ExpireSnapshots expiry =
                table.expireSnapshots()
                        .expireOlderThan(Long.MIN_VALUE)
                        .cleanupLevel(ExpireSnapshots.CleanupLevel.ALL)
                        .cleanExpiredMetadata(true)
                        .deleteWith(
                                location -> {
                                    files.incrementAndGet();
                                    table.io().deleteFile(location);
                                });
        snapshots.forEach(s -> expiry.expireSnapshotId(s.snapshotId()));
        expiry.commit();
        return new Expired(snapshots.size(), files.get());
    }
}
