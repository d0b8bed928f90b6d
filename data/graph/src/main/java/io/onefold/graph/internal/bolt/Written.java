package io.onefold.graph.internal.bolt;

import java.util.List;
import org.neo4j.driver.summary.SummaryCounters;

/// What writing rows did.
///
/// @param rows rows that were written
/// @param created nodes and relationships made
/// @param deleted nodes and relationships removed
/// @param dead rows that were refused
public record Written(long rows, long created, long deleted, List<DeadRow> dead) {

    static final Written NOTHING = new Written(0, 0, 0, List.of());

    public Written {
        dead = List.copyOf(dead);
    }

    static Written of(int rows, SummaryCounters counters) {
        return new Written(
                rows,
                counters.nodesCreated() + counters.relationshipsCreated(),
                counters.nodesDeleted() + counters.relationshipsDeleted(),
                List.of());
    }

    static Written refused(DeadRow row) {
        return new Written(0, 0, 0, List.of(row));
    }

    Written plus(Written other) {
        return new Written(
                rows + other.rows,
                created + other.created,
                deleted + other.deleted,
                dead.isEmpty() ? other.dead : other.dead.isEmpty() ? dead : both(other));
    }

    private List<DeadRow> both(Written other) {
        List<DeadRow> all = new java.util.ArrayList<>(dead);
        all.addAll(other.dead);
        return all;
    }
}
