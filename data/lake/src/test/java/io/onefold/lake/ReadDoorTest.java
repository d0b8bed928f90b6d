package io.onefold.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.model.Column;
import io.onefold.model.DataType;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.TableName;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadDoorTest {

    private static final TableName PEOPLE = TableName.of("trusted", "crm", "people");
    private static final Principal READER =
            new Principal("ada", Set.of("analyst"), Set.of(Permission.DATA_READ), false);

    private static LakeFixture fixture;
    private static ReadDoor door;

    @BeforeAll
    static void open() {
        fixture = new LakeFixture();
        door = new ReadDoor(fixture.lake, Clock.systemUTC());
        fixture.lake.create(
                PEOPLE,
                List.of(
                        Column.optional("id", DataType.Simple.LONG),
                        Column.optional("name", DataType.Simple.STRING),
                        Column.optional("email", DataType.Simple.STRING),
                        Column.optional("phone", DataType.Simple.STRING),
                        Column.optional("born", DataType.Simple.DATE),
                        Column.optional("salary", new DataType.Decimal(12, 2)),
                        Column.optional("address", DataType.Simple.STRING),
                        Column.optional("city", DataType.Simple.STRING)),
                List.of());
        fixture.tags.put(
                PEOPLE,
                Map.of(
                        "name", Set.of("PII.Name"),
                        "EMAIL", Set.of("PII.Email"),
                        "phone", Set.of("PII.PhoneNumber"),
                        "born", Set.of("PII.DateOfBirth"),
                        "salary", Set.of("PII.Income"),
                        "address", Set.of("TW.mask")));
        try (LakeSession session = fixture.session()) {
            session.publish(
                    new Write(
                            PEOPLE,
                            """
                    SELECT i AS id, 'Name ' || i AS name, 'user' || i || '@mail.example' AS email,
                           '98765' || (43210 + i) AS phone, DATE '1990-05-17' + i::INT AS born,
                           (i * 1000)::DECIMAL(12,2) AS salary, i || ' Long Road' AS address, 'Pune' AS city
                    FROM range(100) t(i)
                    """,
                            new WriteMode.Append(),
                            "run-1"));
        }
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @Test
    void aStageCanWriteWhatAnotherReaderWouldSee() throws Exception {
        String sql =
                "select id, name, email, phone, born, salary, address, city from trusted.crm.people where id = 7";
        try (LakeSession session = fixture.session();
                RowStream read = door.query(READER, sql, AsOf.LATEST, ReadLimits.DEFAULT)) {
            session.attach(PEOPLE);
            Map<String, String> masked =
                    session.maskedColumns(fixture.lake.require(PEOPLE), READER);
            assertThat(masked.keySet())
                    .containsExactlyInAnyOrder(
                            "name", "email", "phone", "born", "salary", "address");
            String written =
                    "select cast(row(id, %s, %s, %s, %s, %s, %s, city) as varchar) from trusted.crm.people where id = 7"
                            .formatted(
                                    masked.get("name"),
                                    masked.get("email"),
                                    masked.get("phone"),
                                    masked.get("born"),
                                    masked.get("salary"),
                                    masked.get("address"));
            assertThat(read.next()).isTrue();
            List<@Nullable Object> row = read.row();
            try (var statement = session.connection().createStatement();
                    var result = statement.executeQuery(written)) {
                assertThat(result.next()).isTrue();
                for (Object value : row) {
                    assertThat(result.getString(1))
                            .contains(value == null ? "NULL" : value.toString());
                }
            }
        }
    }

    private static List<List<@Nullable Object>> read(String sql) {
        return read(sql, ReadLimits.DEFAULT);
    }

    private static List<List<@Nullable Object>> read(String sql, ReadLimits limits) {
        List<List<@Nullable Object>> all = new ArrayList<>();
        try (RowStream rows = door.query(READER, sql, AsOf.LATEST, limits)) {
            while (rows.next()) {
                all.add(rows.row());
            }
        }
        return all;
    }

    @Test
    void taggedColumnsAreMaskedAndSensitiveOnesWithoutARuleAreNull() {
        List<@Nullable Object> row =
                read("SELECT * FROM trusted.crm.people WHERE id = 60").getFirst();

        assertThat(row.get(1).toString()).hasSize(64).doesNotContain("Name");
        assertThat(row.subList(2, 8))
                .containsExactly(
                        "****@mail.example",
                        "98765XXXXX",
                        java.time.LocalDate.of(1990, 1, 1),
                        new java.math.BigDecimal("50000.00"),
                        null,
                        "Pune");
    }

    @Test
    void whereJoinAndOrderBySeeMasks() {
        assertThat(read("SELECT id FROM trusted.crm.people WHERE email = 'user60@mail.example'"))
                .isEmpty();
        assertThat(
                        read(
                                "SELECT count(*) FROM trusted.crm.people WHERE email = '****@mail.example'"))
                .containsExactly(List.of(100L));
        assertThat(
                        read(
                                "SELECT count(*) FROM trusted.crm.people a"
                                        + " JOIN (VALUES ('Name 1'), ('Name 2')) b(n) ON a.name = b.n"))
                .containsExactly(List.of(0L));
        assertThat(
                        read(
                                "SELECT count(DISTINCT name), count(DISTINCT email) FROM trusted.crm.people"))
                .containsExactly(List.of(100L, 1L));
    }

    @Test
    void aSystemStageReadsClear() {
        try (RowStream rows =
                door.query(
                        Principal.system("graph"),
                        "SELECT name FROM trusted.crm.people WHERE id = 1",
                        AsOf.LATEST,
                        ReadLimits.DEFAULT)) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.row()).containsExactly("Name 1");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WITH x AS (SELECT id FROM trusted.crm.people) SELECT count(*) FROM x",
                "SELECT count(*) FROM (SELECT * FROM trusted.crm.people) s",
                "SELECT (SELECT count(*) FROM TRUSTED.crm.\"People\")",
                "SELECT count(*) FROM trusted.crm.people, unnest([1]) u(v)",
                "SELECT count(*) FROM trusted.crm.people WHERE id IN (SELECT range FROM range(100))",
                "WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < 100) SELECT max(n)::BIGINT FROM r",
                "FROM trusted.crm.people SELECT count(*)",
                "SELECT sum(c)::BIGINT FROM (SELECT city, count(*) AS c FROM trusted.crm.people GROUP BY ALL)",
                "SELECT max(n) FROM (SELECT row_number() OVER (ORDER BY id) AS n FROM trusted.crm.people)",
            })
    void oneSelectOverGovernedNamesRuns(String sql) {
        assertThat(read(sql)).containsExactly(List.of(100L));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            SELECT concat(city, NULL) FROM trusted.crm.people WHERE id = 1               | null
            SELECT nvl(regexp_extract(email, '@([a-z]+)[.]'), '') FROM trusted.crm.people WHERE id = 1 | mail
            SELECT date_format(born, 'dd/MM/yyyy') FROM trusted.crm.people WHERE id = 1  | 01/01/1990
            SELECT trunc(born, 'year') - 1 FROM `trusted`.`crm`.people WHERE id = 1      | 1989-12-31
            SELECT datediff(date_add(born, 3), born) FROM trusted.crm.people WHERE id = 1 | 3
            SELECT CAST(CAST('2024-01-01' AS timestamp_ntz) AS string)                   | 2024-01-01 00:00:00
            SELECT CAST(a AS string) FROM (VALUES (1), (NULL)) t(a) ORDER BY a LIMIT 1   | null
            """)
    void aReaderWritesSparksDialectAndMasksAreWhatTheyWere(String sql, String expected) {
        assertThat(read(sql))
                .singleElement()
                .satisfies(row -> assertThat(String.valueOf(row.getFirst())).isEqualTo(expected));
    }

    @Test
    void everyMaskReadsTheSameInBothDialects() {
        String columns = "name, email, phone, born, salary, address";
        String plain = "SELECT " + columns + " FROM trusted.crm.people ORDER BY id";
        String spark = "SELECT " + columns + ", nvl(city, '') FROM trusted.crm.people ORDER BY id";

        assertThat(read(spark)).map(row -> row.subList(0, 6)).isEqualTo(read(plain));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            SELECT * FROM '/etc/passwd'                                        | is not a table of the lake
            SELECT * FROM "x.parquet"                                          | is not a table of the lake
            SELECT * FROM people                                               | full name
            SELECT * FROM read_parquet('/tmp/x.parquet')                       | read_parquet
            SELECT * FROM glob('*')                                            | glob
            SELECT * FROM duckdb_views()                                       | duckdb_views
            SELECT * FROM query('select 1')                                    | query
            SELECT getenv('HOME')                                              | getenv
            SELECT getvariable('onefold_mask_inner_0')                         | getvariable
            SELECT current_setting('threads')                                  | current_setting
            SELECT 1; SELECT 2                                                 | 2 statements
            ATTACH 'x.db' AS x                                                 | only one SELECT
            COPY trusted.crm.people TO '/tmp/x'                                | only one SELECT
            PRAGMA version                                                     | only one SELECT
            DESCRIBE trusted.crm.people                                        | SHOW_REF
            SUMMARIZE trusted.crm.people                                       | SHOW_REF
            SELECT * FROM information_schema.tables                            | no table
            SELECT * FROM a.b.c.d                                              | two or three parts
            WITH a AS (SELECT * FROM duckdb_views), duckdb_views AS (SELECT 1) SELECT * FROM a | duckdb_views
            SELECT * FROM (WITH duckdb_views AS (SELECT 1) SELECT 1) s, duckdb_views | duckdb_views
            WITH duckdb_views AS (SELECT * FROM duckdb_views) SELECT * FROM duckdb_views | duckdb_views
            SELECT * FROM trusted.crm.people AT (TIMESTAMP => now())           | as-of
            SELECT * FROM trusted.crm.people WHERE id = ?                      | parameter
            SELECT stats(name) FROM trusted.crm.people                         | stats
            SELECT * FROM trusted.crm.peeple                                   | trusted.crm.people
            SELEC 1                                                            | line 1, column 1
            SELECT nosuch FROM trusted.crm.people                              | nosuch
            """)
    void anythingElseIsRefusedByName(String sql, String expected) {
        assertThatThrownBy(() -> read(sql))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void anErrorOfAValueDoesNotShowTheValue() {
        assertThatThrownBy(() -> read("SELECT CAST(city AS INTEGER) FROM trusted.crm.people"))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("try_cast")
                .hasMessageNotContaining("Pune");
    }

    @Test
    void theRowLimitEndsTheAnswerAndSaysSo() {
        try (RowStream rows =
                door.query(
                        READER,
                        "SELECT id FROM trusted.crm.people",
                        AsOf.LATEST,
                        new ReadLimits(10, Duration.ofSeconds(30)))) {
            int count = 0;
            while (rows.next()) {
                count++;
            }
            assertThat(count).isEqualTo(10);
            assertThat(rows.truncated()).isTrue();
        }
    }

    @Test
    void aQueryBeyondItsTimeIsStopped() {
        assertThatThrownBy(
                        () ->
                                read(
                                        "SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE (a.range * b.range) % 7 = 30",
                                        new ReadLimits(10, Duration.ofMillis(500))))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("longer");
    }

    @Test
    void aReaderWithoutPermissionIsRefused() {
        Principal nobody = new Principal("eve", Set.of(), Set.of(), false);

        assertThatThrownBy(() -> door.query(nobody, "SELECT 1", AsOf.LATEST, ReadLimits.DEFAULT))
                .isInstanceOfSatisfying(
                        OnefoldException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN));
    }

    @Test
    void typesAreToldAsContractsSpellThem() {
        try (RowStream rows =
                door.query(
                        READER,
                        "SELECT id, salary, born, [id] AS ids, {'a': name} AS s, sum(id) OVER () AS total FROM trusted.crm.people",
                        AsOf.LATEST,
                        ReadLimits.DEFAULT)) {
            assertThat(rows.columns())
                    .extracting(RowStream.ResultColumn::type)
                    .containsExactly(
                            "long",
                            "decimal(12,2)",
                            "date",
                            "list<long>",
                            "struct<a:string>",
                            "decimal(38,0)");
            assertThat(rows.snapshots()).containsOnlyKeys(PEOPLE);
        }
    }
}
