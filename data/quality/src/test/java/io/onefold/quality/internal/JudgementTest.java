package io.onefold.quality.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.model.Column;
import io.onefold.model.DataType;
import io.onefold.model.DatasetName;
import io.onefold.model.contract.ContractColumn;
import io.onefold.model.contract.DatasetContract;
import io.onefold.model.contract.Normalisation;
import io.onefold.model.contract.Reference;
import io.onefold.model.contract.RowRule;
import io.onefold.quality.CheckResult.NormalisedCount;
import io.onefold.quality.CheckResult.ReasonCount;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class JudgementTest {

    private static final DatasetName PARCELS = DatasetName.parse("depot.parcels");
    private static final DataType STRING = DataType.Simple.STRING;
    private static final DataType LONG = DataType.Simple.LONG;

    private Connection engine;

    @BeforeEach
    void open() throws SQLException {
        engine = DriverManager.getConnection("jdbc:duckdb:");
    }

    @AfterEach
    void close() throws SQLException {
        engine.close();
    }

    @Test
    void theLatestVersionOfAKeyIsTrustedAndTheOthersAreSuperseded() throws SQLException {
        RawTable raw = RawTable.of(engine, "parcels", text("id"), text("weight"), text("changed"));
        DatasetContract contract =
                contract(
                        List.of(
                                column("id", LONG),
                                column("weight", LONG),
                                column("changed", LONG)),
                        "changed");
        String run = raw.run();
        raw.append("1", "10", "100");
        raw.append("1", "30", "300");
        raw.append("1", "20", "200");
        raw.append("2", "50", "100");

        Judgement judgement = judge(raw, contract, run);

        assertThat(trusted()).containsExactly("1|30|300", "2|50|100");
        assertThat(judgement.counts())
                .extracting(Counts::superseded, Counts::trusted, Counts::quarantined)
                .containsExactly(2L, 2L, 0L);
    }

    @Test
    void withoutAVersionColumnTheOrderOfIngestDecides() throws SQLException {
        RawTable raw = RawTable.of(engine, "parcels", text("id"), text("weight"));
        DatasetContract contract =
                contract(List.of(column("id", LONG), column("weight", LONG)), null);
        raw.run();
        raw.append("1", "9");
        raw.append("1", "8");
        String run = raw.run();
        raw.append("1", "7");

        judge(raw, contract, run);

        assertThat(trusted()).containsExactly("1|7");
    }

    @Test
    void aDeletedKeyLeavesAndComesBackOnlyWithALaterRow() throws SQLException {
        RawTable raw = RawTable.of(engine, "parcels", text("id"), text("changed"));
        DatasetContract contract =
                contract(List.of(column("id", LONG), column("changed", LONG)), "changed");
        raw.run();
        raw.append("1", "900");
        raw.append("2", "900");
        String second = raw.run();
        raw.appendDeleted("1", "900");
        raw.appendDeleted("2", null);

        Judgement judgement = judge(raw, contract, second);

        assertThat(trusted()).isEmpty();
        assertThat(judgement.counts().deleted()).isEqualTo(2);

        String third = raw.run();
        raw.append("1", "100");
        judge(raw, contract, third);

        assertThat(trusted()).containsExactly("1|100");
    }

    @Test
    void everyBrokenRuleIsAReasonAndNoReasonHoldsAValue() throws SQLException {
        RawTable raw =
                RawTable.of(
                        engine,
                        "parcels",
                        text("id"),
                        text("weight"),
                        text("town"),
                        text("colour"));
        DatasetContract contract =
                new DatasetContract(
                        "parcels",
                        "2.0.0",
                        PARCELS,
                        List.of(
                                column("id", LONG),
                                required("weight", LONG),
                                required("town", STRING),
                                column("colour", STRING)),
                        List.of("id"),
                        null,
                        List.of(
                                new RowRule(
                                        "colour-known",
                                        "colour",
                                        "red or blue",
                                        "colour in ('red', 'blue')",
                                        false),
                                new RowRule(
                                        "town-short",
                                        "town",
                                        "at most 3 letters",
                                        "length(town) <= 3",
                                        true)),
                        List.of(),
                        false,
                        List.of());
        String run = raw.run();
        raw.append("1", "heavy", null, "green");
        raw.append("2", "5", "Ulm", "red");
        raw.append("3", "5", "Kiel", null);

        Judgement judgement = judge(raw, contract, run);

        assertThat(trusted()).containsExactly("2|5|Ulm|red");
        assertThat(reasons("1"))
                .containsExactly(
                        "type/weight/a whole number of 64 bits",
                        "required/town/a value",
                        "colour-known/colour/red or blue");
        assertThat(reasons("3"))
                .containsExactly(
                        "colour-known/colour/red or blue", "town-short/town/at most 3 letters");
        assertThat(judgement.counts().reasons())
                .contains(new ReasonCount("colour-known", "colour", 2));
    }

    @Test
    void aRuleIsNotAskedOfAValueThatCouldNotBeConverted() throws SQLException {
        RawTable raw = RawTable.of(engine, "parcels", text("id"), text("weight"));
        DatasetContract contract =
                new DatasetContract(
                        "parcels",
                        "1",
                        PARCELS,
                        List.of(column("id", LONG), column("weight", LONG)),
                        List.of("id"),
                        null,
                        List.of(new RowRule("light", "weight", "below 100", "weight < 100", false)),
                        List.of(),
                        false,
                        List.of());
        String run = raw.run();
        raw.append("1", "heavy");

        judge(raw, contract, run);

        assertThat(reasons("1")).containsExactly("type/weight/a whole number of 64 bits");
    }

    @Test
    void correctionsAreCountedAndConversionsAreNot() throws SQLException {
        RawTable raw = RawTable.of(engine, "parcels", text("id"), text("sent"), text("type"));
        ContractColumn sent =
                new ContractColumn(
                        "sent_on",
                        "sent",
                        DataType.Simple.DATE,
                        false,
                        false,
                        Set.of(),
                        List.of(
                                new Normalisation("blank", "nullif(trim(sent), '')"),
                                new Normalisation("question-mark", "nullif(sent, '?')")),
                        "'19' || substr(sent, 1, 2) || '-' || substr(sent, 3, 2) || '-' || substr(sent, 5)");
        ContractColumn type =
                new ContractColumn(
                        "type",
                        "type",
                        STRING,
                        true,
                        false,
                        Set.of(),
                        List.of(
                                new Normalisation(
                                        "old-word",
                                        "case type when 'box' then 'parcel' else type end")),
                        null);
        DatasetContract contract = contract(List.of(column("id", LONG), sent, type), null);
        String run = raw.run();
        raw.append("1", "930131", "box");
        raw.append("2", " ", "parcel");
        raw.append("3", "?", "box");
        raw.append("4", null, "parcel");
        raw.append("5", "930231", "parcel");

        Judgement judgement = judge(raw, contract, run);

        assertThat(trusted())
                .containsExactly(
                        "1|1993-01-31|parcel", "2|null|parcel", "3|null|parcel", "4|null|parcel");
        assertThat(reasons("5")).containsExactly("type/sent/a date, yyyy-MM-dd");
        assertThat(judgement.counts().normalised())
                .containsExactly(
                        new NormalisedCount("sent_on", "blank", 1),
                        new NormalisedCount("sent_on", "question-mark", 1),
                        new NormalisedCount("type", "old-word", 2));
    }

    @Test
    void sqlThatFailsOnARowQuarantinesThatRowOnly() throws SQLException {
        RawTable raw = RawTable.of(engine, "parcels", text("id"), text("weight"));
        ContractColumn grams =
                new ContractColumn(
                        "grams",
                        "weight",
                        LONG,
                        false,
                        false,
                        Set.of(),
                        List.of(
                                new Normalisation(
                                        "zero-is-none",
                                        "case when cast(weight as bigint) <> 0 then weight end")),
                        "cast(weight as bigint) * 1000");
        DatasetContract contract = contract(List.of(column("id", LONG), grams), null);
        String run = raw.run();
        raw.append("1", "2");
        raw.append("2", "x");
        raw.append("3", "0");
        raw.append("4", "9223372036854775807");

        judge(raw, contract, run);

        assertThat(trusted()).containsExactly("1|2000", "3|null");
        assertThat(reasons("2")).containsExactly("type/weight/a whole number of 64 bits");
        assertThat(reasons("4")).containsExactly("type/weight/a whole number of 64 bits");
    }

    @Test
    void rowsThatShareAUniqueValueAreAllRefused() throws SQLException {
        RawTable raw = RawTable.of(engine, "parcels", text("id"), text("label"));
        ContractColumn label =
                new ContractColumn(
                        "label", "label", STRING, false, true, Set.of(), List.of(), null);
        DatasetContract contract = contract(List.of(column("id", LONG), label), null);
        String run = raw.run();
        raw.append("1", "A");
        raw.append("2", "A");
        raw.append("3", "B");
        raw.append("4", null);
        raw.append("5", null);

        judge(raw, contract, run);

        assertThat(trusted()).containsExactly("3|B", "4|null", "5|null");
        assertThat(reasons("1")).containsExactly("unique/label/a value that no other row has");
    }

    @Test
    void twoSpellingsOfOneKeyAreBothRefused() throws SQLException {
        RawTable raw = RawTable.of(engine, "parcels", text("id"), text("weight"));
        DatasetContract contract =
                contract(List.of(column("id", LONG), column("weight", LONG)), null);
        String run = raw.run();
        raw.append("1", "5");
        raw.append("01", "6");
        raw.append("2", "5");

        judge(raw, contract, run);

        assertThat(trusted()).containsExactly("2|5");
        assertThat(reasons("01")).containsExactly("unique/id/one row of the key");
    }

    @Test
    void rowsWithoutAKeyAreEachRefused() throws SQLException {
        RawTable raw = RawTable.of(engine, "parcels", text("id"), text("weight"));
        DatasetContract contract =
                contract(List.of(column("id", LONG), column("weight", LONG)), null);
        String run = raw.run();
        raw.append(null, "5");
        raw.append(null, "6");
        raw.append("x", "7");

        Judgement judgement = judge(raw, contract, run);

        assertThat(judgement.counts().quarantined()).isEqualTo(3);
        assertThat(judgement.counts().reasons())
                .containsExactly(
                        new ReasonCount("required", "id", 2), new ReasonCount("type", "id", 1));
    }

    @Test
    void aValueThatTheReferencedDatasetDoesNotKnowIsRefusedAndANullPasses() throws SQLException {
        execute(
                "create table towns (name varchar, zip integer)",
                "insert into towns values ('Ulm', 89), (null, 1), ('Bonn', 53)",
                "create table rejected_towns (\"ZIP code\" varchar)",
                "insert into rejected_towns values ('70'), ('90.5'), (null)");
        RawTable raw = RawTable.of(engine, "parcels", text("id"), text("zip"));
        DatasetContract contract =
                new DatasetContract(
                        "parcels",
                        "1",
                        PARCELS,
                        List.of(column("id", LONG), column("zip", LONG)),
                        List.of("id"),
                        null,
                        List.of(),
                        List.of(
                                new Reference(
                                        List.of("zip"),
                                        DatasetName.parse("geo.towns"),
                                        List.of("zip"))),
                        false,
                        List.of());
        String run = raw.run();
        raw.append("1", "89");
        raw.append("2", "90");
        raw.append("3", null);
        raw.append("4", "70");

        judge(
                raw,
                contract,
                run,
                Map.of(
                        DatasetName.parse("geo.towns"),
                        new Referenced(
                                Optional.of("towns"),
                                Optional.of("rejected_towns"),
                                Map.of("zip", "ZIP code"),
                                "")));

        assertThat(trusted()).containsExactly("1|89", "3|null", "4|70");
        assertThat(reasons("2")).containsExactly("reference/zip/a row of geo.towns with this zip");
    }

    @Test
    void keepLastValidFallsBackToTheNewestValidVersion() throws SQLException {
        RawTable raw = RawTable.of(engine, "parcels", text("id"), text("weight"));
        DatasetContract contract =
                new DatasetContract(
                        "parcels",
                        "1",
                        PARCELS,
                        List.of(column("id", LONG), column("weight", LONG)),
                        List.of("id"),
                        null,
                        List.of(),
                        List.of(),
                        true,
                        List.of());
        String run = raw.run();
        raw.append("1", "5");
        raw.append("1", "6");
        raw.append("1", "six");

        Judgement judgement = judge(raw, contract, run);

        assertThat(trusted()).containsExactly("1|6");
        assertThat(judgement.counts())
                .extracting(Counts::superseded, Counts::trusted, Counts::quarantined)
                .containsExactly(1L, 1L, 1L);
    }

    @Test
    void oddNamesDoNotMeetOurOwn() throws SQLException {
        RawTable raw =
                RawTable.of(
                        engine,
                        "parcels",
                        text("order"),
                        text("we\"ird"),
                        text("t0"),
                        text("größe"),
                        text("v"));
        DatasetContract contract =
                new DatasetContract(
                        "parcels",
                        "1",
                        PARCELS,
                        List.of(
                                column("order", LONG),
                                column("we\"ird", LONG),
                                column("t0", STRING),
                                column("größe", LONG),
                                column("v", STRING)),
                        List.of("order"),
                        null,
                        List.of(
                                new RowRule(
                                        "r",
                                        "größe",
                                        "it's {{more}}",
                                        "\"größe\" > \"we\"\"ird\" and t0 <> v",
                                        false)),
                        List.of(),
                        false,
                        List.of());
        String run = raw.run();
        raw.append("1", "5", "a", "6", "b");
        raw.append("2", "5", "a", "5", "b");

        judge(raw, contract, run);

        assertThat(trusted()).containsExactly("1|5|a|6|b");
        assertThat(reasons("2")).containsExactly("r/größe/it's {{more}}");
    }

    private Judgement judge(RawTable raw, DatasetContract contract, String run)
            throws SQLException {
        return judge(raw, contract, run, Map.of());
    }

    private Judgement judge(
            RawTable raw,
            DatasetContract contract,
            String run,
            Map<DatasetName, Referenced> references)
            throws SQLException {
        Shape shape = Shape.of(contract, raw.columns(), engine);
        return Judgement.of(
                engine, shape, new Relations(raw.relation(), Optional.empty(), references), run);
    }

    private List<String> trusted() throws SQLException {
        return rows("select columns('^t[0-9]+$') from check_chosen order by all");
    }

    /// The reasons of the rejected row whose first raw column has a value.
    private List<String> reasons(String first) throws SQLException {
        return rows(
                "select reason.rule || '/' || reason.column || '/' || reason.expected from"
                        + " (select unnest(reasons) as reason from check_rejected where raw_row[1] = '"
                        + first
                        + "')");
    }

    private List<String> rows(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = engine.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    cells.add(String.valueOf(result.getString(i)));
                }
                rows.add(String.join("|", cells));
            }
        }
        return rows;
    }

    private void execute(String... statements) throws SQLException {
        try (Statement statement = engine.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static Column text(String name) {
        return Column.optional(name, STRING);
    }

    private static ContractColumn column(String name, DataType type) {
        return ContractColumn.of(name, type, false);
    }

    private static ContractColumn required(String name, DataType type) {
        return ContractColumn.of(name, type, true);
    }

    private static DatasetContract contract(
            List<ContractColumn> columns, @Nullable String version) {
        return new DatasetContract(
                "parcels",
                "1",
                PARCELS,
                columns,
                List.of(columns.getFirst().name()),
                version,
                List.of(),
                List.of(),
                false,
                List.of());
    }
}
