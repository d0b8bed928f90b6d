package io.onefold.catalog;

import static io.onefold.catalog.Fixture.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.model.DatasetName;
import io.onefold.model.TableName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A column that is excluded after it was loaded must leave the lake.
final class ExclusionsTest {

    private static final String SILO =
            """
            name: shop
            version: v1
            type: source
            source:
              kind: postgres
              tables:
                - {name: orders, key: [id]}
            """;
    private static final String WITHOUT_CARD =
            SILO.replace("key: [id]", "key: [id], exclude: {card_no: credential}");
    private static final DatasetName ORDERS = DatasetName.parse("shop.orders");
    private static final TableCommit COMMIT =
            new TableCommit(1, Instant.parse("2026-01-01T00:00:00Z"), null, null);

    private final Fixture fixture = new Fixture();
    private final Exclusions exclusions = fixture.catalog.exclusions();

    @BeforeEach
    void load() {
        fixture.apply(SILO);
        for (String layer : List.of("raw", "quarantine")) {
            register(layer + ".shop.orders", "id", "Card_No");
        }
        register("trusted.shop.orders", "id", "card_no");
        register("raw.shop.items", "id", "card_no");
        fixture.catalog
                .datasets()
                .registerDerived(
                        TableName.parse("features.cards"),
                        DatasetsTest.columns("card", "n"),
                        COMMIT,
                        new Lineage(
                                Map.of(
                                        "card",
                                        Set.of(
                                                new Lineage.Origin(
                                                        TableName.parse("trusted.shop.orders"),
                                                        "card_no")))));
    }

    @Test
    void nothingHasToGoBeforeAnythingIsExcluded() {
        assertThat(exclusions.pendingDrops()).isEmpty();
        assertThat(exclusions.of(ORDERS)).isEmpty();
    }

    @Test
    void anExcludedColumnMustLeaveEveryLayerAndWhatIsMadeOfIt() {
        fixture.apply(WITHOUT_CARD);

        assertThat(exclusions.of(ORDERS)).isEqualTo(Map.of("card_no", "credential"));
        assertThat(exclusions.pendingDrops())
                .containsExactly(
                        drop("features.cards", "card"),
                        drop("quarantine.shop.orders", "Card_No"),
                        drop("raw.shop.orders", "Card_No"),
                        drop("trusted.shop.orders", "card_no"));
    }

    @Test
    void anExclusionWrittenByHandCountsToo() {
        fixture.execute(
                """
                insert into control.field_exclusion_rule (source_id, table_name, column_name, reason)
                select source_id, 'orders', 'card_no', 'credential' from control.source_database""");

        assertThat(exclusions.pendingDrops()).hasSize(4);
    }

    @Test
    void aDropIsPendingUntilItIsMarkedDone() {
        fixture.apply(WITHOUT_CARD);
        PendingDrop raw = drop("raw.shop.orders", "Card_No");
        assertThat(exclusions.pendingDrops()).contains(raw);

        register("raw.shop.orders", "id");
        assertThat(exclusions.pendingDrops())
                .as("the column is gone, but snapshots may still hold it")
                .contains(raw);

        UUID run = UUID.randomUUID();
        exclusions.markDropped(raw, run, OPERATOR);
        assertThat(exclusions.pendingDrops()).hasSize(3).doesNotContain(raw);
        assertThat(
                        fixture.catalog
                                .audit()
                                .newest("raw.shop.orders.Card_No", 1)
                                .getFirst()
                                .event()
                                .details())
                .isEqualTo(
                        Map.of(
                                "reason",
                                "credential",
                                "dataset",
                                "shop.orders",
                                "run",
                                run.toString()));
    }

    @Test
    void anExclusionTakenBackInTimeDropsNothing() {
        fixture.apply(WITHOUT_CARD);
        assertThat(exclusions.pendingDrops()).hasSize(4);

        fixture.apply(SILO);
        assertThat(exclusions.pendingDrops()).isEmpty();
    }

    @Test
    void aRenamedTrustedColumnIsFoundThroughItsContract() {
        fixture.apply(
                """
                kind: DataContract
                apiVersion: v3.1.0
                id: orders
                version: 1.0.0
                status: active
                schema:
                  - physicalName: shop.orders
                    properties:
                      - {name: id, logicalType: string, primaryKey: true}
                      - {name: tail, logicalType: string, transformLogic: "right(card_no, 4)"}
                """);
        register("trusted.shop.orders", "id", "tail");
        fixture.execute(
                """
                insert into control.field_exclusion_rule (source_id, table_name, column_name, reason)
                select source_id, 'orders', 'card_no', 'credential' from control.source_database""");

        assertThat(exclusions.pendingDrops()).contains(drop("trusted.shop.orders", "tail"));
    }

    private void register(String table, String... columns) {
        fixture.catalog
                .datasets()
                .register(TableName.parse(table), DatasetsTest.columns(columns), COMMIT);
    }

    private static PendingDrop drop(String table, String column) {
        return new PendingDrop(TableName.parse(table), column, ORDERS, "credential");
    }
}
