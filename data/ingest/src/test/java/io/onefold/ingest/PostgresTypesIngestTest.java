package io.onefold.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.catalog.Drift;
import io.onefold.catalog.SourceTable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresTypesIngestTest {

    private static final String EVERY_TYPE =
            """
            CREATE TYPE mood AS ENUM ('sad', 'ok');
            CREATE DOMAIN amount AS numeric(10,2) CHECK (VALUE > 0);
            CREATE DOMAIN price AS amount;
            CREATE TYPE pair AS (a int, b text);
            CREATE TABLE t (id smallint PRIMARY KEY, i int, l bigint, r real, d double precision, n numeric,
                np numeric(10,2), nn numeric(5,-2), m money, b boolean, c char(5), v varchar(9), x text, ba bytea,
                da date, ti time(3), tz timetz, ts timestamp, tt timestamptz, iv interval, u uuid, ip inet,
                j json, jb jsonb, e mood, p price, ia int[], ta text[], na numeric(6,2)[], dt date[], pr pair,
                rg int4range, bi bit(3), o oid);
            INSERT INTO t VALUES (1, -2147483648, 9223372036854775807, 0.1, 1e-300, 12345.678901234567, 1.10,
                12300, 12.34, true, 'ab', 'v', 'x', '\\x00ff5c09', '0001-01-01', '23:59:59.999', '10:00+02',
                '9999-12-31 23:59:59.999999', '2024-07-01 10:00+02', '1 year 2 days 03:04:05.5',
                '123E4567-E89B-12D3-A456-426614174000', '10.0.0.1/8', '{"a" : 1}', '{"b":2, "a":1}', 'ok', 9.99,
                '{1,NULL,3}', '{"a,b",NULL,"","\\\\"}', '{1.5}', '{2024-02-29}', '(1,"x y")', '[1,5)', '101', 42);
            INSERT INTO t (id) VALUES (2);
            INSERT INTO t (id, ia, ta) VALUES (3, '{}', '{}')""";

    private final Fixture fixture = new Fixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void everyTypeHasItsPlaceInTheLake() {
        fixture.silo(EVERY_TYPE);

        fixture.run(fixture.postgres(Drift.FAIL, SourceTable.of("t", List.of("id"))));

        assertThat(fixture.raw("t").columns())
                .extracting(column -> column.name() + " " + column.type())
                .startsWith(
                        "id int",
                        "i int",
                        "l long",
                        "r float",
                        "d double",
                        "n decimal(38,18)",
                        "np decimal(10,2)",
                        "nn decimal(7,0)",
                        "m decimal(19,2)",
                        "b boolean",
                        "c string",
                        "v string",
                        "x string",
                        "ba binary",
                        "da date",
                        "ti time",
                        "tz string",
                        "ts timestamp",
                        "tt timestamptz",
                        "iv string",
                        "u string",
                        "ip string",
                        "j string",
                        "jb string",
                        "e string",
                        "p decimal(10,2)",
                        "ia list<int>",
                        "ta list<string>",
                        "na list<decimal(6,2)>",
                        "dt list<date>",
                        "pr string",
                        "rg string",
                        "bi string",
                        "o long");
    }

    @Test
    void valuesOfEveryTypeArriveAsTheyAre() {
        fixture.silo(EVERY_TYPE);

        fixture.run(fixture.postgres(Drift.FAIL, SourceTable.of("t", List.of("id"))));

        assertThat(
                        fixture.rows(
                                "t",
                                """
                                SELECT id, i, l, r, d, n::VARCHAR, np, nn, m, b, c, v, x, hex(ba), da::VARCHAR,
                                    ti::VARCHAR, tz, ts::VARCHAR, tt::VARCHAR, iv, u, ip, j, jb, e, p, ia::VARCHAR,
                                    to_json(ta)::VARCHAR, na::VARCHAR, dt::VARCHAR, pr, rg, bi, o
                                FROM {raw} ORDER BY id"""))
                .containsExactly(
                        "1|-2147483648|9223372036854775807|0.1|1.0E-300|12345.678901234567000000|1.10|12300|12.34|true"
                                + "|ab|v|x|00FF5C09|0001-01-01|23:59:59.999|10:00:00+02|9999-12-31 23:59:59.999999"
                                + "|2024-07-01 08:00:00+00|P1Y2DT3H4M5.5S|123e4567-e89b-12d3-a456-426614174000|10.0.0.1/8"
                                + "|{\"a\" : 1}|{\"a\": 1, \"b\": 2}|ok|9.99|[1, NULL, 3]|[\"a,b\",null,\"\",\"\\\\\"]|[1.50]"
                                + "|[2024-02-29]|(1,\"x y\")|[1,5)|101|42",
                        "2" + "|null".repeat(33),
                        "3" + "|null".repeat(25) + "|[]|[]" + "|null".repeat(6));
        assertThat(fixture.raw("t").current().orElseThrow().summary())
                .containsEntry("onefold.ingest.zone", "Europe/Prague");
    }

    @Test
    void valuesThatTheLakeCannotHoldAreSetAsideWithAllReasonsAndTheRestArrives() {
        fixture.silo(
                """
                CREATE TABLE t (id int PRIMARY KEY, n numeric, s numeric(20,4), da date, ts timestamp, tt timestamptz,
                    ti time, dl date[]);
                INSERT INTO t VALUES
                    (1, 1e30, 'NaN', 'infinity', '-infinity', 'infinity', '24:00', NULL),
                    (2, 0.1234567890123456789, 1, '0044-03-15 BC', '0001-12-31 BC', '10000-01-01', '00:00', '{infinity}'),
                    (3, 12345678901234567890.123456789012345678, 1, '9999-12-31', NULL, NULL, NULL, '{NULL}'),
                    (4, 'NaN', 1, '5874897-12-31', '294276-12-31', '0099-01-01 BC', '10:00', '{"0044-03-15 BC"}')""");

        IngestResult result =
                fixture.run(fixture.postgres(Drift.FAIL, SourceTable.of("t", List.of("id"))));
        IngestResult again =
                fixture.run(fixture.postgres(Drift.FAIL, SourceTable.of("t", List.of("id"))));

        assertThat(result.read()).isEqualTo(4);
        assertThat(result.appended()).isEqualTo(1);
        assertThat(result.quarantined()).isEqualTo(3);
        assertThat(again.unchanged()).isEqualTo(4);
        assertThat(again.written()).isZero();
        assertThat(
                        fixture.rows(
                                "t",
                                """
                                SELECT id, string_agg(r.rule || ' ' || r."column", ', ')
                                FROM (SELECT id, unnest(_reasons) AS r FROM {quarantine}) GROUP BY id ORDER BY id"""))
                .containsExactly(
                        "1|range n, range s, range da, range ts, range tt, range ti",
                        "2|range n, range da, range ts, range tt, range dl",
                        "4|range n, range da, range ts, range tt, range dl");
        assertThat(fixture.rows("t", "SELECT id, n::VARCHAR FROM {raw}"))
                .containsExactly("3|12345678901234567890.123456789012345678");
        assertThat(fixture.rows("t", "SELECT da, _line, _source FROM {quarantine} WHERE id = '2'"))
                .containsExactly("0044-03-15 BC|null|t");
    }

    @Test
    void viewsPartitionsAndOddNamesAreReadWhole() {
        fixture.silo(
                """
                CREATE SCHEMA "odd schema";
                CREATE TABLE "odd schema"."or""der" ("select" int, "a b""c" text, "Ž" int, PRIMARY KEY ("select"))
                    PARTITION BY RANGE ("select");
                CREATE TABLE "odd schema".p1 PARTITION OF "odd schema"."or""der" FOR VALUES FROM (0) TO (10);
                CREATE TABLE "odd schema".p2 PARTITION OF "odd schema"."or""der" FOR VALUES FROM (10) TO (20);
                INSERT INTO "odd schema"."or""der" SELECT i, 'x' || i, NULL FROM generate_series(0, 19) i;
                CREATE VIEW public.seen AS SELECT * FROM "odd schema"."or""der" WHERE "select" < 5""");
        SourceTable odd =
                new SourceTable(
                        "orders",
                        "or\"der",
                        List.of("select"),
                        null,
                        Duration.ZERO,
                        true,
                        Map.of(),
                        Map.of(),
                        null);

        IngestResult partitioned = fixture.run(fixture.postgresIn("odd schema", Drift.FAIL, odd));
        IngestResult view =
                fixture.run(
                        fixture.postgres(Drift.FAIL, SourceTable.of("seen", List.of("select"))));

        assertThat(partitioned.appended()).isEqualTo(20);
        assertThat(view.appended()).isEqualTo(5);
        assertThat(fixture.rows("orders", "SELECT max(\"a b\"\"c\"), max(\"Ž\") FROM {raw}"))
                .containsExactly("x9|null");
    }

    @Test
    void aTableThatIsCutIntoRangesArrivesWholeAndOnce() {
        fixture.silo(
                """
                CREATE TABLE t (id int PRIMARY KEY, filler text);
                INSERT INTO t SELECT i, repeat('x', 500) || i FROM generate_series(1, 100000) i;
                DELETE FROM t WHERE id % 7 = 0;
                INSERT INTO t SELECT -i, 'again' FROM generate_series(1, 1000) i""");

        IngestResult result =
                fixture.run(fixture.postgres(Drift.FAIL, SourceTable.of("t", List.of("id"))));

        assertThat(result.appended()).isEqualTo(100_000 - 14_285 + 1000);
        assertThat(fixture.rows("t", "SELECT count(DISTINCT id), count(*) FROM {raw}"))
                .containsExactly("86715|86715");
    }

    @Test
    void aRowOfMegabytesArrives() {
        fixture.silo(
                "CREATE TABLE t (id int PRIMARY KEY, big text); INSERT INTO t VALUES (1, repeat('0123456789', 500000)), (2, 'small')");

        fixture.run(fixture.postgres(Drift.FAIL, SourceTable.of("t", List.of("id"))));

        assertThat(fixture.rows("t", "SELECT id, length(big) FROM {raw} ORDER BY id"))
                .containsExactly("1|5000000", "2|5");
    }
}
