package io.onefold.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.catalog.RunContext;
import io.onefold.lake.LakeSession;
import io.onefold.lake.QuarantineTable;
import io.onefold.lake.ReadDoor;
import io.onefold.lake.ReadLimits;
import io.onefold.lake.RowStream;
import io.onefold.model.Column;
import io.onefold.model.DataType;
import io.onefold.model.DatasetName;
import io.onefold.model.ErrorCode;
import io.onefold.model.Layer;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import io.onefold.model.contract.ContractColumn;
import io.onefold.model.contract.DatasetContract;
import io.onefold.model.contract.RowRule;
import io.onefold.quality.CheckResult.ReasonCount;
import io.onefold.quality.Quarantine.ReplayResult;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class QuarantineTest {

    private static final DatasetName SHIPS = DatasetName.parse("harbour.ships");
    private static final Principal READER =
            new Principal("ann", Set.of(), Set.of(Permission.DATA_READ), false);

    private TestLake lake;
    private Quality quality;
    private Quarantine quarantine;

    @BeforeEach
    void open() {
        lake = new TestLake();
        quality = new Quality(lake.lake());
        quarantine = new Quarantine(lake.lake(), new ReadDoor(lake.lake(), Clock.systemUTC()));
        lake.raw(
                SHIPS,
                List.of(
                        Column.optional("imo", DataType.Simple.STRING),
                        Column.optional("crew", DataType.Simple.STRING),
                        Column.optional("captain", DataType.Simple.STRING)));
        RunContext run = lake.run();
        lake.append(
                SHIPS,
                run,
                "select * from (values ('1', '10', 'Jo'), ('2', 'many', null), ('3', '900', 'Bo'), ('4', '90', null))"
                        + " t(imo, crew, captain)");
        quality.check(contract(100), run);
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @Test
    void rowsAreCountedByReason() {
        Quarantine.Summary summary = quarantine.list(SHIPS, READER);

        assertThat(quarantine.datasets()).containsExactly(SHIPS);
        assertThat(summary.rows()).isEqualTo(3);
        assertThat(summary.latest()).isEqualTo(Instant.parse("2026-01-01T01:00:00Z"));
        assertThat(summary.reasons())
                .containsExactly(
                        new ReasonCount("captained", "captain", 2),
                        new ReasonCount("crew-size", "crew", 1),
                        new ReasonCount("type", "crew", 1));
    }

    @Test
    void rowsAreShownUnderTheReadersMasks() {
        lake.tag(SHIPS.in(Layer.QUARANTINE), "captain", "PII.Secret");

        assertThat(shown(Optional.of("crew-size"))).containsExactly("3|900|null");
        assertThat(shown(Optional.empty())).hasSize(3);
    }

    @Test
    void aReplayPromotesWhatTheContractOfNowLetsPass() {
        ReplayResult same = quarantine.replay(contract(100), lake.run());
        assertThat(same).isEqualTo(new ReplayResult(SHIPS, 3, 0, 3, 0));

        ReplayResult wider = quarantine.replay(contract(1000), lake.run());

        assertThat(wider).isEqualTo(new ReplayResult(SHIPS, 3, 1, 2, 0));
        assertThat(lake.trusted(SHIPS)).containsExactly("1|10|Jo", "3|900|Bo");
        assertThat(quality.check(contract(1000), lake.run()).scope())
                .isEqualTo(CheckResult.Scope.NOTHING);
    }

    @Test
    void discardedRowsLeaveAndDoNotComeBackByThemselves() {
        long one = quarantine.discard(SHIPS, Optional.of("crew-size"), lake.run());

        assertThat(one).isEqualTo(1);
        assertThat(shown(Optional.of("crew-size"))).isEmpty();
        assertThat(quarantine.list(SHIPS, READER).rows()).isEqualTo(2);
        assertThat(quarantine.discard(SHIPS, Optional.of("crew-size"), lake.run())).isZero();
        assertThat(quality.check(contract(100), lake.run()).scope())
                .isEqualTo(CheckResult.Scope.NOTHING);
        assertThat(quarantine.discard(SHIPS, Optional.empty(), lake.run())).isEqualTo(2);
        assertThat(quarantine.list(SHIPS, READER).rows()).isZero();
        assertThat(quarantine.list(SHIPS, READER).discarded()).isEqualTo(3);
        assertThat(lake.trusted(SHIPS)).containsExactly("1|10|Jo");
    }

    @Test
    void aDiscardedRowStaysDiscardedWhenItsContractChangesUntilItIsReplayed() {
        quarantine.discard(SHIPS, Optional.of("crew-size"), lake.run());

        CheckResult wider = quality.check(contract(1000), lake.run());

        assertThat(wider.scope()).isEqualTo(CheckResult.Scope.REBUILD);
        assertThat(lake.trusted(SHIPS)).containsExactly("1|10|Jo");
        Quarantine.Summary summary = quarantine.list(SHIPS, READER);
        assertThat(summary.rows()).isEqualTo(2);
        assertThat(summary.discarded()).isEqualTo(1);
        assertThat(summary.reasons())
                .containsExactly(
                        new ReasonCount("captained", "captain", 2),
                        new ReasonCount("type", "crew", 1));
        assertThat(shown(Optional.empty())).doesNotContain("3|900|Bo").hasSize(2);

        assertThat(quarantine.replay(contract(800), lake.run()))
                .isEqualTo(new ReplayResult(SHIPS, 3, 0, 3, 0));
        assertThat(quarantine.list(SHIPS, READER).discarded()).isEqualTo(1);

        assertThat(quarantine.replay(contract(1000), lake.run()))
                .isEqualTo(new ReplayResult(SHIPS, 3, 1, 2, 0));
        assertThat(lake.trusted(SHIPS)).containsExactly("1|10|Jo", "3|900|Bo");
        assertThat(quarantine.list(SHIPS, READER).discarded()).isZero();
    }

    @Test
    void aDiscardedRowThatIsRepairedIsTrustedAndLeaves() {
        quarantine.discard(SHIPS, Optional.empty(), lake.run());
        RunContext second = lake.run();
        lake.append(
                SHIPS,
                second,
                "select * from (values ('3', '90', 'Bo'), ('6', '901', 'Al')) t(imo, crew, captain)");

        quality.check(contract(100), second);

        assertThat(lake.trusted(SHIPS)).containsExactly("1|10|Jo", "3|90|Bo");
        Quarantine.Summary summary = quarantine.list(SHIPS, READER);
        assertThat(summary.rows()).isEqualTo(1);
        assertThat(summary.discarded()).isEqualTo(2);
    }

    @Test
    void aReplayDoesNotHideRawRowsFromTheNextCheck() {
        RunContext second = lake.run();
        lake.append(SHIPS, second, "select '5' as imo, '5' as crew, 'Di' as captain");

        quarantine.replay(contract(100), lake.run());
        CheckResult result = quality.check(contract(100), second);

        assertThat(result.trusted()).isEqualTo(1);
        assertThat(lake.trusted(SHIPS)).containsExactly("1|10|Jo", "5|5|Di");
    }

    @Test
    void rowsThatIngestRejectedStayAndAreNamed() {
        QuarantineTable table =
                QuarantineTable.open(
                        lake.lake(), SHIPS.in(Layer.QUARANTINE), List.of("imo", "crew", "captain"));
        try (LakeSession session = lake.lake().session(Principal.system("ingest"))) {
            session.publish(
                    table.append(
                            "select null as imo, '1' as crew, 'Al' as captain, 'hash' as _row_hash,"
                                    + " [{'rule': 'key', 'column': 'imo', 'expected': 'a value'}] as _reasons",
                            "ingest-run",
                            Instant.EPOCH,
                            "",
                            "unkeyed"));
        }

        ReplayResult result = quarantine.replay(contract(1000), lake.run());

        assertThat(result).isEqualTo(new ReplayResult(SHIPS, 3, 1, 2, 1));
        assertThat(quarantine.list(SHIPS, READER).rows()).isEqualTo(3);
    }

    @Test
    void aReplayNeedsThePermissionToOperate() {
        RunContext run = lake.run();
        RunContext reader =
                new RunContext(run.runId(), READER, run.clock(), run.progress(), run.journal());
        assertThatThrownBy(() -> quarantine.replay(contract(100), reader))
                .extracting(e -> ((OnefoldException) e).code())
                .isEqualTo(ErrorCode.FORBIDDEN);
    }

    @Test
    void aDatasetWithoutAQuarantineIsNotFound() {
        assertThatThrownBy(() -> quarantine.list(DatasetName.parse("harbour.ports"), READER))
                .hasMessageContaining("nothing of harbour.ports was ever rejected")
                .hasMessageContaining("[harbour.ships]");
    }

    private List<String> shown(Optional<String> rule) {
        List<String> rows = new ArrayList<>();
        try (RowStream stream = quarantine.show(SHIPS, rule, READER, ReadLimits.DEFAULT)) {
            while (stream.next()) {
                List<@Nullable Object> row = stream.row();
                rows.add(row.get(0) + "|" + row.get(1) + "|" + row.get(2));
            }
        }
        return rows;
    }

    private static DatasetContract contract(int most) {
        return new DatasetContract(
                "ships",
                "1.0.0",
                SHIPS,
                List.of(
                        ContractColumn.of("imo", DataType.Simple.LONG, true),
                        ContractColumn.of("crew", DataType.Simple.LONG, false),
                        ContractColumn.of("captain", DataType.Simple.STRING, false)),
                List.of("imo"),
                null,
                List.of(
                        new RowRule(
                                "crew-size", "crew", "at most " + most, "crew <= " + most, true),
                        new RowRule(
                                "captained", "captain", "a name", "captain is not null", false)),
                List.of(),
                false,
                List.of());
    }
}
