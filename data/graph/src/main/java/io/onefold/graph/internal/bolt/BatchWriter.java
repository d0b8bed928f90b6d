package io.onefold.graph.internal.bolt;

import java.util.List;
import java.util.Map;

/// Writes batches of rows with one statement, each batch in a transaction. When the server refuses
/// a batch, it is halved until the bad rows stand alone; the others are written.
public final class BatchWriter {

    private final Bolt bolt;
    private final String statement;

    /// @param statement begins with `UNWIND $rows AS r`
    public BatchWriter(Bolt bolt, String statement) {
        this.bolt = bolt;
        this.statement = statement;
    }

    /// Writes a batch; safe for many threads.
    public Written write(List<Row> rows) {
        if (rows.isEmpty()) {
            return Written.NOTHING;
        }
        try {
            List<Map<String, Object>> parameters = rows.stream().map(Row::parameters).toList();
            return Written.of(rows.size(), bolt.writeRows(statement, Map.of("rows", parameters)));
        } catch (RowRefusedException e) {
            if (rows.size() == 1) {
                return Written.refused(new DeadRow(rows.getFirst(), e.reason()));
            }
            int middle = rows.size() / 2;
            return write(rows.subList(0, middle)).plus(write(rows.subList(middle, rows.size())));
        }
    }
}
