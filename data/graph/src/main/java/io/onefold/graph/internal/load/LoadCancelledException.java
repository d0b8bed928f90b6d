package io.onefold.graph.internal.load;

/// Somebody asked the load to stop.
final class LoadCancelledException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LoadCancelledException() {
        super("the load was asked to stop; run it again to go on");
    }
}
