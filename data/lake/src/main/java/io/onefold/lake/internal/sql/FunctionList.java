package io.onefold.lake.internal.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// Texts that ship beside this package: lists of function names and the Spark macros.
final class FunctionList {

    private FunctionList() {}

    /// The words of a list; a line that starts with `--` is a remark.
    static Set<String> words(String resource) {
        return text(resource)
                .lines()
                .filter(line -> !line.startsWith("--"))
                .flatMap(line -> Arrays.stream(line.split(" ")))
                .filter(word -> !word.isBlank())
                .collect(Collectors.toUnmodifiableSet());
    }

    static String text(String resource) {
        try (InputStream in =
                Objects.requireNonNull(
                        FunctionList.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
