package io.onefold.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.catalog.RunContext;
import io.onefold.model.Column;
import io.onefold.model.DataType;
import io.onefold.model.DatasetName;
import io.onefold.model.ErrorCode;
import io.onefold.model.Layer;
import io.onefold.model.OnefoldException;
import io.onefold.model.contract.ContractColumn;
import io.onefold.model.contract.DatasetContract;
import io.onefold.model.contract.Reference;
import io.onefold.model.contract.RowRule;
import io.onefold.quality.CheckResult.Scope;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class QualityTest {

    private static final DatasetName SHIPS = DatasetName.parse("harbour.ships");
    private static final DatasetName PORTS = DatasetName.parse("harbour.ports");
    private static final DataType STRING = DataType.Simple.STRING;
    private static final DataType LONG = DataType.Simple.LONG;

    private TestLake lake;
    private Quality quality;

    @BeforeEach
    void open() {
        lake = new TestLake();
        quality = new Quality(lake.lake());
        lake.raw(SHIPS, List.of(Column.optional("imo", STRING), Column.optional("crew", STRING)));
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @Test
    void theFirstCheckBuildsTrustedAndQuarantineAndAnUndisturbedSecondOneCommitsNothing() {
        RunContext first = lake.run();
        lake.append(
                SHIPS,
                first,
                "select * from (values ('1', '10'), ('2', 'many'), ('3', null)) t(imo, crew)");

        CheckResult built = quality.check(crewed(100), first);

        assertThat(built)
                .extracting(
                        CheckResult::scope,
                        CheckResult::trusted,
                        CheckResult::quarantined,
                        CheckResult::rowsWritten)
                .containsExactly(Scope.REBUILD, 2L, 1L, 2L);
        assertThat(lake.trusted(SHIPS)).containsExactly("1|10", "3|null");
        assertThat(lake.quarantine(SHIPS))
                .containsExactly(
                        "2|many|1.0.0|[{'rule': type, 'column': crew, 'expected': a whole number of 64 bits}]");

        CheckResult second = quality.check(crewed(100), lake.run());

        assertThat(second.scope()).isEqualTo(Scope.NOTHING);
        assertThat(second.trusted() + second.quarantined() + second.rowsWritten()).isZero();
        assertThat(second.trustedSnapshot()).isEqualTo(built.trustedSnapshot());
    }

    @Test
    void onlyTheKeysWithNewRowsAreJudged() {
        RunContext first = lake.run();
        lake.append(
                SHIPS, first, "select cast(range as varchar) as imo, '5' as crew from range(1000)");
        quality.check(crewed(100), first);
        RunContext second = lake.run();
        lake.append(
                SHIPS,
                second,
                "select * from (values ('7', '8'), ('8', '900'), ('x', '1'), ('5000', '5')) t(imo, crew)");

        CheckResult result = quality.check(crewed(100), second);

        assertThat(result.scope()).isEqualTo(Scope.CHANGED_KEYS);
        assertThat(result)
                .extracting(
                        CheckResult::trusted,
                        CheckResult::quarantined,
                        CheckResult::rowsWritten,
                        CheckResult::rowsRemoved)
                .containsExactly(2L, 2L, 2L, 2L);
        assertThat(lake.trusted(SHIPS))
                .hasSize(1000)
                .contains("7|8", "5000|5")
                .doesNotContain("8|5", "8|900");
        assertThat(lake.quarantine(SHIPS)).hasSize(2);
    }

    @Test
    void aRowThatIsRepairedLeavesQuarantine() {
        RunContext first = lake.run();
        lake.append(SHIPS, first, "select * from (values ('1', '10'), ('2', '900')) t(imo, crew)");
        quality.check(crewed(100), first);
        RunContext second = lake.run();
        lake.append(SHIPS, second, "select '2' as imo, '90' as crew");

        quality.check(crewed(100), second);

        assertThat(lake.trusted(SHIPS)).containsExactly("1|10", "2|90");
        assertThat(lake.quarantine(SHIPS)).isEmpty();
    }

    @Test
    void aRowThatIsGoneFromTheSiloLeavesTrusted() {
        RunContext first = lake.run();
        lake.append(SHIPS, first, "select * from (values ('1', '10'), ('2', '20')) t(imo, crew)");
        quality.check(crewed(100), first);
        RunContext second = lake.run();
        lake.append(SHIPS, second, "select '2' as imo, '20' as crew, true as _deleted");

        CheckResult result = quality.check(crewed(100), second);

        assertThat(result)
                .extracting(CheckResult::deleted, CheckResult::trusted, CheckResult::rowsRemoved)
                .containsExactly(1L, 0L, 1L);
        assertThat(lake.trusted(SHIPS)).containsExactly("1|10");
    }

    @Test
    void aChangedContractRebuilds() {
        RunContext first = lake.run();
        lake.append(SHIPS, first, "select * from (values ('1', '10'), ('2', '20')) t(imo, crew)");
        quality.check(crewed(100), first);

        CheckResult result = quality.check(crewed(15), lake.run());

        assertThat(result.scope()).isEqualTo(Scope.REBUILD);
        assertThat(lake.trusted(SHIPS)).containsExactly("1|10");
        assertThat(lake.quarantine(SHIPS)).hasSize(1);
        quality.check(crewed(100), lake.run());
        assertThat(lake.trusted(SHIPS)).containsExactly("1|10", "2|20");
        assertThat(lake.quarantine(SHIPS)).isEmpty();
    }

    @Test
    void aContractWithOtherColumnsChangesTheTable() {
        RunContext first = lake.run();
        lake.append(SHIPS, first, "select '1' as imo, '10' as crew");
        quality.check(crewed(100), first);
        DatasetContract other =
                new DatasetContract(
                        "ships",
                        "2.0.0",
                        SHIPS,
                        List.of(
                                ContractColumn.of("imo", LONG, true),
                                ContractColumn.of("crew", STRING, false),
                                new ContractColumn(
                                        "officers",
                                        "crew",
                                        new DataType.Decimal(10, 2),
                                        false,
                                        false,
                                        Set.of(),
                                        List.of(),
                                        "cast(crew as integer) / 4")),
                        List.of("imo"),
                        null,
                        List.of(),
                        List.of(),
                        false,
                        List.of());

        quality.check(other, lake.run());

        assertThat(lake.trusted(SHIPS)).containsExactly("1|10|2.50");
    }

    @Test
    void withoutAContractTheRowsPassAsTheyAreAndTheKeyIsRequired() {
        RunContext first = lake.run();
        lake.append(
                SHIPS, first, "select * from (values ('1', 'many'), (null, '20')) t(imo, crew)");

        CheckResult result = quality.check(SHIPS, List.of("imo"), first);

        assertThat(lake.trusted(SHIPS)).containsExactly("1|many");
        assertThat(result.reasons())
                .containsExactly(new CheckResult.ReasonCount("required", "imo", 1));
    }

    @Test
    void aCheckStartedAgainInTheSameRunAnswersWithTheSameFigures() {
        RunContext first = lake.run();
        lake.append(SHIPS, first, "select * from (values ('1', '10'), ('2', 'many')) t(imo, crew)");
        CheckResult once = quality.check(crewed(100), first);

        CheckResult again = quality.check(crewed(100), lake.again(first));

        assertThat(again.scope()).isEqualTo(Scope.NOTHING);
        assertThat(again)
                .extracting(CheckResult::trusted, CheckResult::quarantined, CheckResult::reasons)
                .containsExactly(once.trusted(), once.quarantined(), once.reasons());
    }

    @Test
    void aRowIsPromotedWhenTheRowItRefersToArrivesAndLeavesWhenThatIsGone() {
        lake.raw(PORTS, List.of(Column.optional("code", STRING)));
        RunContext first = lake.run();
        lake.append(PORTS, first, "select '10' as code");
        lake.append(
                SHIPS,
                first,
                "select * from (values ('1', '10'), ('2', '20'), ('3', '30')) t(imo, crew)");
        quality.check(PORTS, List.of("code"), first);
        quality.check(docked(), first);
        assertThat(lake.trusted(SHIPS)).containsExactly("1|10");

        RunContext second = lake.run();
        lake.append(
                PORTS,
                second,
                "select * from (values ('10', true), ('20', false)) t(code, _deleted)");
        quality.check(PORTS, List.of("code"), second);
        CheckResult result = quality.check(docked(), second);

        assertThat(result.scope()).isEqualTo(Scope.EVERY_KEY);
        assertThat(lake.trusted(SHIPS)).containsExactly("2|20");
        assertThat(lake.quarantine(SHIPS)).hasSize(2);
        assertThat(quality.check(docked(), lake.run()).scope()).isEqualTo(Scope.NOTHING);
    }

    @Test
    void aReferenceToADatasetThatWasNeverIngestedSaysWhatToRun() {
        lake.append(SHIPS, lake.run(), "select '1' as imo, '10' as crew");
        assertThatThrownBy(() -> quality.check(docked(), lake.run()))
                .hasMessageContaining("harbour.ports")
                .hasMessageContaining("never ingested")
                .extracting(e -> ((OnefoldException) e).code())
                .isEqualTo(ErrorCode.RUN_FAILED);
    }

    @Test
    void datasetsThatReferToEachOtherSettleInTheNextRun() {
        lake.raw(
                PORTS,
                List.of(Column.optional("code", STRING), Column.optional("flagship", STRING)));
        RunContext first = lake.run();
        lake.append(PORTS, first, "select '10' as code, '1' as flagship");
        lake.append(SHIPS, first, "select '1' as imo, '10' as crew");
        quality.check(docked(), first);
        assertThat(lake.trusted(SHIPS)).isEmpty();

        quality.check(flagged(), first);
        quality.check(docked(), lake.run());

        assertThat(lake.trusted(PORTS)).containsExactly("10|1");
        assertThat(lake.trusted(SHIPS)).containsExactly("1|10");
    }

    @Test
    void aDatasetThatWasNeverIngestedIsNotFound() {
        assertThatThrownBy(() -> quality.check(PORTS, List.of("code"), lake.run()))
                .hasMessageContaining("harbour.ports was never ingested");
    }

    @Test
    void aContractThatReadsAMissingColumnSaysWhichAndWhatThereIs() {
        DatasetContract wrong =
                new DatasetContract(
                        "ships",
                        "1.0.0",
                        SHIPS,
                        List.of(
                                ContractColumn.of("imo", LONG, true),
                                new ContractColumn(
                                        "crew", "crow", LONG, false, false, Set.of(), List.of(),
                                        null)),
                        List.of("imo"),
                        null,
                        List.of(),
                        List.of(),
                        false,
                        List.of());
        lake.append(SHIPS, lake.run(), "select '1' as imo, '10' as crew");
        assertThatThrownBy(() -> quality.check(wrong, lake.run()))
                .hasMessageContaining("contract 'ships' 1.0.0 of harbour.ships, column 'crew'")
                .hasMessageContaining("'crow'")
                .hasMessageContaining("did you mean 'crew'?");
    }

    @Test
    void aRawTableWithoutRowsGivesAnEmptyTrustedTable() {
        CheckResult result = quality.check(crewed(100), lake.run());
        assertThat(result.trusted()).isZero();
        assertThat(lake.trusted(SHIPS)).isEmpty();
        assertThat(lake.lake().find(SHIPS.in(Layer.QUARANTINE))).isEmpty();
    }

    private static DatasetContract crewed(int most) {
        return new DatasetContract(
                "ships",
                "1.0.0",
                SHIPS,
                List.of(
                        ContractColumn.of("imo", LONG, true),
                        ContractColumn.of("crew", LONG, false)),
                List.of("imo"),
                null,
                List.of(
                        new RowRule(
                                "crew-size", "crew", "at most " + most, "crew <= " + most, true)),
                List.of(),
                false,
                List.of());
    }

    private static DatasetContract docked() {
        return new DatasetContract(
                "ships",
                "1.0.0",
                SHIPS,
                List.of(
                        ContractColumn.of("imo", LONG, true),
                        ContractColumn.of("crew", LONG, false)),
                List.of("imo"),
                null,
                List.of(),
                List.of(new Reference(List.of("crew"), PORTS, List.of("code"))),
                false,
                List.of());
    }

    private static DatasetContract flagged() {
        return new DatasetContract(
                "ports",
                "1.0.0",
                PORTS,
                List.of(
                        ContractColumn.of("code", LONG, true),
                        ContractColumn.of("flagship", LONG, false)),
                List.of("code"),
                null,
                List.of(),
                List.of(new Reference(List.of("flagship"), SHIPS, List.of("imo"))),
                false,
                List.of());
    }
}
