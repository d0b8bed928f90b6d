package io.onefold.cli.internal.run;

import io.onefold.cli.internal.command.Home;
import io.onefold.cli.internal.command.Session;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.embedded.Parts;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The silos of the demo: made by `onefold generate`, a program of its own, while the parts start;
/// kept for the next time.
final class DemoSilos {

    /// The instant that everything in them is planted around.
    static final Instant AS_OF = Instant.parse("2025-11-03T00:00:00Z");

    private static final String INDEX = "silos.yaml";

    private final Path folder;
    private final Path making;
    private final @Nullable Process process;

    private DemoSilos(Path folder, Path making, @Nullable Process process) {
        this.folder = folder;
        this.making = making;
        this.process = process;
    }

    /// Begins to make them, unless they are there.
    static DemoSilos start(Terminal terminal, long seed, int scale) {
        Path demo = Parts.var(Session.settings(terminal)).resolve("demo");
        Path folder = demo.resolve("silos-seed-" + seed + "-scale-" + scale);
        Path making = demo.resolve(folder.getFileName() + ".making");
        if (Files.exists(folder.resolve(INDEX))) {
            return new DemoSilos(folder, making, null);
        }
        List<String> command =
                List.of(
                        Home.launcher(terminal).toString(),
                        "generate",
                        "all",
                        "--seed",
                        Long.toString(seed),
                        "--scale",
                        Integer.toString(scale),
                        "--as-of",
                        AS_OF.toString(),
                        "--out",
                        making.toString());
        try {
            Files.createDirectories(demo);
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            Thread.ofVirtual().start(() -> relay(process, terminal));
            return new DemoSilos(folder, making, process);
        } catch (IOException e) {
            throw new OnefoldException(
                    ErrorCode.INVALID_SETUP,
                    "`"
                            + String.join(" ", command)
                            + "` cannot be started ("
                            + e.getMessage()
                            + "); expected Onefold's launcher there; start the demo by ./onefold demo",
                    e);
        }
    }

    private static void relay(Process process, Terminal terminal) {
        try (BufferedReader words = process.inputReader(StandardCharsets.UTF_8)) {
            words.lines().forEach(terminal::say);
        } catch (IOException e) {
            terminal.say("generate: its words cannot be read: " + e.getMessage());
        }
    }

    /// The folder, once it is complete.
    ///
    /// @throws OnefoldException (RUN_FAILED) if the program failed
    Path await() {
        Process running = process;
        if (running == null) {
            return folder;
        }
        try {
            int exit = running.waitFor();
            if (exit != 0) {
                throw new OnefoldException(
                        ErrorCode.RUN_FAILED,
                        "the demo's silos could not be made (exit code "
                                + exit
                                + "); what was said of it stands above");
            }
            Files.move(making, folder, StandardCopyOption.ATOMIC_MOVE);
            return folder;
        } catch (InterruptedException e) {
            running.destroy();
            Thread.currentThread().interrupt();
            throw new OnefoldException(
                    ErrorCode.RUN_FAILED,
                    "the demo was interrupted while its silos were made; start it again",
                    e);
        } catch (IOException e) {
            throw new OnefoldException(
                    ErrorCode.INVALID_SETUP,
                    "the silos made in "
                            + making
                            + " cannot be moved to "
                            + folder
                            + "; expected this user's own folder; remove what is there and start the demo again",
                    e);
        }
    }
}
