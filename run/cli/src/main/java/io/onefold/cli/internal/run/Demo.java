package io.onefold.cli.internal.run;

import io.onefold.catalog.ApplyOptions;
import io.onefold.catalog.ManifestSet;
import io.onefold.catalog.Manifests;
import io.onefold.catalog.ReadOptions;
import io.onefold.cli.internal.command.Home;
import io.onefold.cli.internal.command.OutputOptions;
import io.onefold.cli.internal.command.Session;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.cli.internal.read.QueryCommand;
import io.onefold.cli.internal.serve.Serving;
import io.onefold.embedded.Part;
import io.onefold.embedded.SiloLoader;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Principal;
import io.onefold.pipeline.RunSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `onefold demo`
@Command(
        name = "demo",
        description = {
            "Makes silos with known answers, loads them, runs the path, asks every query both ways,",
            "and serves the result until it is interrupted."
        },
        mixinStandardHelpOptions = true)
public final class Demo implements Callable<Integer> {

    private static final String WORKFLOW = "customer-360";
    private static final Instant AS_OF = Instant.parse("2025-11-03T00:00:00Z");
    private static final Map<String, String> PARAMETERS = Map.of("email", "john.smith@email.com");

    private final Terminal terminal;

    @Option(names = "--once", description = "stop after the answers instead of serving")
    private boolean once;

    @Option(names = "--seed", defaultValue = "42", description = "seed of the silos (default: 42)")
    private long seed = 42;

    @Option(
            names = "--scale",
            paramLabel = "K",
            defaultValue = "1",
            description = "size of the silos (default: 1)")
    private int scale = 1;

    @Option(names = "--port", defaultValue = "8000", description = "the port (default: 8000)")
    private int port = 8000;

    @Mixin private final OutputOptions output = new OutputOptions();

    Demo(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Session session = Session.open(terminal, EnumSet.allOf(Part.class))) {
            Path silos =
                    session.path()
                            .var()
                            .resolve("demo")
                            .resolve("silos-seed-" + seed + "-scale-" + scale);
            generate(silos);
            SiloLoader.load(silos, session.lease(), terminal.progress());
            Principal operator = Principal.localOperator(System.getProperty("user.name", "local"));
            apply(session, operator);
            RunSummary summary =
                    session.path().pipeline().run(WORKFLOW, operator, terminal.progress());
            new SummaryTable(summary).print(output, terminal);
            summary.requireSucceeded();
            int exit =
                    QueryCommand.verifyAll(
                            session.path().queries(Home.queries(terminal)),
                            PARAMETERS,
                            operator,
                            AS_OF,
                            output,
                            terminal);
            if (!once) {
                terminal.say("`onefold token` prints a token for the API; its page is /docs");
                Serving.untilInterrupted(session, terminal, port, false);
            }
            return exit;
        }
    }

    private void apply(Session session, Principal operator) {
        ManifestSet shipped =
                new Manifests(session.path().settings())
                        .read(
                                List.of(Home.folder(terminal).resolve("manifests")),
                                new ReadOptions(true, "public", Map.of(), false));
        session.path().catalog().apply(shipped, ApplyOptions.DEFAULT, operator);
    }

    /// Makes the silos in a folder beside the wanted one and renames it when it is complete.
    private void generate(Path silos) {
        if (Files.isDirectory(silos)) {
            return;
        }
        Path making = silos.resolveSibling(silos.getFileName() + ".making");
        terminal.say("making silos, seed " + seed + ", scale " + scale);
        start(
                List.of(
                        Home.launcher(terminal).toString(),
                        "generate",
                        "all",
                        "--seed",
                        Long.toString(seed),
                        "--scale",
                        Integer.toString(scale),
                        "--out",
                        making.toString()));
        try {
            Files.move(making, silos);
        } catch (IOException e) {
            throw new OnefoldException(
                    ErrorCode.INVALID_SETUP,
                    "silos made in " + making + " cannot be moved to " + silos + ": " + e,
                    e);
        }
    }

    private static void start(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            int exit = process.waitFor();
            if (exit != 0) {
                throw new OnefoldException(
                        ErrorCode.RUN_FAILED,
                        "`"
                                + String.join(" ", command)
                                + "` ended with exit code "
                                + exit
                                + "; its message stands above");
            }
        } catch (IOException e) {
            throw new OnefoldException(
                    ErrorCode.INVALID_SETUP,
                    "`" + String.join(" ", command) + "` cannot be started: " + e.getMessage(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OnefoldException(
                    ErrorCode.RUN_FAILED, "interrupted while silos were made", e);
        }
    }
}
