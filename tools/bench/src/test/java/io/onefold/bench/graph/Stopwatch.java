package io.onefold.bench.graph;

import io.onefold.model.run.Progress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Notes how long each task of a run took and how many units it did.
final class Stopwatch implements Progress {

    /// @param units rows, mostly
    record Lap(long units, double seconds) {
        double rate() {
            return units / seconds;
        }
    }

    final Map<String, Lap> laps = Collections.synchronizedMap(new LinkedHashMap<>());

    @Override
    public Task begin(String label, long total) {
        long begun = System.nanoTime();
        return new Task() {
            private long units;

            @Override
            public synchronized void add(long done) {
                units += done;
            }

            @Override
            public synchronized void close() {
                laps.put(label, new Lap(units, (System.nanoTime() - begun) / 1e9));
            }
        };
    }
}
