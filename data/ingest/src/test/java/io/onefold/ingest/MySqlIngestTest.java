package io.onefold.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.catalog.Drift;
import io.onefold.catalog.SourceSpec;
import io.onefold.catalog.SourceTable;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MySqlIngestTest {

    private final Fixture fixture = new Fixture();
    private final MariaDb mariaDb = new MariaDb();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void everyTypeArrivesAsItsOwn() {
        mariaDb.silo(
                """
                SET sql_mode = '';
                CREATE TABLE all_types (id int unsigned PRIMARY KEY, ti tinyint, flag tinyint(1), big bigint unsigned,
                    bit1 bit(1), bit9 bit(9), y year, tm time(3), d date, dt datetime(6), ts timestamp(3) NULL,
                    de decimal(12,4), f float, db double, vc varchar(20), tx text, bl blob, js json,
                    en enum('a','b'), se set('x','y'), ge point, u uuid, lt text CHARACTER SET latin1);
                INSERT INTO all_types VALUES (4294967295, -128, 1, 18446744073709551615, b'1', b'101010101', 2024,
                    '23:59:59.5', '1582-10-15', '2024-02-29 10:00:00.000001', '2024-01-01 00:00:00.123',
                    -12345678.9012, 0.1, 1e308, 'ž\\tx\\\\', 'l\\n', x'00ff0a', '{"a": 1}', 'b', 'x,y', point(1, 2),
                    '123e4567-e89b-12d3-a456-426614174000', 'é');
                INSERT INTO all_types (id) VALUES (2)""");

        fixture.run(mariaDb.source(Drift.FAIL, SourceTable.of("all_types", List.of("id"))));

        assertThat(fixture.raw("all_types").columns())
                .extracting(column -> column.name() + " " + column.type())
                .startsWith(
                        "id long",
                        "ti int",
                        "flag boolean",
                        "big decimal(20,0)",
                        "bit1 boolean",
                        "bit9 long",
                        "y int",
                        "tm time",
                        "d date",
                        "dt timestamp",
                        "ts timestamptz",
                        "de decimal(12,4)",
                        "f float",
                        "db double",
                        "vc string",
                        "tx string",
                        "bl binary",
                        "js string",
                        "en string",
                        "se string",
                        "ge string",
                        "u string",
                        "lt string");
        assertThat(
                        fixture.rows(
                                "all_types",
                                """
                                SELECT id, ti, flag, big, bit1, bit9, y, tm::VARCHAR, d::VARCHAR, dt::VARCHAR,
                                    ts::VARCHAR, de, f, db, vc, tx, hex(bl), js, en, se, ge, u, lt
                                FROM {raw} ORDER BY id DESC"""))
                .containsExactly(
                        "4294967295|-128|true|18446744073709551615|true|341|2024|23:59:59.5|1582-10-15"
                                + "|2024-02-29 10:00:00.000001|2024-01-01 00:00:00.123+00|-12345678.9012|0.1|1.0E308"
                                + "|ž\tx\\|l\n|00FF0A|{\"a\": 1}|b|x,y|POINT(1 2)|123e4567-e89b-12d3-a456-426614174000|é",
                        "2" + "|null".repeat(22));
    }

    @Test
    void zeroDatesTimesBeyondADayAndHugeDecimalsAreSetAsideWithAllReasons() {
        mariaDb.silo(
                """
                SET sql_mode = '';
                CREATE TABLE odd (id int PRIMARY KEY, d date, dt datetime, tm time, de decimal(65,30), flag tinyint(1));
                INSERT INTO odd VALUES (1, '0000-00-00', '2024-02-00 10:00:00', '-838:59:59', 1, 1),
                    (2, NULL, NULL, '24:00:00', 12345678901234567890123456789012345.5, 2),
                    (3, '2024-01-01', NULL, '00:00:00', 0.0000000000000000001, 0),
                    (4, '2024-01-01', NULL, NULL, 99999999999999999999.000000000000000001, 0)""");

        IngestResult result =
                fixture.run(mariaDb.source(Drift.FAIL, SourceTable.of("odd", List.of("id"))));

        assertThat(result.appended()).isEqualTo(1);
        assertThat(result.quarantined()).isEqualTo(3);
        assertThat(
                        fixture.rows(
                                "odd",
                                """
                                SELECT id, list_transform(_reasons, lambda r: r.rule || ' ' || r."column")::VARCHAR,
                                    d, dt, tm
                                FROM {quarantine} ORDER BY id"""))
                .containsExactly(
                        "1|[range d, range dt, range tm]|0000-00-00|2024-02-00 10:00:00|-838:59:59",
                        "2|[range tm, range de, range flag]|null|null|24:00:00",
                        "3|[range de]|2024-01-01|null|00:00:00");
        assertThat(fixture.rows("odd", "SELECT id, de FROM {raw}"))
                .containsExactly("4|99999999999999999999.000000000000000001");
    }

    @Test
    void aLargeTableIsReadInRangesOfItsKeyWithoutLossOrRepetition() {
        mariaDb.silo(
                """
                CREATE TABLE big (id bigint PRIMARY KEY, v varchar(30));
                INSERT INTO big SELECT cast(seq AS signed) * cast(seq AS signed) - 1000000000, concat('value ', seq) FROM seq_1_to_300000;
                ANALYZE TABLE big""");
        SourceSpec source = mariaDb.source(Drift.FAIL, SourceTable.of("big", List.of("id")));

        IngestResult first = fixture.run(source);
        IngestResult second = fixture.run(source);

        assertThat(first.appended()).isEqualTo(300_000);
        assertThat(second.unchanged()).isEqualTo(300_000);
        assertThat(second.written()).isZero();
        assertThat(
                        fixture.rows(
                                "big",
                                "SELECT count(DISTINCT id), sum(id)::VARCHAR, min(v), max(v) FROM {raw}"))
                .containsExactly("300000|8700045000050000|value 1|value 99999");
    }

    @Test
    void anIncrementalReadFindsNewLateAndDeletedRows() {
        mariaDb.silo(
                """
                CREATE TABLE t (a int, b varchar(5), v int, changed datetime(6), PRIMARY KEY (a, b));
                INSERT INTO t VALUES (1, 'x', 1, '2024-01-01 10:00:00.5'), (1, 'y', 1, NULL), (2, 'x', 1, '2024-01-01 11:00:00')""");
        SourceSpec source =
                mariaDb.source(
                        Drift.FAIL,
                        new SourceTable(
                                "t",
                                "t",
                                List.of("a", "b"),
                                "changed",
                                Duration.ofMinutes(30),
                                true,
                                Map.of(),
                                Map.of(),
                                null));
        fixture.run(source);

        mariaDb.silo(
                """
                INSERT INTO t VALUES (3, 'x', 1, '2024-01-01 11:00:00'), (4, 'x', 1, '2024-01-01 10:40:00'),
                    (5, 'x', 1, '2024-01-01 09:00:00');
                DELETE FROM t WHERE a = 1 AND b = 'x'""");
        IngestResult result = fixture.run(source);

        assertThat(result.mode()).isEqualTo(IngestResult.Mode.INCREMENTAL);
        assertThat(result.read()).as("2x, 3x, 4x, and 1y without a watermark").isEqualTo(4);
        assertThat(result.appended()).isEqualTo(2);
        assertThat(result.deletedDetected()).isEqualTo(1);
        assertThat(
                        fixture.rows(
                                "t",
                                "SELECT a, b, _deleted FROM {raw} ORDER BY a, b, _ingested_at"))
                .containsExactly(
                        "1|x|false",
                        "1|x|true",
                        "1|y|false",
                        "2|x|false",
                        "3|x|false",
                        "4|x|false");
    }

    @Test
    void oddNamesAreNames() {
        mariaDb.silo(
                "CREATE TABLE `or``der-items` (`select` int PRIMARY KEY, `a b\"c` text, `ž` int); INSERT INTO `or``der-items` VALUES (1, 'x', 2)");

        fixture.run(
                mariaDb.source(
                        Drift.FAIL,
                        new SourceTable(
                                "order_items",
                                "or`der-items",
                                List.of("select"),
                                null,
                                Duration.ZERO,
                                true,
                                Map.of(),
                                Map.of(),
                                null)));

        assertThat(fixture.rows("order_items", "SELECT \"select\", \"a b\"\"c\", \"ž\" FROM {raw}"))
                .containsExactly("1|x|2");
    }

    @Test
    void failuresNameTheSiloAndTheNextStep() {
        mariaDb.silo("CREATE TABLE t (id int PRIMARY KEY)");
        MariaDb other = new MariaDb();
        SourceTable table = SourceTable.of("t", List.of("id"));

        assertFails(
                mariaDb.source(Drift.FAIL, "nobody", table),
                ErrorCode.INVALID_SETUP,
                "refused the account or its password");
        assertFails(
                mariaDb.source(Drift.FAIL, other.database, table),
                ErrorCode.INVALID_SETUP,
                "has no such database, or the account may not enter it");
        assertFails(
                mariaDb.source(Drift.FAIL, SourceTable.of("gone", List.of("id"))),
                ErrorCode.RUN_FAILED,
                "has no table gone (or the account may not see it; it has t); restore it");
        assertFails(
                mariaDb.source(Drift.FAIL, SourceTable.of("tt", List.of("id"))),
                ErrorCode.RUN_FAILED,
                "; did you mean 't'?");
    }

    private void assertFails(SourceSpec source, ErrorCode code, String message) {
        assertThatThrownBy(() -> fixture.run(source))
                .isInstanceOfSatisfying(
                        OnefoldException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining("source 'silo' (mysql at jdbc:mariadb://127.0.0.1")
                .hasMessageContaining(message)
                .hasMessageNotContaining("postgres");
    }
}
