package io.onefold.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.model.Column;
import io.onefold.model.DataType;
import io.onefold.model.TableName;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LakeTest {

    private static final TableName ACCOUNTS = TableName.of("trusted", "profiles_db", "accounts");

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

    private void createAccounts(PartitionField... partition) {
        fixture.lake.create(
                ACCOUNTS,
                List.of(
                        Column.required("account_id", DataType.Simple.LONG),
                        Column.optional("name", DataType.Simple.STRING),
                        Column.optional("balance", new DataType.Decimal(18, 2)),
                        Column.optional("opened_at", DataType.Simple.TIMESTAMPTZ)),
                List.of(partition));
    }

    private Commit append(String runId, String select) {
        return session.publish(new Write(ACCOUNTS, select, new WriteMode.Append(), runId));
    }

    @Test
    void appendedRowsAreReadUnderTheThreePartName() {
        createAccounts();

        Commit commit =
                append(
                        "run-1",
                        "SELECT i AS account_id, 'n' || i AS name, (i * 1.5)::DECIMAL(18,2) AS balance,"
                                + " TIMESTAMPTZ '2024-01-01 00:00:00+00' + to_days(i::INT) AS opened_at FROM range(5) t(i)");

        session.attach(ACCOUNTS);
        assertThat(commit.outcome()).isEqualTo(Commit.Outcome.COMMITTED);
        assertThat(commit.rowsAdded()).isEqualTo(5);
        assertThat(
                        LakeFixture.rows(
                                session,
                                "SELECT account_id, name, balance FROM trusted.profiles_db.accounts ORDER BY 1 LIMIT 2"))
                .containsExactly("0|n0|0.00", "1|n1|1.50");
    }

    @Test
    void anOverwriteReplacesAllRows() {
        createAccounts(PartitionField.day("opened_at"));
        append(
                "run-1",
                "SELECT 1::BIGINT AS account_id, 'a' AS name, NULL AS balance, NULL AS opened_at");

        Commit commit =
                session.publish(
                        new Write(
                                ACCOUNTS,
                                "SELECT 2::BIGINT AS account_id, 'b' AS name, NULL AS balance, now() AS opened_at",
                                new WriteMode.Overwrite(),
                                "run-2"));

        session.attach(ACCOUNTS);
        assertThat(commit.rowsRemoved()).isEqualTo(1);
        assertThat(LakeFixture.rows(session, "SELECT account_id FROM trusted.profiles_db.accounts"))
                .containsExactly("2");
    }

    @Test
    void aReplaceRewritesOnlyChangedKeys() {
        createAccounts();
        append(
                "run-1",
                "SELECT i AS account_id, 'old' AS name, NULL AS balance, NULL AS opened_at FROM range(5) t(i)");

        Commit commit =
                session.publish(
                        new Write(
                                ACCOUNTS,
                                "SELECT 1::BIGINT AS account_id, 'new' AS name, NULL AS balance, NULL AS opened_at",
                                new WriteMode.Replace(
                                        List.of("account_id"),
                                        "SELECT unnest([1, 2])::BIGINT AS account_id"),
                                "run-2"));

        session.attach(ACCOUNTS);
        assertThat(commit.rowsAdded()).isEqualTo(1);
        assertThat(commit.rowsRemoved()).isEqualTo(2);
        assertThat(
                        LakeFixture.rows(
                                session,
                                "SELECT account_id, name FROM trusted.profiles_db.accounts ORDER BY 1"))
                .containsExactly("0|old", "1|new", "3|old", "4|old");
    }
}
