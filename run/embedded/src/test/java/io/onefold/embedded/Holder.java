package io.onefold.embedded;

import io.onefold.catalog.Settings;
import io.onefold.model.OnefoldException;
import io.onefold.model.run.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Another onefold process: it leases parts, says so, and holds them until its standard input ends.
final class Holder implements AutoCloseable {

    private final Process process;
    private final BufferedReader said;

    private Holder(Process process) {
        this.process = process;
        this.said =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /// @param prefix for example `setpriv …`
    /// @param classPath of the new JVM
    static Holder start(List<String> prefix, String classPath, Path var, Part... parts)
            throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-Donefold.home=" + TestParts.home(),
                        "-cp",
                        classPath,
                        Holder.class.getName(),
                        var.toString()));
        Arrays.stream(parts).map(Part::wireName).forEach(command::add);
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(var.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        if (!prefix.isEmpty()) {
            builder.environment().put("HOME", "/nonexistent");
            builder.environment().remove("XDG_CACHE_HOME");
        }
        return new Holder(builder.start());
    }

    static Holder start(Path var, Part... parts) throws IOException {
        return start(List.of(), System.getProperty("java.class.path"), var, parts);
    }

    /// Waits until it holds its parts, or says why not.
    String awaitAnswer() throws IOException {
        return String.valueOf(said.readLine());
    }

    long pid() {
        return process.pid();
    }

    /// Ends it as `kill -9` does.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// Lets it close its lease and end.
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
    }

    /// @param arguments the `var` folder, then the parts
    public static void main(String[] arguments) throws IOException {
        Path var = Path.of(arguments[0]);
        Set<Part> parts =
                Arrays.stream(arguments).skip(1).map(Part::parse).collect(Collectors.toSet());
        try (Lease _ =
                Parts.lease(Settings.of(var, System.getenv()), var, parts, Progress.SILENT)) {
            System.out.println("held");
            System.in.read();
        } catch (OnefoldException e) {
            System.out.println(e.code() + " " + e.getMessage());
        }
    }
}
