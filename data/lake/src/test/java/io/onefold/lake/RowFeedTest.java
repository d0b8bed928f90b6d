package io.onefold.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.model.Column;
import io.onefold.model.DataType;
import io.onefold.model.DataType.Simple;
import io.onefold.model.OnefoldException;
import io.onefold.model.TableName;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RowFeedTest {

    private static final TableName NUMBERS = TableName.of("raw", "silo", "numbers");
    private static final List<Column> ONE = List.of(Column.optional("n", Simple.LONG));

    private final LakeFixture fixture = new LakeFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    /// So many whole numbers from a first one on.
    private static RowSource numbers(long first, long count) {
        long[] given = {0};
        return batch -> {
            int rows = (int) Math.min(batch.capacity(), count - given[0]);
            for (int row = 0; row < rows; row++) {
                batch.setLong(0, row, first + given[0] + row);
            }
            given[0] += rows;
            return rows;
        };
    }

    private static List<String> rows(LakeSession session, String sql) throws SQLException {
        List<String> all = new ArrayList<>();
        try (Statement statement = session.connection().createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.append(i > 1 ? "|" : "").append(rows.getString(i));
                }
                all.add(row.toString());
            }
        }
        return all;
    }

    @Test
    void aValueOfEveryTypeAndANullArriveAsTheyAre() throws SQLException {
        List<Column> columns =
                List.of(
                        Column.optional("b", Simple.BOOLEAN),
                        Column.optional("i", Simple.INT),
                        Column.optional("l", Simple.LONG),
                        Column.optional("f", Simple.FLOAT),
                        Column.optional("d", Simple.DOUBLE),
                        Column.optional("a \"text\"", Simple.STRING),
                        Column.optional("day", Simple.DATE),
                        Column.optional("t", Simple.TIME),
                        Column.optional("ts", Simple.TIMESTAMP),
                        Column.optional("tz", Simple.TIMESTAMPTZ),
                        Column.optional("small", new DataType.Decimal(9, 2)),
                        Column.optional("large", new DataType.Decimal(38, 4)));
        boolean[] done = {false};
        RowSource source =
                batch -> {
                    if (done[0]) {
                        return 0;
                    }
                    done[0] = true;
                    batch.setBoolean(0, 0, true);
                    batch.setInt(1, 0, Integer.MIN_VALUE);
                    batch.setLong(2, 0, Long.MAX_VALUE);
                    batch.setFloat(3, 0, 0.1f);
                    batch.setDouble(4, 0, -0.0);
                    batch.setText(5, 0, "žluť\t\"x\"".getBytes(StandardCharsets.UTF_8));
                    batch.setInt(6, 0, -719_162);
                    batch.setLong(7, 0, 86_399_999_999L);
                    batch.setLong(8, 0, -1);
                    batch.setLong(9, 0, 253_402_300_799_999_999L);
                    batch.setDecimal(10, 0, new BigDecimal("-1234567.89"));
                    batch.setDecimal(
                            11, 0, new BigDecimal("1234567890123456789012345678901234.5678"));
                    for (int column = 0; column < columns.size(); column++) {
                        batch.setNull(column, 1);
                    }
                    return 2;
                };

        try (LakeSession session = fixture.session();
                RowFeed feed = session.feed(columns, List.of(source))) {
            assertThat(rows(session, "SELECT * FROM " + feed.relation()))
                    .containsExactly(
                            "true|-2147483648|9223372036854775807|0.1|-0.0|žluť\t\"x\"|0001-01-01|23:59:59.999999"
                                    + "|1969-12-31 23:59:59.999999|9999-12-31T23:59:59.999999Z|-1234567.89"
                                    + "|1234567890123456789012345678901234.5678",
                            "null" + "|null".repeat(11));
        }
    }

    @Test
    void severalSourcesAreReadToTheirEndsSideBySide() throws SQLException {
        List<RowSource> sources =
                List.of(
                        numbers(0, 100_000),
                        numbers(100_000, 1),
                        numbers(0, 0),
                        numbers(200_000, 70_000));
        try (LakeSession session = fixture.session();
                RowFeed feed = session.feed(ONE, sources)) {
            assertThat(
                            rows(
                                    session,
                                    "SELECT count(*), count(DISTINCT n), min(n), max(n) FROM "
                                            + feed.relation()))
                    .containsExactly("170001|170001|0|269999");
        }
    }

    @Test
    void aSourceThatFailsFailsTheStatementAndTheSessionGoesOn() throws SQLException {
        RowSource broken =
                batch -> {
                    throw new IllegalStateException("the silo is gone");
                };
        try (LakeSession session = fixture.session();
                RowFeed feed = session.feed(ONE, List.of(numbers(0, 10), broken));
                RowFeed whole = session.feed(ONE, List.of(numbers(0, 10)))) {
            assertThatThrownBy(
                            () ->
                                    session.execute(
                                            "CREATE TEMP TABLE t AS SELECT * FROM "
                                                    + feed.relation()))
                    .isInstanceOf(OnefoldException.class);
            assertThat(rows(session, "SELECT sum(n) FROM " + whole.relation()))
                    .containsExactly("45");
        }
    }

    @Test
    void aClosedFeedIsGoneAndTheEngineServesTheNextSession() throws SQLException {
        String relation;
        try (LakeSession session = fixture.session();
                RowFeed feed = session.feed(ONE, List.of(numbers(0, 10)))) {
            relation = feed.relation();
        }
        try (LakeSession session = fixture.session();
                RowFeed feed = session.feed(ONE, List.of(numbers(5, 1)))) {
            assertThatThrownBy(() -> session.execute("SELECT * FROM " + relation))
                    .isInstanceOf(OnefoldException.class);
            assertThat(rows(session, "SELECT * FROM " + feed.relation())).containsExactly("5");
        }
    }

    @Test
    void anAppendIsCompletedByWhatItsRowsSay() {
        fixture.lake.create(NUMBERS, ONE, List.of());
        try (LakeSession session = fixture.session();
                RowFeed feed = session.feed(ONE, List.of(numbers(0, 5000)))) {
            Write write =
                    new Write(
                            NUMBERS,
                            "SELECT * FROM " + feed.relation(),
                            new WriteMode.Append(),
                            "run-1");

            Commit commit =
                    session.publish(
                            write,
                            (rows, relation) ->
                                    Optional.of(
                                            Map.of(
                                                    "seen",
                                                    rows + " " + greatest(session, relation))));

            assertThat(commit.rowsAdded()).isEqualTo(5000);
            assertThat(fixture.lake.require(NUMBERS).current().orElseThrow().summary())
                    .containsEntry("seen", "5000 4999");
        }
    }

    private static String greatest(LakeSession session, String relation) {
        try {
            return rows(session, "SELECT max(n) FROM " + relation).getFirst();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anAppendThatIsNotCompletedCommitsNothing() {
        fixture.lake.create(NUMBERS, ONE, List.of());
        try (LakeSession session = fixture.session()) {
            Commit commit =
                    session.publish(
                            new Write(
                                    NUMBERS,
                                    "SELECT 1::BIGINT AS n",
                                    new WriteMode.Append(),
                                    "run-1"),
                            (rows, relation) -> Optional.empty());

            assertThat(commit.outcome()).isEqualTo(Commit.Outcome.UNEXPECTED);
            assertThat(fixture.lake.require(NUMBERS).current()).isEmpty();
        }
    }
}
