package io.onefold.bench.load;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/// A process that sends loads to a server of this machine, one after the other.
public final class LoadProcess implements AutoCloseable {

    private final Process process;
    private final PrintWriter plans;
    private final BufferedReader outcomes;

    private LoadProcess(Process process) {
        this.process = process;
        this.plans = new PrintWriter(process.outputWriter(StandardCharsets.US_ASCII), true);
        this.outcomes = process.inputReader(StandardCharsets.US_ASCII);
    }

    /// Starts it with nothing on its class path but what it needs.
    public static LoadProcess start(int port, String token) throws IOException {
        String classPath =
                Stream.of(LoadProgram.class, Histogram.class)
                        .map(LoadProcess::home)
                        .collect(Collectors.joining(File.pathSeparator));
        LoadProcess load =
                new LoadProcess(
                        new ProcessBuilder(
                                        List.of(
                                                Path.of(
                                                                System.getProperty("java.home"),
                                                                "bin",
                                                                "java")
                                                        .toString(),
                                                "-Xmx256m",
                                                "-XX:+UseSerialGC",
                                                "-cp",
                                                classPath,
                                                LoadProgram.class.getName()))
                                .redirectError(ProcessBuilder.Redirect.INHERIT)
                                .start());
        load.plans.println(port + " " + token);
        return load;
    }

    private static String home(Class<?> type) {
        try {
            URI at = type.getProtectionDomain().getCodeSource().getLocation().toURI();
            return Path.of(at).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class path has no such place", e);
        }
    }

    /// Sends a load and waits for its end.
    public Outcome send(Plan plan) throws IOException {
        plans.println(plan.line());
        String line = outcomes.readLine();
        if (line == null) {
            throw new OnefoldException(
                    ErrorCode.UNAVAILABLE,
                    "the process that sends the load ended; what it said stands above");
        }
        return Outcome.parse(line);
    }

    @Override
    public void close() {
        plans.close();
        process.destroy();
    }
}
