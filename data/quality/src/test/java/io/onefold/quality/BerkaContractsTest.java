package io.onefold.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.catalog.ApplyOptions;
import io.onefold.catalog.Catalog;
import io.onefold.catalog.Manifests;
import io.onefold.catalog.ReadOptions;
import io.onefold.catalog.RunContext;
import io.onefold.catalog.Settings;
import io.onefold.catalog.SourceSpec;
import io.onefold.catalog.SourceTable;
import io.onefold.lake.DuckSql;
import io.onefold.lake.LakeTable;
import io.onefold.model.Column;
import io.onefold.model.DataType;
import io.onefold.model.DatasetName;
import io.onefold.model.Layer;
import io.onefold.model.TableName;
import io.onefold.model.access.Principal;
import io.onefold.model.contract.DatasetContract;
import io.onefold.quality.CheckResult.NormalisedCount;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/// The contracts of `examples/berka` over the real files, against the figures that the data's
/// README publishes.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIfEnvironmentVariable(
        named = "ONEFOLD_DATA",
        matches = ".+",
        disabledReason = "ONEFOLD_DATA is not set: the Berka files are not at hand")
final class BerkaContractsTest {

    private static final List<String> ORDER =
            List.of("district", "client", "account", "disp", "card", "loan", "order", "trans");

    private final TestLake lake = new TestLake();
    private final Map<String, CheckResult> results = new HashMap<>();

    @BeforeAll
    void check() {
        Settings settings = Settings.of(Path.of(""), System.getenv());
        Catalog catalog = Catalog.open(TestLake.database(), Clock.systemUTC());
        Path manifests = Path.of(System.getProperty("onefold.root"), "examples", "berka");
        catalog.apply(
                new Manifests(settings).read(List.of(manifests), ReadOptions.DEFAULT),
                ApplyOptions.DEFAULT,
                Principal.localOperator("test"));
        SourceSpec source = catalog.source("berka");
        RunContext run = lake.run();
        for (String table : ORDER) {
            DatasetName dataset = source.dataset(source.table(table));
            land(dataset, source.table(table), run);
            DatasetContract contract = catalog.contract(dataset).orElseThrow();
            assertThat(
                            ContractLint.lint(
                                    table,
                                    contract,
                                    lake.lake().require(dataset.in(Layer.RAW)).columns()))
                    .isEmpty();
            results.put(table, new Quality(lake.lake()).check(contract, run));
        }
    }

    @AfterAll
    void close() {
        lake.close();
    }

    @Test
    void everyRowOfTheEightTablesIsTrusted() {
        assertThat(ORDER)
                .extracting(table -> results.get(table).trusted())
                .containsExactly(77L, 5_369L, 4_500L, 5_369L, 892L, 682L, 6_471L, 49_102L);
        assertThat(ORDER)
                .allSatisfy(table -> assertThat(results.get(table).quarantined()).isZero());
    }

    @Test
    void theQuirksAreNormalisedAndCounted() {
        assertThat(results.get("trans").normalised())
                .containsExactly(
                        new NormalisedCount("type", "withdrawal-is-a-debit", 651),
                        new NormalisedCount("k_symbol", "blank-is-none", 1_677),
                        new NormalisedCount("counter_account", "zero-is-none", 763));
        assertThat(results.get("order").normalised())
                .containsExactly(new NormalisedCount("k_symbol", "blank-is-none", 1_379));
        assertThat(results.get("district").normalised())
                .containsExactly(
                        new NormalisedCount("unemployment_1995_pct", "question-mark-is-unknown", 1),
                        new NormalisedCount("crimes_1995", "question-mark-is-unknown", 1));
    }

    @Test
    void birthNumbersBecomeBirthDateAndGender() {
        assertThat(ask("client", "select gender, count(*) from %s group by 1 order by 1"))
                .containsExactly("F|2645", "M|2724");
        assertThat(ask("client", "select birth_date, gender from %s where client_id = 1"))
                .containsExactly("1970-12-13|F");
        assertThat(
                        ask(
                                "client",
                                "select count(distinct birth_date) from %s where birth_date not between date '1911-08-20' and"
                                        + " date '1987-09-27'"))
                .containsExactly("0");
    }

    @Test
    void theCodesAreCountedAsPublished() {
        assertThat(ask("trans", "select type, count(*) from %s group by 1 order by 1"))
                .containsExactly("PRIJEM|22994", "VYDAJ|26108");
        assertThat(
                        ask(
                                "trans",
                                "select coalesce(k_symbol, '-'), count(*) from %s group by 1 order by 2 desc"))
                .containsExactly(
                        "-|27874",
                        "UROK|9463",
                        "SLUZBY|5445",
                        "SIPO|3719",
                        "DUCHOD|1770",
                        "POJISTNE|644",
                        "UVER|123",
                        "SANKC. UROK|64");
        assertThat(ask("trans", "select count(*), min(balance) from %s where balance < 0"))
                .containsExactly("93|-5446.60");
        assertThat(ask("trans", "select min(booked_on), max(booked_on) from %s"))
                .containsExactly("1993-01-01|1994-03-31");
        assertThat(ask("card", "select type, count(*) from %s group by 1 order by 1"))
                .containsExactly("classic|659", "gold|88", "junior|145");
        assertThat(ask("loan", "select status, count(*) from %s group by 1 order by 1"))
                .containsExactly("A|203", "B|31", "C|403", "D|45");
        assertThat(ask("account", "select count(*) from %s where frequency = 'POPLATEK MESICNE'"))
                .containsExactly("4167");
        assertThat(ask("disp", "select type, count(*) from %s group by 1 order by 1"))
                .containsExactly("DISPONENT|869", "OWNER|4500");
    }

    @Test
    void amountsAreTheSameToTheCent() {
        String file = System.getenv("ONEFOLD_DATA") + "/berka/trans.csv.gz";
        String raw =
                "select sum(cast(amount as decimal(38,2))) from read_csv("
                        + DuckSql.text(file)
                        + ", all_varchar = true)";
        assertThat(ask("trans", "select sum(amount) from %s")).isEqualTo(lake.rows(raw));
    }

    private List<String> ask(String table, String sql) {
        TableName trusted = new DatasetName("berka", table).in(Layer.TRUSTED);
        return lake.rows(sql.formatted(DuckSql.table(trusted)), trusted);
    }

    /// Lands a file in raw as ingest does: all columns text, an empty field is null.
    private void land(DatasetName dataset, SourceTable table, RunContext run) {
        String file =
                System.getenv("ONEFOLD_DATA")
                        + "/berka/"
                        + java.util.Objects.requireNonNull(table.file()).path();
        String rows =
                "select * from read_csv("
                        + DuckSql.text(file)
                        + ", all_varchar = true, nullstr = '', quote = '\"')";
        List<Column> columns =
                lake.rows("select column_name from (describe " + rows + ")").stream()
                        .map(name -> Column.optional(name, DataType.Simple.STRING))
                        .toList();
        lake.raw(dataset, columns);
        lake.append(dataset, run, rows);
        LakeTable raw = lake.lake().require(dataset.in(Layer.RAW));
        assertThat(raw.rows()).isPositive();
    }
}
