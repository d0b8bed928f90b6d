package io.onefold.catalog;

import static io.onefold.catalog.Fixture.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.model.Column;
import io.onefold.model.DataType;
import io.onefold.model.DatasetName;
import io.onefold.model.TableName;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What columns hold is known wherever their values go.
final class DatasetsTest {

    private static final TableName RAW = TableName.parse("raw.profiles_db.accounts");
    private static final TableName TRUSTED = TableName.parse("trusted.profiles_db.accounts");
    private static final TableName QUARANTINE = TableName.parse("quarantine.profiles_db.accounts");
    private static final TableName FEATURES = TableName.parse("features.customer");
    private static final TableName REPORT = TableName.parse("reports.monthly");
    private static final TableCommit COMMIT =
            new TableCommit(7, Instant.parse("2026-01-02T03:04:05Z"), null, 12L);

    private final Fixture fixture = new Fixture();
    private final Catalog catalog = fixture.catalog;
    private final Datasets datasets = catalog.datasets();

    @Test
    void tagsOfTheSourceAndTheContractReachEveryLayer() {
        catalog.apply(fixture.streaming(), ApplyOptions.DEFAULT, OPERATOR);

        Map<String, Set<String>> silo =
                Map.of("email", Set.of("PII.Email"), "full_name", Set.of("PII.Name"));
        assertThat(catalog.columnTags(RAW)).isEqualTo(silo);
        assertThat(catalog.columnTags(QUARANTINE)).isEqualTo(silo);
        assertThat(catalog.columnTags(TRUSTED))
                .as("a column made by an expression has the tags of all it mentions")
                .isEqualTo(Map.of("mail", Set.of("PII.Email"), "greeting", Set.of("PII.Name")));
    }

    @Test
    void tagsAreFoundWithoutRegardToCase() {
        catalog.apply(fixture.streaming(), ApplyOptions.DEFAULT, OPERATOR);

        assertThat(catalog.columnTags(RAW).get("EMAIL")).containsExactly("PII.Email");
    }

    @Test
    void tagsFollowLineageOverAnyNumberOfSteps() {
        catalog.apply(fixture.streaming(), ApplyOptions.DEFAULT, OPERATOR);
        datasets.registerDerived(
                FEATURES,
                columns("customer_id", "domain", "plays"),
                COMMIT,
                new Lineage(
                        Map.of(
                                "domain", Set.of(new Lineage.Origin(TRUSTED, "mail")),
                                "customer_id", Set.of(new Lineage.Origin(TRUSTED, "account_id")))));
        datasets.registerDerived(
                REPORT,
                columns("anything", "more"),
                COMMIT,
                Lineage.unknown(List.of("anything", "more"), List.of(FEATURES)));

        assertThat(catalog.columnTags(FEATURES)).isEqualTo(Map.of("domain", Set.of("PII.Email")));
        assertThat(catalog.columnTags(REPORT))
                .as("unknown lineage takes the union")
                .isEqualTo(Map.of("anything", Set.of("PII.Email"), "more", Set.of("PII.Email")));
    }

    @Test
    void aTagGivenLaterReachesWhatWasDerivedBefore() {
        datasets.registerDerived(
                FEATURES,
                columns("x"),
                COMMIT,
                new Lineage(Map.of("x", Set.of(new Lineage.Origin(TRUSTED, "plan")))));
        assertThat(catalog.columnTags(FEATURES)).isEmpty();

        datasets.tag(RAW, "plan", List.of("PHI.Record"), OPERATOR);

        assertThat(catalog.columnTags(FEATURES)).isEqualTo(Map.of("x", Set.of("PHI.Record")));
        assertThat(catalog.columnTags(QUARANTINE)).isEqualTo(Map.of("plan", Set.of("PHI.Record")));
        datasets.untag(TRUSTED, "plan", List.of("PHI.Record"), OPERATOR);
        assertThat(catalog.columnTags(FEATURES)).isEmpty();
        assertThat(catalog.audit().newest("trusted.profiles_db.accounts.plan", 5))
                .extracting(entry -> entry.event().action())
                .containsExactly("column.untag", "column.tag");
    }

    @Test
    void tablesThatAreMadeOfEachOtherEnd() {
        datasets.registerDerived(
                FEATURES,
                columns("x"),
                COMMIT,
                Lineage.unknown(List.of("x"), List.of(REPORT, FEATURES)));
        datasets.registerDerived(
                REPORT, columns("y"), COMMIT, Lineage.unknown(List.of("y"), List.of(FEATURES)));
        datasets.tag(REPORT, "y", List.of("PII.Name"), OPERATOR);

        assertThat(catalog.columnTags(FEATURES)).isEqualTo(Map.of("x", Set.of("PII.Name")));
    }

    @Test
    void onlyAStewardTags() {
        Principal reader = new Principal("ravi", Set.of(), Set.of(Permission.DATA_READ), false);

        assertThatThrownBy(() -> datasets.tag(RAW, "plan", List.of("PII"), reader))
                .hasMessageContaining("steward");
        assertThatThrownBy(() -> datasets.tag(RAW, "plan", List.of("P I I"), OPERATOR))
                .hasMessageContaining("'P I I' is not a tag; expected for example PII.Email");
    }

