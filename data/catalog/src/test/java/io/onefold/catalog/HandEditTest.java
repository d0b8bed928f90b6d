package io.onefold.catalog;

import static io.onefold.catalog.Fixture.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.onefold.catalog.Change.HeldEdit;
import io.onefold.catalog.Change.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Rows of the control database that somebody edits beside the manifests.
class HandEditTest extends ApplyFixture {

    @Test
    void aRowEditedByHandHoldsAndIsShownUntilTheManifestIsTaken() {
        fixture.apply(ALL);
        fixture.execute(
                "update control.source_table set watermark_column = 'changed_at' where table_name = 'orders'");
        fixture.execute(
                "update control.node_label_mapping set is_active = false where node_label = 'Thing'");

        assertThat(catalog.source("shop").table("orders").watermark()).isEqualTo("changed_at");
        assertThat(catalog.graph("shops").nodes("Thing")).isEmpty();

        List<Change> held = fixture.apply(ALL);
        assertThat(held)
                .allSatisfy(change -> assertThat(change.outcome()).isEqualTo(Outcome.UNCHANGED));
        assertThat(held.getFirst().held())
                .containsExactly(
                        new HeldEdit(
                                "source_table {\"source_name\":\"shop\",\"table_name\":\"orders\"}",
                                "watermark_column",
                                "\"changed_at\"",
                                "null",
                                false));
        assertThat(held.getFirst().held().getFirst().toString()).contains("--take-manifest");
        assertThat(held.get(1).held()).extracting(HeldEdit::column).containsExactly("is_active");
        assertThat(catalog.source("shop").table("orders").watermark()).isEqualTo("changed_at");

        List<Change> taken =
                catalog.apply(fixture.text(ALL), new ApplyOptions(false, true), OPERATOR);
        assertThat(taken.getFirst().outcome()).isEqualTo(Outcome.CONFIGURED);
        assertThat(taken.getFirst().held().getFirst().overwritten()).isTrue();
        assertThat(catalog.source("shop").table("orders").watermark()).isNull();
        assertThat(catalog.graph("shops").nodes("Thing")).hasSize(1);
        assertThat(fixture.apply(ALL)).allSatisfy(change -> assertThat(change.held()).isEmpty());
    }

    @Test
    void aHandEditOfOneRowLetsTheManifestChangeTheOthers() {
        fixture.apply(SILO);
        fixture.execute("update control.source_database set zone = 'Europe/Prague'");

        List<Change> changes =
                fixture.apply(SILO.replace("{name: items, key: [id]}", "{name: items, key: [no]}"));

        assertThat(catalog.source("shop").zone()).hasToString("Europe/Prague");
        assertThat(catalog.source("shop").table("items").key()).containsExactly("no");
        assertThat(changes.getFirst().held()).extracting(HeldEdit::column).containsExactly("zone");
    }

    @Test
    void aRowDeletedByHandStaysDeletedUntilTheManifestIsTaken() {
        fixture.apply(ALL);
        fixture.execute("delete from control.relationship_mapping");

        assertThat(fixture.apply(ALL).get(1).held())
                .extracting(HeldEdit::edited)
                .containsExactly("");
        assertThat(catalog.graph("shops").relationships()).isEmpty();

        catalog.apply(fixture.text(ALL), new ApplyOptions(false, true), OPERATOR);
        assertThat(catalog.graph("shops").relationships()).hasSize(1);
    }

    @Test
    void aRowAddedByHandHoldsWithoutAManifest() {
        fixture.apply(ALL);
        fixture.execute(
                """
                insert into control.field_exclusion_rule (source_id, table_name, column_name, reason)
                select source_id, 'items', 'cost', 'not ours to keep' from control.source_database""");

        assertThat(catalog.source("shop").table("items").exclude())
                .containsEntry("cost", "not ours to keep");
        assertThat(fixture.apply(ALL)).allSatisfy(change -> assertThat(change.held()).isEmpty());
        assertThat(catalog.source("shop").table("items").exclude()).containsKey("cost");
    }

    @Test
    void aRowWhoseKeyIsEditedByHandIsTheSameRowUntilTheManifestIsTaken() {
        fixture.apply(ALL);
        fixture.execute("update control.relationship_mapping set from_columns = '{number}'");

        assertThat(fixture.apply(ALL).get(1).held())
                .extracting(HeldEdit::column, HeldEdit::edited, HeldEdit::manifest)
                .containsExactly(tuple("from_columns", "[\"number\"]", "[\"id\"]"));
        assertThat(fromColumns()).containsExactly(List.of("number"));

        catalog.apply(fixture.text(ALL), new ApplyOptions(false, true), OPERATOR);
        assertThat(fromColumns()).containsExactly(List.of("id"));
        assertThat(fixture.apply(ALL)).allSatisfy(change -> assertThat(change.held()).isEmpty());
    }

    @Test
    void aRowWhoseKeyIsEditedByHandGoesWithItsManifest() {
        String without = GRAPH.substring(0, GRAPH.indexOf("  relationships:"));
        fixture.apply(ALL);
        fixture.execute("update control.relationship_mapping set to_columns = '{number}'");

        fixture.apply(ALL.replace(GRAPH, without));
        assertThat(fromColumns()).hasSize(1);
        catalog.apply(
                fixture.text(ALL.replace(GRAPH, without)), new ApplyOptions(false, true), OPERATOR);
        assertThat(fromColumns()).isEmpty();
    }

    @Test
    void aRowThatIsEditedIntoAnotherOfTheManifestsRowsIsThatOne() {
        String two =
                ALL.replace(
                        "Item(order_id)}",
                        "Item(order_id)}\n    - {type: HAS, from: Order(no), to: Item(order_id)}");
        fixture.apply(two);
        fixture.execute("delete from control.relationship_mapping where from_columns = '{no}'");
        fixture.execute("update control.relationship_mapping set from_columns = '{no}'");

        catalog.apply(fixture.text(two), new ApplyOptions(false, true), OPERATOR);

        assertThat(fromColumns()).containsExactlyInAnyOrder(List.of("id"), List.of("no"));
    }

    private List<List<String>> fromColumns() {
        return catalog.graph("shops").relationships().stream()
                .map(relationship -> relationship.from().columns())
                .toList();
    }
}
