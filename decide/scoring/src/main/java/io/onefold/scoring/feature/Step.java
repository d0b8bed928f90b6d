package io.onefold.scoring.feature;

/// A piece of a compiled plan: writes one or a few features to their places.
@FunctionalInterface
interface Step {

    void write(Reading reading, double[] out);
}
