package io.onefold.graph;

import java.util.List;
import java.util.function.Consumer;

/// A graph server that Onefold itself starts and stops, so that its store can be written while it
/// stands still.
@FunctionalInterface
public interface OwnServer {

    /// Stops the server in an orderly way, lets its store be worked on, and starts it again at the
    /// same address, also when the work fails.
    ///
    /// @throws io.onefold.model.OnefoldException (CONFLICT) if somebody else needs it to run,
    ///   (INVALID_INPUT) if it is not a server of our own after all
    void whileStopped(Consumer<AdminTool> work);

    /// The server's admin tool, a process of its own.
    @FunctionalInterface
    interface AdminTool {

        /// Runs the tool on the server's store.
        ///
        /// @param arguments for example `database`, `import`, `full`, …
        /// @return the last of what it said
        /// @throws io.onefold.model.OnefoldException (UNAVAILABLE) if it fails
        String run(List<String> arguments);
    }
}
