package io.onefold.cli.internal.serve;

import io.onefold.cli.internal.command.Session;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.embedded.Part;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `onefold serve`
@Command(
        name = "serve",
        description =
                "Serves the catalog, the lake and the graph over HTTP until it is interrupted.",
        mixinStandardHelpOptions = true)
public final class Serve implements Callable<Integer> {

    static final int PORT = 8000;

    private final Terminal terminal;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8000",
            description = "the port (default: 8000)")
    private int port = PORT;

    @Option(
            names = "--no-auth",
            description = "ask nobody for a token; listens on the loopback interface only")
    private boolean open;

    Serve(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Session session = Session.open(terminal, EnumSet.allOf(Part.class))) {
            Serving.untilInterrupted(session, terminal, port, open);
            return 0;
        }
    }
}
