package io.onefold.catalog;

import static io.onefold.catalog.Fixture.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.catalog.Change.Difference;
import io.onefold.catalog.Change.HeldEdit;
import io.onefold.catalog.Change.Outcome;
import io.onefold.model.ErrorCode;
import io.onefold.model.Finding;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// Manifests against a control database that others change too.
final class ApplyTest {

    private static final String SILO =
            """
            name: shop
            version: v1
            type: source
            source:
              kind: postgres
              zone: UTC
              tables:
                - {name: orders, key: [id], tags: {mail: [PII.Email]}}
                - {name: items, key: [id]}
            """;
    private static final String GRAPH =
            """
            name: shops
            version: v1
            type: graph
            graph:
              nodes:
                - {dataset: shop.orders, label: Order, key: [id]}
                - {dataset: shop.items, label: Item, key: [id]}
                - {dataset: shop.items, label: Thing, key: [id]}
              relationships:
                - {type: HAS, from: Order(id), to: Item(order_id)}
            """;
    private static final String WORKFLOW =
            """
            name: nightly
            version: v1
            type: workflow
            workflow:
              dag:
                - {name: all, spec: {stack: "path:1.0", stackSpec: {sources: [shop], graph: shops}}}
            """;
    private static final String ALL = String.join("---\n", WORKFLOW, GRAPH, SILO);

    private final Fixture fixture = new Fixture();
    private final Catalog catalog = fixture.catalog;

