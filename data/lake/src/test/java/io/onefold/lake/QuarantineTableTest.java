package io.onefold.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.model.OnefoldException;
import io.onefold.model.TableName;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuarantineTableTest {

    private static final TableName NAME = TableName.of("quarantine", "shop", "orders");
    private static final Instant NOW = Instant.parse("2026-03-01T23:59:59.123456Z");
    private static final String TWO_ROWS =
            """
            SELECT i AS id, 'x' || i AS "na""me", 'h' || i AS _row_hash,
                   [{'rule': 'type', 'column': 'id', 'expected': 'long'}] AS _reasons
            FROM range(2) t(i)
            """;

    private LakeFixture fixture;
    private LakeSession session;

    @BeforeEach
    void open() {
        fixture = new LakeFixture();
        session = fixture.session();
    }

    @AfterEach
    void close() {
        session.close();
        fixture.close();
    }

    @Test
    void rejectedRowsKeepTheirTextReasonsRunAndMoment() {
        QuarantineTable quarantine =
                QuarantineTable.open(fixture.lake, NAME, List.of("id", "na\"me"));

        session.publish(quarantine.append(TWO_ROWS, "run-1", NOW, "v3", "check"));

        session.attach(NAME);
        assertThat(
                        LakeFixture.rows(
                                session,
                                "SELECT id, \"na\"\"me\", _run_id, _contract_version, _row_hash,"
                                        + " _reasons[1].rule, _rejected_at::VARCHAR"
                                        + " FROM quarantine.shop.orders ORDER BY id"))
                .containsExactly(
                        "0|x0|run-1|v3|h0|type|2026-03-01 23:59:59.123456+00",
                        "1|x1|run-1|v3|h1|type|2026-03-01 23:59:59.123456+00");
        assertThat(fixture.lake.require(NAME).partition())
                .containsExactly(PartitionField.day("_rejected_at"));
    }

    @Test
    void aRepeatedAppendOfTheSameRunIsSkipped() {
        QuarantineTable quarantine =
                QuarantineTable.open(fixture.lake, NAME, List.of("id", "na\"me"));
        Write write = quarantine.append(TWO_ROWS, "run-1", NOW, "v3", "check");

        session.publish(write);
        Commit again = session.publish(write);

        assertThat(again.outcome()).isEqualTo(Commit.Outcome.ALREADY_DONE);
        assertThat(again.rowsAdded()).isEqualTo(2);
        assertThat(fixture.lake.require(NAME).rows()).isEqualTo(2);
    }

    @Test
    void replacingARunsRowsLeavesOtherRunsAndStagesAlone() {
        QuarantineTable quarantine =
                QuarantineTable.open(fixture.lake, NAME, List.of("id", "na\"me"));
        session.publish(quarantine.append(TWO_ROWS, "run-1", NOW, "", "ingest"));
        session.publish(quarantine.append(TWO_ROWS, "run-1", NOW, "v3", "check"));
        session.publish(quarantine.append(TWO_ROWS, "run-2", NOW, "v3", "check"));

        Commit commit =
                session.publish(
                        quarantine.replaceRun(
                                "SELECT * FROM (" + TWO_ROWS + ") LIMIT 1",
                                "run-1",
                                NOW,
                                "v3",
                                "check-again"));

        session.attach(NAME);
        assertThat(commit.rowsRemoved()).isEqualTo(2);
        assertThat(commit.rowsAdded()).isEqualTo(1);
        assertThat(
                        LakeFixture.rows(
                                session,
                                "SELECT _run_id, _contract_version, count(*)"
                                        + " FROM quarantine.shop.orders GROUP BY ALL ORDER BY ALL"))
                .containsExactly("run-1||2", "run-1|v3|1", "run-2|v3|2");
    }

    @Test
    void aColumnThatTheSourceAddedJoinsTheTableAndOneThatItLostReadsNull() {
        QuarantineTable first = QuarantineTable.open(fixture.lake, NAME, List.of("id", "na\"me"));
        session.publish(first.append(TWO_ROWS, "run-1", NOW, "v3", "check"));

        QuarantineTable second = QuarantineTable.open(fixture.lake, NAME, List.of("id", "new"));
        session.publish(
                second.append(
                        "SELECT 7 AS id, 'n' AS new, 'h7' AS _row_hash, NULL AS _reasons",
                        "run-2",
                        NOW,
                        "v4",
                        "check"));

        session.attach(NAME);
        assertThat(
                        LakeFixture.rows(
                                session,
                                "SELECT id, \"na\"\"me\", new FROM quarantine.shop.orders ORDER BY id"))
                .containsExactly("0|x0|null", "1|x1|null", "7|null|n");
    }

    @Test
    void aRawColumnWithOneOfItsOwnNamesIsRefused() {
        assertThatThrownBy(() -> QuarantineTable.open(fixture.lake, NAME, List.of("_Reasons")))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("_Reasons")
                .hasMessageContaining("exclude");
    }
}
