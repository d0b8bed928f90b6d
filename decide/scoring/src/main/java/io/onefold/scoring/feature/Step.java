package io.onefold.scoring.feature;

/// A piece of a compiled plan: writes one or a few features to their places.
@FunctionalInterface
interface Step {

    /// Reads, without a branch between, the memory that [#write] will read. Waiting for memory is
    /// most of what a vector costs, and reads that do not depend on each other are waited for at
    /// once.
    ///
    /// @return a number without meaning, which keeps the reads from being left out
    default long touch(Reading reading) {
        return 0;
    }

    void write(Reading reading, double[] out);
}