    @Test
    void tagsOutliveTheManifestsThatGaveThem() {
        catalog.apply(fixture.streaming(), ApplyOptions.DEFAULT, OPERATOR);
        Map<String, Set<String>> before = catalog.columnTags(RAW);

        catalog.delete(ManifestType.CONTRACT, "profiles-accounts", false, OPERATOR);
        catalog.delete(ManifestType.SOURCE, "profiles-db", true, OPERATOR);

        assertThat(catalog.columnTags(RAW)).containsAllEntriesOf(before);
        assertThat(catalog.columnTags(TRUSTED))
                .containsKeys("email", "full_name", "mail", "greeting");
    }

    @Test
    void tagsOutliveATableThatItsManifestGivesUp() {
        String silo =
                """
                name: shop
                version: v1
                type: source
                source:
                  kind: postgres
                  tables:
                    - {name: items, key: [id]}
                    - {name: orders, key: [id], tags: {mail: [PII.Email]}}
                """;
        fixture.apply(silo);
        fixture.apply(
                silo.replace("    - {name: orders, key: [id], tags: {mail: [PII.Email]}}\n", ""));

        assertThat(catalog.columnTags(TableName.parse("trusted.shop.orders")))
                .isEqualTo(Map.of("mail", Set.of("PII.Email")));

        fixture.apply(silo.replace(", tags: {mail: [PII.Email]}", ""));
        assertThat(catalog.source("shop").table("orders").tags()).isEmpty();
    }

    @Test
    void aCommitThatIsRegisteredAlreadyWritesNothing() {
        datasets.registerDerived(
                FEATURES, columns("x", "y"), COMMIT, Lineage.unknown(List.of("x"), List.of(RAW)));
        String versions =
                "select (select string_agg(xmin::text, ' ') from control.lake_table) || ' ' ||"
                        + " (select string_agg(xmin::text, ' ') from control.lake_column) || ' ' ||"
                        + " (select string_agg(xmin::text, ' ') from control.lake_column_origin)";
        String before = fixture.value(versions);

        datasets.registerDerived(
                FEATURES, columns("x", "y"), COMMIT, Lineage.unknown(List.of("x"), List.of(RAW)));
        datasets.register(FEATURES, columns("x", "y"), COMMIT);

        assertThat(fixture.value(versions)).isEqualTo(before);
    }

    @Test
    void columnsAndLineageThatChangeWithoutACommitAreRegistered() {
        datasets.tag(RAW, "mail", List.of("PII.Email"), OPERATOR);
        datasets.registerDerived(
                FEATURES, columns("x"), COMMIT, Lineage.unknown(List.of(), List.of()));

        datasets.registerDerived(
                FEATURES, columns("x", "y"), COMMIT, Lineage.unknown(List.of("y"), List.of(RAW)));

        assertThat(datasets.find(FEATURES).orElseThrow().columns())
                .extracting(RegisteredTable.RegisteredColumn::name)
                .containsExactly("x", "y");
        assertThat(catalog.columnTags(FEATURES)).isEqualTo(Map.of("y", Set.of("PII.Email")));
    }

    @Test
    void aRegisteredTableIsFoundWithColumnsAndCommit() {
        UUID run = UUID.randomUUID();
        datasets.register(
                RAW,
                List.of(
                        Column.required("account_id", DataType.Simple.STRING),
                        Column.optional("fee", new DataType.Decimal(5, 2))),
                new TableCommit(7, Instant.parse("2026-01-02T03:04:05Z"), run, 12L));
        datasets.tag(RAW, "fee", List.of("TW.mask"), OPERATOR);

        RegisteredTable table = datasets.find(RAW).orElseThrow();
        assertThat(table)
                .isEqualTo(
                        new RegisteredTable(
                                RAW,
                                DatasetName.parse("profiles_db.accounts"),
                                List.of(
                                        new RegisteredTable.RegisteredColumn(
                                                "account_id", "string", true, Set.of()),
                                        new RegisteredTable.RegisteredColumn(
                                                "fee", "decimal(5,2)", false, Set.of("TW.mask"))),
                                7L,
                                Instant.parse("2026-01-02T03:04:05Z"),
                                run,
                                12L));
        assertThat(datasets.of(DatasetName.parse("profiles_db.accounts"))).containsExactly(table);
        datasets.register(
                RAW,
                columns("account_id"),
                new TableCommit(8, Instant.parse("2026-01-03T00:00:00Z"), null, null));
        assertThat(datasets.find(RAW).orElseThrow().columns()).hasSize(1);
        assertThat(datasets.find(RAW).orElseThrow().rows()).isNull();
        datasets.forget(RAW);
        assertThat(datasets.list()).isEmpty();
        assertThat(catalog.columnTags(RAW))
                .as("a steward's word outlives the table")
                .containsKey("fee");
    }

    @Test
    void categoriesDecideWhatIsSensitive() {
        assertThat(List.of("PII.Email", "PII", "PHI.Record", "TW.mask"))
                .allMatch(Datasets::isSensitive);
        assertThat(List.of("PIIX.Email", "Tier.Gold", "pii.Email"))
                .noneMatch(Datasets::isSensitive);
    }

    static List<Column> columns(String... names) {
        return java.util.Arrays.stream(names)
                .map(name -> Column.optional(name, DataType.Simple.STRING))
                .toList();
    }
}
