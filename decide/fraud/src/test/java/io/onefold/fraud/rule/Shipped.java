package io.onefold.fraud.rule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.json.JsonMapper;

/// The manifests that ship under manifests/fraud.
public final class Shipped {

    private Shipped() {}

    /// @param name of the manifest
    /// @param description what it says of itself
    /// @param body as JSON
    public record Body(String name, String description, String body) {}

    public static List<Body> rules() {
        return read("rule");
    }

    public static List<Body> policies() {
        return read("policy");
    }

    private static List<Body> read(String kind) {
        Path folder = Path.of(System.getProperty("onefold.root"), "manifests", "fraud");
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith("." + kind + ".yaml"))
                    .sorted()
                    .map(file -> body(file, "fraud_" + kind))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Body body(Path file, String key) {
        try {
            Map<?, ?> manifest =
                    (Map<?, ?>)
                            new Load(LoadSettings.builder().build())
                                    .loadFromString(Files.readString(file));
            return new Body(
                    String.valueOf(manifest.get("name")),
                    String.valueOf(manifest.get("description")),
                    new JsonMapper().writeValueAsString(manifest.get(key)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
