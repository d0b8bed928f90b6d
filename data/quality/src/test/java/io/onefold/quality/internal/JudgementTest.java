package io.onefold.quality.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.model.DataType;
import io.onefold.model.DatasetName;
import io.onefold.model.contract.ContractColumn;
import io.onefold.model.contract.DatasetContract;
import io.onefold.model.contract.Normalisation;
import io.onefold.model.contract.Reference;
import io.onefold.model.contract.RowRule;
import io.onefold.quality.CheckResult.NormalisedCount;
import io.onefold.quality.CheckResult.ReasonCount;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a contract says of a row.
final class JudgementTest {

    private static final DataType STRING = DataType.Simple.STRING;
    private static final DataType LONG = DataType.Simple.LONG;

    private final JudgementBench engine = new JudgementBench();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void everyBrokenRuleIsAReasonAndNoReasonHoldsAValue() {
        RawTable raw = engine.parcels("id", "weight", "town", "colour");
        DatasetContract contract =
                JudgementBench.contract(
                        List.of(
                                JudgementBench.column("id", LONG),
                                JudgementBench.required("weight", LONG),
                                JudgementBench.required("town", STRING),
                                JudgementBench.column("colour", STRING)),
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
                                        true)));
        String run = raw.run();
        raw.append("1", "heavy", null, "green");
        raw.append("2", "5", "Ulm", "red");
        raw.append("3", "5", "Kiel", null);

        Judgement judgement = engine.judge(raw, contract, run);

        assertThat(engine.trusted()).containsExactly("2|5|Ulm|red");
        assertThat(engine.reasons("1"))
                .containsExactly(
                        "type/weight/a whole number of 64 bits",
                        "required/town/a value",
                        "colour-known/colour/red or blue");
        assertThat(engine.reasons("3"))
                .containsExactly(
                        "colour-known/colour/red or blue", "town-short/town/at most 3 letters");
        assertThat(judgement.counts().reasons())
                .contains(new ReasonCount("colour-known", "colour", 2));
    }

    @Test
    void aRuleIsNotAskedOfAValueThatCouldNotBeConverted() {
        RawTable raw = engine.parcels("id", "weight");
        DatasetContract contract =
                JudgementBench.contract(
                        List.of(
                                JudgementBench.column("id", LONG),
                                JudgementBench.column("weight", LONG)),
                        null,
                        List.of(
                                new RowRule(
                                        "light", "weight", "below 100", "weight < 100", false)));
        String run = raw.run();
        raw.append("1", "heavy");

        engine.judge(raw, contract, run);

        assertThat(engine.reasons("1")).containsExactly("type/weight/a whole number of 64 bits");
    }

    @Test
    void aContractsSqlIsReadAsSparkReadsIt() {
        RawTable raw = engine.parcels("id", "town");
        ContractColumn town =
                new ContractColumn(
                        "town",
                        "town",
                        STRING,
                        false,
                        false,
                        Set.of(),
                        List.of(new Normalisation("words", "regexp_replace(town, '-', ' ')")),
                        "concat(nvl(town, '?'), nullif(id, '2'))");
        DatasetContract contract =
                JudgementBench.contract(
                        List.of(JudgementBench.column("id", LONG), town),
                        null,
                        List.of(
                                new RowRule(
                                        "first-word",
                                        "town",
                                        "begins with a or with ?",
                                        "regexp_like(substring_index(town, ' ', 1), '^[a?]')",
                                        false)));
        String run = raw.run();
        raw.append("1", "a-b-c");
        raw.append("2", "a-b");
        raw.append("3", null);
        raw.append("4", "b-a");

        engine.judge(raw, contract, run);

        assertThat(engine.trusted()).containsExactly("1|a b c1", "3|?3");
        assertThat(engine.reasons("2")).containsExactly("type/town/a text");
        assertThat(engine.reasons("4")).containsExactly("first-word/town/begins with a or with ?");
    }

    @Test
    void correctionsAreCountedAndConversionsAreNot() {
        RawTable raw = engine.parcels("id", "sent", "type");
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
        DatasetContract contract =
                JudgementBench.contract(
                        List.of(JudgementBench.column("id", LONG), sent, type), null);
        String run = raw.run();
        raw.append("1", "930131", "box");
        raw.append("2", " ", "parcel");
        raw.append("3", "?", "box");
        raw.append("4", null, "parcel");
        raw.append("5", "930231", "parcel");

        Judgement judgement = engine.judge(raw, contract, run);

        assertThat(engine.trusted())
                .containsExactly(
                        "1|1993-01-31|parcel", "2|null|parcel", "3|null|parcel", "4|null|parcel");
        assertThat(engine.reasons("5")).containsExactly("type/sent/a date, yyyy-MM-dd");
        assertThat(judgement.counts().normalised())
                .containsExactly(
                        new NormalisedCount("sent_on", "blank", 1),
                        new NormalisedCount("sent_on", "question-mark", 1),
                        new NormalisedCount("type", "old-word", 2));
    }

    @Test
    void sqlThatFailsOnARowQuarantinesThatRowOnly() {
        RawTable raw = engine.parcels("id", "weight");
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
        DatasetContract contract =
                JudgementBench.contract(List.of(JudgementBench.column("id", LONG), grams), null);
        String run = raw.run();
        raw.append("1", "2");
        raw.append("2", "x");
        raw.append("3", "0");
        raw.append("4", "9223372036854775807");

        engine.judge(raw, contract, run);

        assertThat(engine.trusted()).containsExactly("1|2000", "3|null");
        assertThat(engine.reasons("2")).containsExactly("type/weight/a whole number of 64 bits");
        assertThat(engine.reasons("4")).containsExactly("type/weight/a whole number of 64 bits");
    }

    @Test
    void rowsThatShareAUniqueValueAreAllRefused() {
        RawTable raw = engine.parcels("id", "label");
        ContractColumn label =
                new ContractColumn(
                        "label", "label", STRING, false, true, Set.of(), List.of(), null);
        DatasetContract contract =
                JudgementBench.contract(List.of(JudgementBench.column("id", LONG), label), null);
        String run = raw.run();
        raw.append("1", "A");
        raw.append("2", "A");
        raw.append("3", "B");
        raw.append("4", null);
        raw.append("5", null);

        engine.judge(raw, contract, run);

        assertThat(engine.trusted()).containsExactly("3|B", "4|null", "5|null");
        assertThat(engine.reasons("1"))
                .containsExactly("unique/label/a value that no other row has");
    }

    @Test
    void aValueThatTheReferencedDatasetDoesNotKnowIsRefusedAndANullPasses() {
        engine.execute(
                "create table towns (name varchar, zip integer)",
                "insert into towns values ('Ulm', 89), (null, 1), ('Bonn', 53)",
                "create table rejected_towns (\"ZIP code\" varchar)",
                "insert into rejected_towns values ('70'), ('90.5'), (null)");
        RawTable raw = engine.parcels("id", "zip");
        DatasetContract contract =
                new DatasetContract(
                        "parcels",
                        "1",
                        JudgementBench.PARCELS,
                        List.of(
                                JudgementBench.column("id", LONG),
                                JudgementBench.column("zip", LONG)),
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

        engine.judge(
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

        assertThat(engine.trusted()).containsExactly("1|89", "3|null", "4|70");
        assertThat(engine.reasons("2"))
                .containsExactly("reference/zip/a row of geo.towns with this zip");
    }

    @Test
    void oddNamesDoNotMeetOurOwn() {
        RawTable raw =
                engine.raw(
                        "parcels",
                        JudgementBench.text("order"),
                        JudgementBench.text("we\"ird"),
                        JudgementBench.text("t0"),
                        JudgementBench.text("größe"),
                        JudgementBench.text("v"));
        DatasetContract contract =
                new DatasetContract(
                        "parcels",
                        "1",
                        JudgementBench.PARCELS,
                        List.of(
                                JudgementBench.column("order", LONG),
                                JudgementBench.column("we\"ird", LONG),
                                JudgementBench.column("t0", STRING),
                                JudgementBench.column("größe", LONG),
                                JudgementBench.column("v", STRING)),
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

        engine.judge(raw, contract, run);

        assertThat(engine.trusted()).containsExactly("1|5|a|6|b");
        assertThat(engine.reasons("2")).containsExactly("r/größe/it's {{more}}");
    }
}
