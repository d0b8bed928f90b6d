package io.onefold.cli.internal.serve;

import io.onefold.pipeline.DataPath;
import io.onefold.server.Health;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Whether a part answers.
///
/// @param part its name
/// @param probe asks it
record PartHealth(String part, BooleanSupplier probe) implements Health {

    private static final int BOLT_PORT = 7687;
    private static final int TIMEOUT_MILLIS = 1_500;

    /// The parts that a path leans on.
    static List<Health> of(DataPath path) {
        return List.of(
                new PartHealth("postgres", path::controlAnswers),
                new PartHealth("neo4j", () -> accepts(path.connections().graph().uri())));
    }

    @Override
    public boolean answers() {
        return probe.getAsBoolean();
    }

    private static boolean accepts(String bolt) {
        URI uri = URI.create(bolt);
        int port = uri.getPort() < 0 ? BOLT_PORT : uri.getPort();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(uri.getHost(), port), TIMEOUT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
