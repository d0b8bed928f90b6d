package io.onefold.catalog;

import static io.onefold.catalog.Fixture.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What can be excluded and deleted, and what is still needed.
class GivingUpTest extends ApplyFixture {

    @Test
    void aTableThatAManifestStillNeedsCannotBeGivenUp() {
        fixture.apply(ALL);

        assertThatThrownBy(
                        () -> fixture.apply(SILO.replace("    - {name: items, key: [id]}\n", "")))
                .isInstanceOfSatisfying(
                        OnefoldException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
                .hasMessageContaining("graph shops: there is no dataset 'shop.items'");
        assertThat(catalog.source("shop").find("items")).isPresent();
    }

    @Test
    void aColumnThatAnAppliedManifestNeedsCannotBeExcluded() {
        fixture.apply(ALL);

        assertThatThrownBy(
                        () ->
                                fixture.apply(
                                        SILO.replace(
                                                "{name: items, key: [id]}",
                                                "{name: items, key: [id], exclude: {order_id: x}}")))
                .hasMessageContaining(
                        "graph shops needs column 'order_id' of shop.items, which is excluded");
    }

    @Test
    void aSourceInUseIsNotDeletedUnlessForced() {
        fixture.apply(ALL);

        assertThatThrownBy(() -> catalog.delete(ManifestType.SOURCE, "shop", false, OPERATOR))
                .isInstanceOfSatisfying(
                        OnefoldException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
                .hasMessageContaining("source shop is still used by graph shops, workflow nightly");
        assertThat(catalog.audit().newest("source shop", 1).getFirst().event().outcome())
                .isEqualTo("refused");

        catalog.delete(ManifestType.SOURCE, "shop", true, OPERATOR);

        assertThat(catalog.get(ManifestType.SOURCE, null)).isEmpty();
        assertThat(catalog.source("shop").active())
                .as("the graph's mappings still point to it")
                .isFalse();
        assertThat(catalog.source("shop").tables()).isEmpty();
        assertThat(catalog.revisions(ManifestType.SOURCE, "shop").getLast().action())
                .isEqualTo("deleted");
        assertThat(catalog.audit().verify(List.of()).brokenLink()).isEmpty();

        assertThat(fixture.apply(SILO))
                .extracting(Change::toString)
                .containsExactly("source shop created");
        assertThat(catalog.source("shop").active()).isTrue();
        assertThat(catalog.source("shop").tables()).hasSize(2);
    }

    @Test
    void whatNobodyUsesIsDeletedWithItsRows() {
        fixture.apply(ALL);

        catalog.delete(ManifestType.WORKFLOW, "nightly", false, OPERATOR);
        catalog.delete(ManifestType.GRAPH, "shops", false, OPERATOR);
        catalog.delete(ManifestType.SOURCE, "shop", false, OPERATOR);

        assertThat(catalog.get(null, null)).isEmpty();
        for (String table :
                List.of(
                        "source_database",
                        "source_table",
                        "node_label_mapping",
                        "relationship_mapping",
                        "workflow",
                        "manifest_row")) {
            assertThat(fixture.value("select count(*) from control." + table))
                    .as(table)
                    .isEqualTo("0");
        }
        assertThatThrownBy(() -> catalog.delete(ManifestType.SOURCE, "shopp", false, OPERATOR))
                .isInstanceOfSatisfying(
                        OnefoldException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }
}
