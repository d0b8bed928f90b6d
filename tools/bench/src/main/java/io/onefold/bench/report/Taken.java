package io.onefold.bench.report;

/// What one measurement of one side took.
///
/// @param heapBytesPeak the most heap that was in use meanwhile
public record Taken(double seconds, long heapBytesPeak) {

    /// What is measured.
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    /// Does the work and takes its time.
    public static Taken by(Work work) throws Exception {
        try (HeapPeak heap = new HeapPeak()) {
            long began = System.nanoTime();
            work.run();
            double seconds = (System.nanoTime() - began) / 1e9;
            return new Taken(seconds, heap.bytes());
        }
    }
}
