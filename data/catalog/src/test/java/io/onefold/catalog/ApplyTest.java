package io.onefold.catalog;

import static io.onefold.catalog.Fixture.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.catalog.Change.Difference;
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
class ApplyTest extends ApplyFixture {

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
        assertThat(catalog.audit().verify(List.of()).brokenLink()).isEmpty();
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
        assertThat(catalog.audit().verify(List.of()).brokenLink()).isEmpty();
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
