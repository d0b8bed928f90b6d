package io.onefold.embedded.internal;

import java.io.IOException;
import java.util.List;

/// How one kind of server is prepared, started and asked whether it is ready. It binds the loopback
/// interface only.
public interface PartServer {

    /// The part's name, for example `postgres`.
    String name();

    /// Unpacks the binaries and makes the data folder, whatever of it is not there yet.
    void prepare() throws IOException;

    /// Writes what the server reads at its start.
    default void configure(int port) throws IOException {}

    /// The command that becomes the server's process.
    List<String> command(int port);

    /// Whether the server answers now.
    ///
    /// @param record its process
    boolean isReady(ProcessRecord record);

    /// What is to be done once the server answers, each time it was started.
    default void onReady(int port) throws IOException {}

    /// The signal that ends the server cleanly.
    default String stopSignal() {
        return "TERM";
    }

    /// Whether a start that failed with these last words is worth another try on another port.
    boolean mayRetry(String lastWords);
}
