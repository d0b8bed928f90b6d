package io.onefold.ingest.internal.postgres;

/// A value has no place in the lake's type of its column.
final class Misfit extends Exception {

    Misfit() {
        super("a value does not fit the lake's type of its column");
    }
}
