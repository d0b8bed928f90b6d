package io.onefold.graph.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.catalog.ManifestSet;
import io.onefold.catalog.Manifests;
import io.onefold.catalog.ReadOptions;
import io.onefold.catalog.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What ships as metadata is valid by the catalog's own rules.
class ShippedManifestsTest {

    @Test
    void theCustomer360HasNoFinding() {
        Path folder = QueryLibraryTest.shipped().resolveSibling("customer-360");

        ManifestSet set =
                new Manifests(Settings.of(folder, Map.of()))
                        .read(List.of(folder), ReadOptions.DEFAULT);

        assertThat(set.findings()).isEmpty();
        assertThat(set.openReferences()).isEmpty();
        assertThat(set.manifests()).hasSize(14);
    }
}