    @Test
    void aChangedManifestGivesARevisionWithItsDifferences() {
        fixture.apply(SILO);

        List<Change> changes =
                fixture.apply(
                        SILO.replace("zone: UTC", "zone: Asia/Kolkata\n  drift: add")
                                .replace(
                                        "    - {name: items, key: [id]}",
                                        "    - {name: lines, key: [id]}\n    - {name: items, key: [no]}"));

        assertThat(changes)
                .singleElement()
                .satisfies(
                        change -> {
                            assertThat(change.outcome()).isEqualTo(Outcome.CONFIGURED);
                            assertThat(change.revision()).isEqualTo(2);
                            assertThat(change.differences())
                                    .containsExactlyInAnyOrder(
                                            new Difference(
                                                    "source.zone", "\"UTC\"", "\"Asia/Kolkata\""),
                                            new Difference("source.drift", "", "\"add\""),
                                            new Difference(
                                                    "source.tables[items].key[0]",
                                                    "\"id\"",
                                                    "\"no\""),
                                            new Difference(
                                                    "source.tables[lines]",
                                                    "",
                                                    "{\"name\":\"lines\",\"key\":[\"id\"]}"));
                        });
        assertThat(catalog.source("shop").table("items").key()).containsExactly("no");
        assertThat(catalog.revisions(ManifestType.SOURCE, "shop"))
                .extracting(Revision::number, Revision::action, Revision::appliedBy)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, "created", "tester"),
                        org.assertj.core.groups.Tuple.tuple(2, "configured", "tester"));
    }

    @Test
    void aDryRunTellsAndKeepsNothing() {
        fixture.apply(SILO);
        String before =
                fixture.value(
                        "select count(*) || '/' || (select count(*) from audit.event) from control.manifest_revision");

        List<Change> changes =
                catalog.apply(
                        fixture.text(SILO.replace("UTC", "Asia/Kolkata") + "---\n" + GRAPH),
                        ApplyOptions.DRY_RUN,
                        OPERATOR);

        assertThat(changes)
                .extracting(Change::toString)
                .containsExactly("source shop configured", "graph shops created");
        assertThat(changes.getFirst().differences())
                .extracting(Difference::toString)
                .containsExactly("~ source.zone: \"UTC\" → \"Asia/Kolkata\"");
        assertThat(
                        fixture.value(
                                "select count(*) || '/' || (select count(*) from audit.event) from control.manifest_revision"))
                .isEqualTo(before);
        assertThat(catalog.source("shop").zone()).hasToString("UTC");
        assertThat(catalog.graphs()).isEmpty();
    }

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
    void twoManifestsMayAskForTheSameExclusion() {
        fixture.apply(
                SILO.replace(
                                "{name: items, key: [id]}",
                                "{name: items, key: [id], exclude: {cost: secret}}")
                        + "---\n"
                        + GRAPH.replace(
                                "label: Item, key: [id]",
                                "label: Item, key: [id], exclude: {cost: private}"));
        assertThat(catalog.source("shop").table("items").exclude()).containsKey("cost");

        fixture.apply(SILO);
        assertThat(catalog.source("shop").table("items").exclude())
                .as("the graph still asks for it")
                .containsKey("cost");

        fixture.apply(GRAPH);
        assertThat(catalog.source("shop").table("items").exclude()).isEmpty();
    }

    @Test
    void whatTheFilesDoNotBringAlongIsSoughtInTheCatalog() {
        ManifestSet alone = fixture.text(GRAPH);

        assertThat(alone.skippedChecks())
                .hasSize(3)
                .first()
                .asString()
                .startsWith("test.yaml:6:17  graph.nodes[0].dataset");
        assertThat(catalog.check(alone))
                .extracting(Finding::rule)
                .containsOnly("unresolved")
                .hasSize(3);
        assertThatThrownBy(() -> catalog.apply(alone, ApplyOptions.DEFAULT, OPERATOR))
                .isInstanceOfSatisfying(
                        OnefoldException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT))
                .hasMessageContaining(
                        "test.yaml:6:17  graph.nodes[0].dataset  there is no dataset 'shop.orders'")
                .hasMessageContaining("3 errors; nothing was applied");

        fixture.apply(SILO.replace("orders", "oders"));
        assertThat(catalog.check(alone).getFirst().message())
                .contains("did you mean 'shop.oders'?");

        fixture.apply(SILO);
        assertThat(catalog.check(alone)).isEmpty();
        assertThat(fixture.apply(GRAPH))
                .extracting(Change::toString)
                .containsExactly("graph shops created");
    }

    @Test
    void nothingIsAppliedWhenOneOfManyIsWrong() {
        assertThatThrownBy(() -> fixture.apply(ALL.replace("kind: postgres", "kind: postgre")))
                .hasMessageContaining("did you mean 'postgres'?");
        assertThat(fixture.value("select count(*) from control.manifest")).isEqualTo("0");
    }

    @Test
    void aCrashInTheMiddleOfAnApplyLeavesNothing() {
        fixture.execute(
                """
                create function control.crash() returns trigger language plpgsql as $$
                begin
                    perform pg_terminate_backend(pg_backend_pid());
                    return new;
                end $$""");
        fixture.execute(
                "create trigger crash before insert on control.workflow for each row execute function control.crash()");

        assertThatThrownBy(() -> fixture.apply(ALL))
                .isInstanceOfSatisfying(
                        OnefoldException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));

        assertThat(fixture.value("select count(*) from control.manifest")).isEqualTo("0");
        assertThat(fixture.value("select count(*) from control.source_database")).isEqualTo("0");
        assertThat(fixture.value("select count(*) from audit.event")).isEqualTo("0");
        fixture.execute("drop trigger crash on control.workflow");
        assertThat(fixture.apply(ALL)).hasSize(3);
        assertThat(catalog.audit().verify()).isEmpty();
    }

    @Test
    void concurrentAppliesFollowOneAnother() throws Exception {
        int writers = 8;
        List<Future<List<Change>>> answers = new ArrayList<>();
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < writers; i++) {
                String text = i % 2 == 0 ? ALL : ALL.replace("zone: UTC", "zone: Asia/Kolkata");
                answers.add(
                        threads.submit(
                                () -> {
                                    go.await();
                                    return fixture.apply(text);
                                }));
            }
            go.countDown();
            List<Integer> revisions = new ArrayList<>();
            for (Future<List<Change>> answer : answers) {
                Change source = answer.get().getFirst();
                if (source.outcome() != Outcome.UNCHANGED) {
                    revisions.add(source.revision());
                }
            }
            assertThat(revisions).doesNotHaveDuplicates().contains(1);
            assertThat(
                            fixture.value(
                                    "select count(*) from control.manifest_revision r join control.manifest m using (manifest_id)"
                                            + " where m.type = 'source'"))
                    .isEqualTo("" + revisions.size());
        }
        assertThat(catalog.audit().verify()).isEmpty();
    }

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
        assertThat(catalog.audit().verify()).isEmpty();

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

    @Test
    void twoManifestsCannotDescribeTheSameSilo() {
        fixture.apply(SILO);

        assertThatThrownBy(
                        () ->
                                fixture.apply(
                                        SILO.replace("name: shop\n", "name: shop-two\n")
                                                .replace("source:\n", "source:\n  name: shop\n")))
                .isInstanceOfSatisfying(
                        OnefoldException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
                .hasMessageContaining(
                        "source shop-two and source shop both describe control.source_database");
    }

    @Test
    void applyingNeedsAPermissionAndGrantingAnotherOne() {
        Principal reader =
                new Principal("ravi", Set.of("reader"), Set.of(Permission.DATA_READ), false);
        Principal operator =
                new Principal("mina", Set.of("operator"), Set.of(Permission.DATA_OPERATE), false);
        ManifestSet role =
                fixture.text(
                        "{name: support, version: v1, type: role, role: {permissions: [admin]}}");

        assertThatThrownBy(() -> catalog.apply(fixture.text(SILO), ApplyOptions.DEFAULT, reader))
                .hasMessageContaining("'ravi' lacks permission data_operate");
        assertThatThrownBy(() -> catalog.apply(role, ApplyOptions.DEFAULT, operator))
                .hasMessageContaining("'mina' lacks permission admin");
        assertThatThrownBy(() -> catalog.delete(ManifestType.USER, "asha", false, operator))
                .hasMessageContaining("'mina' lacks permission admin");
    }

    @Test
    void oneTableMayFeedSeveralLabels() {
        fixture.apply(ALL);

        assertThat(catalog.graph("shops").nodes())
                .filteredOn(node -> node.dataset().toString().equals("shop.items"))
                .extracting(GraphSpec.Node::label)
                .containsExactly("Item", "Thing");
    }

    @Test
    void theEntriesOfTheCatalogSayWhenTheyLastRan() {
        fixture.apply(
                ALL.replace("name: shop\n", "name: shop\nowner: sales\ndescription: The shop\n"));
        try (OpenRun run = catalog.runs().start("nightly", OPERATOR)) {
            try (RunItem item = run.begin("ingest", "shop.orders")) {
                item.succeed();
            }
            run.succeed();
        }

        assertThat(catalog.get(ManifestType.WORKFLOW, "nightly"))
                .singleElement()
                .satisfies(
                        entry -> {
                            assertThat(entry.lastRunStatus()).isEqualTo("succeeded");
                            assertThat(entry.lastRunAt()).isNotNull();
                            assertThat(entry.status()).isEqualTo("active");
                        });
        assertThat(catalog.get(ManifestType.SOURCE, "shop"))
                .singleElement()
                .satisfies(
                        entry -> {
                            assertThat(entry.owner()).isEqualTo("sales");
                            assertThat(entry.description()).isEqualTo("The shop");
                            assertThat(entry.lastRunStatus()).isEqualTo("succeeded");
                        });
        assertThat(catalog.get(ManifestType.GRAPH, "shops").getFirst().lastRunStatus()).isNull();
    }
}
