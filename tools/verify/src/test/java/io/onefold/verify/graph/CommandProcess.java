package io.onefold.verify.graph;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// `onefold …` in a process of its own, so that it can be killed and its exit code seen.
record CommandProcess(Process process, Path out, Path err) {

    /// @param folder the working folder; `var` lies in it
    static CommandProcess start(Path folder, Map<String, String> environment, String... words) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-Donefold.home=" + GeneratedSilos.repository(""),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "io.onefold.cli.Main"));
        command.addAll(List.of(words));
        String name = "command-" + UUID.randomUUID();
        Path out = folder.resolve(name + ".out");
        Path err = folder.resolve(name + ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().remove("ONEFOLD_VAR");
        builder.environment().putAll(environment);
        try {
            return new CommandProcess(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static CommandProcess run(Path folder, String... words) {
        CommandProcess command = start(folder, Map.of(), words);
        command.exit();
        return command;
    }

    /// Waits for its end.
    int exit() {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String said() {
        try {
            return Files.readString(out) + Files.readString(err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
