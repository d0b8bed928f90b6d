package io.onefold.graph;

import io.onefold.catalog.BoltAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A graph server that Onefold itself starts and stops, so that its store can be written while it
/// stands still.
public interface OwnServer {

    /// Stops the server in an orderly way and waits until its files are free.
    ///
    /// @throws io.onefold.model.OnefoldException (CONFLICT) if somebody else needs it to run
    void stop();

    /// Starts the server and waits until it answers.
    ///
    /// @return where it listens now
    BoltAddress start();

    /// How the server's admin tool is run on its store.
    AdminTool adminTool();

    /// A program that is run while the server stands still.
    ///
    /// @param command the program with its first arguments; further ones are appended
    /// @param environment variables set beside those of this process
    /// @param log where its output goes
    record AdminTool(List<String> command, Map<String, String> environment, Path log) {
        public AdminTool {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
        }
    }
}
