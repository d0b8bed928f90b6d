package io.onefold.verify.berka;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.embedded.Part;
import io.onefold.graph.GraphResult;
import io.onefold.graph.ItemResult;
import io.onefold.lake.DuckSql;
import io.onefold.model.DatasetName;
import io.onefold.model.Layer;
import io.onefold.model.TableName;
import io.onefold.model.run.Status;
import io.onefold.pipeline.RunSummary;
import io.onefold.pipeline.TableSummary;
import io.onefold.quality.Balance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/// The bank's files and its silos through the whole path into trusted tables and a graph, and a
/// damaged copy of the files beside them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIfEnvironmentVariable(
        named = "ONEFOLD_DATA",
        matches = ".+",
        disabledReason = "ONEFOLD_DATA is not set: the Berka files are not at hand")
final class BerkaTest {

    private static final long SEED = 1999;
    private static final Map<String, Long> ROWS =
            Map.of(
                    "district",
                    77L,
                    "client",
                    5_369L,
                    "account",
                    4_500L,
                    "disp",
                    5_369L,
                    "card",
                    892L,
                    "loan",
                    682L,
                    "order",
                    6_471L,
                    "trans",
                    49_102L);
    private static final Map<String, Long> GRAPH =
            Map.ofEntries(
                    Map.entry("District", 77L),
                    Map.entry("Client", 5_369L),
                    Map.entry("Account", 4_500L),
                    Map.entry("Card", 892L),
                    Map.entry("Loan", 682L),
                    Map.entry("StandingOrder", 6_471L),
                    Map.entry("Transaction", 49_102L),
                    Map.entry("LIVES_IN", 5_369L),
                    Map.entry("KEPT_IN", 4_500L),
                    Map.entry("MAY_USE", 5_369L),
                    Map.entry("HOLDS", 892L),
                    Map.entry("HAS_CARD", 892L),
                    Map.entry("HAS_LOAN", 682L),
                    Map.entry("ORDERED", 6_471L),
                    Map.entry("BOOKED", 49_102L));
    private static final Map<String, String> SILOS =
            Map.of(
                    "district",
                    "bank_clients",
                    "client",
                    "bank_clients",
                    "account",
                    "bank_core",
                    "disp",
                    "bank_core",
                    "card",
                    "bank_lending",
                    "loan",
                    "bank_lending",
                    "order",
                    "bank_core",
                    "trans",
                    "bank_core");

    private Installation onefold;
    private List<Damage> defects;
    private RunSummary first;
    private RunSummary second;
    private RunSummary damaged;
    private RunSummary silos;

    @BeforeAll
    void walk() throws IOException {
        System.out.println("seed " + SEED);
        Path folder = Files.createTempDirectory("onefold-berka");
        Path original = Path.of(System.getenv("ONEFOLD_DATA")).resolve("berka").toRealPath();
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.createSymbolicLink(data.resolve("berka"), original);
        defects = Damage.copy(original, data.resolve("damaged"), SEED);
        onefold = new Installation(folder, data, Part.values());
        onefold.apply(Installation.checkout().resolve("examples/berka"));
        first = onefold.run("berka");
        second = onefold.run("berka");
        onefold.apply(damagedManifests(folder.resolve("manifests")));
        damaged = onefold.run("damaged");
        onefold.loadSilos(Installation.checkout().resolve("examples/berka-silos/data"));
        onefold.apply(Installation.checkout().resolve("examples/berka-silos"));
        silos = onefold.run("berka-silos");
    }

    @AfterAll
    void close() {
        if (onefold != null) {
            onefold.close();
        }
    }

    @Test
    void everyRowOfTheEightTablesIsTrustedOrQuarantinedExactly() {
        assertThat(first.status()).as(failures(first)).isEqualTo(Status.SUCCEEDED);
        assertThat(balances(first))
                .isEqualTo(
                        ROWS.entrySet().stream()
                                .collect(
                                        Collectors.toMap(
                                                Map.Entry::getKey,
                                                rows ->
                                                        new Balance(
                                                                new DatasetName(
                                                                        "berka", rows.getKey()),
                                                                rows.getValue(),
                                                                0,
                                                                0,
                                                                0,
                                                                0,
                                                                rows.getValue()))));
    }

    @Test
    void theGraphHoldsARowForARow() {
        GraphResult graph = first.graphs().getFirst();
        assertThat(graph.items())
                .allSatisfy(item -> assertThat(item.found()).isEqualTo(item.expected()));
        assertThat(found(graph)).containsAllEntriesOf(GRAPH).hasSize(GRAPH.size() + 4);
        assertThat(found(graph))
                .containsEntry("Bank", 13L)
                .containsKeys("Counterparty", "DEALS_WITH", "DEALS_THROUGH");
    }

