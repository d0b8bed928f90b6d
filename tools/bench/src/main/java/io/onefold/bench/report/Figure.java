package io.onefold.bench.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What one measurement gave: our time and the peer's for the same rows.
///
/// @param measure what was measured, for example `first load`
/// @param rows rows that both sides handled
/// @param seconds our time
/// @param peer what it stands beside, for example `COPY TO STDOUT`
/// @param peerSeconds the peer's time, in the same run
/// @param percentLeast the least share of the peer's rate that is asked for; null: none
/// @param heapBytesPeak the most heap that was in use during our time
public record Figure(
        String measure,
        long rows,
        double seconds,
        String peer,
        double peerSeconds,
        @Nullable Integer percentLeast,
        long heapBytesPeak) {

    /// @param our what ours took
    public Figure(
            String measure,
            long rows,
            Taken our,
            String peer,
            double peerSeconds,
            @Nullable Integer percentLeast) {
        this(measure, rows, our.seconds(), peer, peerSeconds, percentLeast, our.heapBytesPeak());
    }

    public Figure {
        Objects.requireNonNull(measure);
        Objects.requireNonNull(peer);
    }

    /// The same time of ours beside another peer, of which the rate is known.
    public Figure besideRate(String other, double rowsPerSecond, @Nullable Integer least) {
        return new Figure(
                measure, rows, seconds, other, rows / rowsPerSecond, least, heapBytesPeak);
    }

    /// Our rate as a share of the peer's.
    public double percent() {
        return 100 * peerSeconds / seconds;
    }

    /// Whether the bound, if there is one, holds.
    public boolean holds() {
        return percentLeast == null || percent() >= percentLeast;
    }

    Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("measure", measure);
        fields.put("rows", rows);
        fields.put("seconds", rounded(seconds));
        fields.put("rows_per_second", Math.round(rows / seconds));
        fields.put("peer", peer);
        fields.put("peer_seconds", rounded(peerSeconds));
        fields.put("peer_rows_per_second", Math.round(rows / peerSeconds));
        fields.put("percent", Math.round(percent()));
        fields.put("percent_least", percentLeast);
        fields.put("heap_mb_peak", heapBytesPeak >> 20);
        return fields;
    }

    private static double rounded(double seconds) {
        return Math.round(seconds * 100) / 100.0;
    }
}
