package io.onefold.catalog;

import static io.onefold.catalog.Fixture.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.model.DatasetName;
import io.onefold.model.OnefoldException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Histories of payments: what a manifest says is what is read, and what cannot be is told.
class FraudHistoryTest extends ApplyFixture {

    private static final String HISTORY =
            """
            name: orders
            version: v1
            type: fraud-history
            fraud_history:
              dataset: shop.orders
              transaction: id
              time: ordered_at
              amount: total
              entities: {user: buyer, merchant: seller}
              request: {channel: way}
              label: {column: charged_back, fraud: ["yes"], delay: P7D}
            """;

    @Test
    void aHistoryIsReadAsItsManifestSays() {
        fixture.apply(SILO + "---\n" + HISTORY);

        FraudHistorySpec history = catalog.fraudHistory("orders");

        assertThat(history.dataset()).isEqualTo(DatasetName.parse("shop.orders"));
        assertThat(history.fraudType()).isEqualTo("credit_card");
        assertThat(history.entities()).isEqualTo(Map.of("user", "buyer", "merchant", "seller"));
        assertThat(history.label().frauds()).containsExactly("yes");
        assertThat(history.label().delay()).isEqualTo(Duration.ofDays(7));
        assertThat(history.columns().values())
                .containsExactly(
                        "id", "ordered_at", "total", "buyer", "seller", "way", "charged_back");
        assertThat(catalog.get(ManifestType.parse("fraud-histories"), null))
                .extracting(CatalogEntry::status)
                .containsExactly("active");
    }

    @Test
    void aMisspeltHistoryIsNamed() {
        fixture.apply(SILO + "---\n" + HISTORY);

        assertThatThrownBy(() -> catalog.fraudHistory("order"))
                .hasMessageContaining("no fraud-history 'order'; did you mean 'orders'?");
    }

    @Test
    void aSourceThatAHistoryReadsIsInUse() {
        fixture.apply(SILO + "---\n" + HISTORY);

        assertThatThrownBy(() -> catalog.delete(ManifestType.SOURCE, "shop", false, OPERATOR))
                .hasMessageContaining("source shop is still used by fraud-history orders");
    }

    @Test
    void aLabelIsKnownAtOneTime() {
        assertRefused(HISTORY.replace(", delay: P7D", ""), "not at all");
        assertRefused(HISTORY.replace("delay:", "known_at: seen, delay:"), "twice");
        assertRefused(HISTORY.replace("P7D", "a week"), "an ISO 8601 duration");
    }

    @Test
    void theKindOfFraudIsSaidOnce() {
        fixture.apply(SILO + "---\n" + HISTORY.replace("  time:", "  type_column: kind\n  time:"));

        assertThat(catalog.fraudHistory("orders").typeColumn()).isEqualTo("kind");
        assertThat(catalog.fraudHistory("orders").fraudType()).isNull();
        assertRefused(
                HISTORY.replace("  time:", "  fraud_type: merchant\n  type_column: k\n  time:"),
                "said twice");
    }

    @Test
    void anEntityThatIsNoneAndHalfAPlaceAreRefused() {
        assertRefused(HISTORY.replace("merchant:", "merchants:"), "merchants");
        assertRefused(HISTORY.replace("  time:", "  latitude: lat\n  time:"), "both columns");
        assertRefused(HISTORY.replace("user: buyer, ", ""), "user");
    }

    private void assertRefused(String manifest, String words) {
        assertThatThrownBy(() -> fixture.apply(SILO + "---\n" + manifest))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining(words);
    }
}
