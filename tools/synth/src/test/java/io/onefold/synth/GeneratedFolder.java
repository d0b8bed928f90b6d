package io.onefold.synth;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.synth.internal.GenerateCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A folder made by the program, run in this process.
record GeneratedFolder(Path path) {

    static GeneratedFolder streaming(Path path, String... options) {
        return of("streaming", path, options);
    }

    static GeneratedFolder of(String command, Path path, String... options) {
        List<String> arguments = new ArrayList<>(List.of(command, "--out", path.toString()));
        arguments.addAll(List.of(options));
        Outcome outcome = run(arguments.toArray(String[]::new));
        assertThat(outcome.exitCode()).as(outcome.messages()).isZero();
        return new GeneratedFolder(path);
    }

    static Outcome run(String... arguments) {
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(messages, true, StandardCharsets.UTF_8)) {
            int exitCode = new GenerateCommand(out, false, InstantSource.system()).run(arguments);
            return new Outcome(exitCode, messages.toString(StandardCharsets.UTF_8));
        }
    }

    record Outcome(int exitCode, String messages) {}

    String text(String file) {
        try {
            return Files.readString(path.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// File → SHA-256 of its bytes.
    SortedMap<String, String> hashes() {
        SortedMap<String, String> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                hashes.put(path.relativize(file).toString(), HexFormat.of().formatHex(hash));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        return hashes;
    }
}
