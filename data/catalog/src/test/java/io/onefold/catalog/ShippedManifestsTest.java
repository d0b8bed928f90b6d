package io.onefold.catalog;

import static io.onefold.catalog.Fixture.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What ships as metadata is in order.
final class ShippedManifestsTest {

    private static final Path SHIPPED = Path.of("../../manifests");

    @Test
    void nothingIsFoundInWhatShipsAndItAppliesTwice() {
        assertThat(Files.isDirectory(SHIPPED)).isTrue();
        Fixture fixture = new Fixture();
        Manifests manifests = new Manifests(Settings.of(Path.of(""), Map.of()));

        ManifestSet set =
                manifests.read(List.of(SHIPPED), new ReadOptions(true, "public", Map.of(), false));

        assertThat(set.findings()).isEmpty();
        assertThat(set.openReferences())
                .as("only roles come with the catalog itself")
                .allSatisfy(open -> assertThat(open.kind()).isEqualTo(ReferenceKind.ROLE));
        assertThat(fixture.catalog.check(set)).isEmpty();
        fixture.catalog.apply(set, ApplyOptions.DEFAULT, OPERATOR);
        assertThat(fixture.catalog.apply(set, ApplyOptions.DEFAULT, OPERATOR))
                .hasSameSizeAs(set.manifests())
                .allSatisfy(
                        change -> assertThat(change.outcome()).isEqualTo(Change.Outcome.UNCHANGED));
        assertThat(fixture.catalog.get(null, null))
                .hasSameSizeAs(set.manifests())
                .allSatisfy(entry -> assertThat(entry.status()).isEqualTo("active"));
        assertThat(fixture.catalog.get(ManifestType.parse("queries"), null)).isNotEmpty();
    }
}
