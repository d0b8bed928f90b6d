package io.onefold.synth.internal.output;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/// Files that come with the program.
public final class Resources {

    private Resources() {}

    /// The bytes of a file that lies beside a class.
    public static byte[] read(Class<?> beside, String name) {
        try (InputStream in = Objects.requireNonNull(beside.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the packaged file " + name, e);
        }
    }
}
