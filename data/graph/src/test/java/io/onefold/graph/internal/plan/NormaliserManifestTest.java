package io.onefold.graph.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.catalog.ManifestSet;
import io.onefold.catalog.Manifests;
import io.onefold.catalog.ReadOptions;
import io.onefold.catalog.Settings;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Manifests may name every normaliser there is, and no other.
final class NormaliserManifestTest {

    @ParameterizedTest
    @EnumSource
    void everyNormaliserMayBeWritten(Normaliser normaliser) {
        assertThat(read(normaliser.wireName()).requireValid().manifests()).hasSize(1);
    }

    @Test
    void anotherWordIsNamedAsAFault() {
        assertThat(read("shout").findings()).hasSize(1);
    }

    private static ManifestSet read(String normaliser) {
        return new Manifests(Settings.of(Path.of("."), Map.of()))
                .readText(
                        "graph.yaml",
                        """
                        name: g
                        version: v1
                        type: graph
                        graph:
                          nodes:
                            - {dataset: s.a, label: A, key: [id]}
                            - {dataset: s.b, label: B, key: [id]}
                          relationships:
                            - {type: KNOWS, from: A(mail), to: B(mail), normaliser: %s}
                        """
                                .formatted(normaliser),
                        ReadOptions.DEFAULT);
    }
}
