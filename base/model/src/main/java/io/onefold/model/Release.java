package io.onefold.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/// Which Onefold this is, as the build knows it.
public final class Release {

    private static final String FILE = "release.properties";
    private static final String VERSION = read();

    private Release() {}

    /// For example `0.1.0`; `0.1.0-SNAPSHOT` before that is released.
    public static String version() {
        return VERSION;
    }

    private static String read() {
        try (InputStream stream = Release.class.getResourceAsStream(FILE)) {
            if (stream == null) {
                throw new IllegalStateException(FILE + " is not in the build");
            }
            Properties properties = new Properties();
            properties.load(stream);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