    @Test
    void aSecondRunWritesNothing() {
        assertThat(second.status()).as(failures(second)).isEqualTo(Status.SUCCEEDED);
        assertThat(second.rowsWritten()).isZero();
        assertThat(second.graphChanges()).isZero();
        assertThat(balances(second).get("trans"))
                .isEqualTo(
                        new Balance(new DatasetName("berka", "trans"), 49_102, 49_102, 0, 0, 0, 0));
    }

    @Test
    void tenDefectsLandInQuarantineWithTheirReasons() {
        assertThat(damaged.status()).as(failures(damaged)).isEqualTo(Status.SUCCEEDED);
        assertThat(defects).hasSize(10);
        assertThat(damaged.tables())
                .allSatisfy(
                        table ->
                                assertThat(balance(table).quarantined())
                                        .as(table.dataset().toString())
                                        .isEqualTo(
                                                of(table.dataset().table())
                                                        .mapToLong(Damage::rejected)
                                                        .sum()));
        for (String table : ROWS.keySet()) {
            List<String> expected =
                    of(table)
                            .flatMap(
                                    defect ->
                                            Stream.generate(defect::reason)
                                                    .limit(defect.rejected()))
                            .sorted()
                            .toList();
            assertThat(reasons(table)).as(table).isEqualTo(expected);
        }
    }

    @Test
    void theCleanRowsBesideThemAreUnaffected() {
        for (String table : ROWS.keySet()) {
            TableName clean = new DatasetName("berka", table).in(Layer.TRUSTED);
            TableName beside = new DatasetName("damaged", table).in(Layer.TRUSTED);
            String keys =
                    of(table)
                            .flatMap(defect -> defect.keys().stream())
                            .collect(Collectors.joining(", ", "(", ")"));
            String key = DuckSql.name(table + "_id");
            String kept = keys.equals("()") ? "" : " where " + key + " not in " + keys;
            assertThat(differences(clean, kept, beside)).as(table).isEmpty();
        }
    }

    @Test
    void theSilosGiveTheSameTrustedRowsAsTheFiles() {
        assertThat(silos.status()).as(failures(silos)).isEqualTo(Status.SUCCEEDED);
        SILOS.forEach(
                (table, silo) ->
                        assertThat(
                                        differences(
                                                new DatasetName("berka", table).in(Layer.TRUSTED),
                                                "",
                                                new DatasetName(silo, table).in(Layer.TRUSTED)))
                                .as(table)
                                .isEmpty());
        assertThat(found(silos.graphs().getFirst())).isEqualTo(found(first.graphs().getFirst()));
    }

    /// Nodes by label and relationships by type, as the graph counts them.
    private static Map<String, Long> found(GraphResult graph) {
        return graph.items().stream()
                .collect(
                        Collectors.toMap(
                                item -> item.item().replaceAll(".*\\[(.*)].*", "$1"),
                                ItemResult::found));
    }

    private Stream<Damage> of(String table) {
        return defects.stream().filter(defect -> defect.table().equals(table));
    }

    /// Rows that one of two tables has and the other does not.
    private List<String> differences(TableName one, String where, TableName other) {
        String left = "select * from " + DuckSql.table(one) + where;
        String right = "select * from " + DuckSql.table(other);
        return onefold.rows(
                "(("
                        + left
                        + ") except all ("
                        + right
                        + ")) union all (("
                        + right
                        + ") except all ("
                        + left
                        + "))",
                one,
                other);
    }

    private List<String> reasons(String table) {
        TableName quarantine = new DatasetName("damaged", table).in(Layer.QUARANTINE);
        if (onefold.path().lake().find(quarantine).isEmpty()) {
            return List.of();
        }
        return onefold.rows(
                "select string_agg(concat(reason.rule, ':', coalesce(reason.column, 'null')), ',') as reasons"
                        + " from (select _row_hash, _source_row, unnest(_reasons) as reason from "
                        + DuckSql.table(quarantine)
                        + ") group by _row_hash, _source_row order by reasons",
                quarantine);
    }

    private static Map<String, Balance> balances(RunSummary run) {
        return run.tables().stream()
                .collect(Collectors.toMap(table -> table.dataset().table(), BerkaTest::balance));
    }

    private static Balance balance(TableSummary table) {
        return Objects.requireNonNull(table.balance());
    }

    private static String failures(RunSummary run) {
        return run.tables().stream()
                .filter(table -> table.error() != null)
                .map(table -> table.dataset() + ": " + table.error())
                .collect(Collectors.joining("\n"));
    }

    /// The example's manifests for a source and datasets of another name, without the graph.
    private static Path damagedManifests(Path to) throws IOException {
        Files.createDirectory(to);
        try (Stream<Path> files = Files.list(Installation.checkout().resolve("examples/berka"))) {
            for (Path file : files.filter(f -> !f.toString().contains(".graph.")).toList()) {
                String text =
                        Files.readString(file)
                                .replace("berka", "damaged")
                                .replace("graph: damaged", "");
                Files.writeString(to.resolve(file.getFileName().toString()), text);
            }
        }
        return to;
    }
}
