package io.onefold.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.model.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What Spark gives is written down, from the examples of Spark's function reference (`DESCRIBE
/// FUNCTION EXTENDED`) and its documented rules; Spark itself is compared once it is there.
class SparkDialectTest {

    private static LakeFixture fixture;
    private static LakeSession session;

    @BeforeAll
    static void open() {
        fixture = new LakeFixture();
        session = fixture.session();
    }

    @AfterAll
    static void close() {
        session.close();
        fixture.close();
    }

    static Stream<Arguments> expectations() throws IOException {
        String text;
        try (InputStream in =
                SparkDialectTest.class.getResourceAsStream("spark-expectations.txt")) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        return text.lines()
                .filter(line -> !line.startsWith("--"))
                .map(
                        line -> {
                            int arrow = line.lastIndexOf(" =>");
                            return Arguments.of(
                                    line.substring(0, arrow), line.substring(arrow + 3).strip());
                        });
    }

    @ParameterizedTest
    @MethodSource("expectations")
    void anExpressionReadsAsInSpark(String expression, String expected) {
        String value = rows("SELECT CAST(" + expression + " AS VARCHAR)").getFirst();

        assertThat(value).isEqualTo(expected);
        assertThat(lint("SELECT " + expression)).isEmpty();
    }

    private static List<String> rows(String sql) {
        SparkSql.use(session.connection(), sql);
        return LakeFixture.rows(session, sql);
    }

    private static List<Finding> lint(String sql) {
        return SparkSql.lint(session.connection(), sql);
    }

    @Test
    void nullsComeFirstInAscendingOrderAndLastInDescending() {
        String values = "(VALUES (1), (NULL), (0)) t(a)";

        assertThat(rows("SELECT a FROM " + values + " ORDER BY a"))
                .containsExactly("null", "0", "1");
        assertThat(rows("SELECT a FROM " + values + " ORDER BY a DESC"))
                .containsExactly("1", "0", "null");
        assertThat(
                        rows(
                                "SELECT a, row_number() OVER (ORDER BY a) AS n FROM "
                                        + values
                                        + " ORDER BY n"))
                .containsExactly("null|1", "0|2", "1|3");
    }

    @Test
    void collectedListsLeaveNullsOut() {
        assertThat(
                        rows(
                                "SELECT sort_array(collect_list(a)), size(collect_set(a)) FROM (VALUES ('b'), (NULL), ('a'), ('a')) t(a)"))
                .containsExactly("[a, a, b]|2");
    }

    @Test
    void textsComeInTheOrderOfTheirPlaces() {
        assertThat(
                        rows(
                                "SELECT in_place_order(collect_list(placed(n, a))) FROM (VALUES (10, 'x'), (9, ''), (2, NULL), (100, 'z'), (NULL, 'w')) t(n, a)"))
                .containsExactly("[null, , x, z]");
    }

    @Test
    void functionsByTheirAddressLeaveOtherSqlAlone() {
        try (LakeSession other = fixture.session()) {
            SparkSql.add(other.connection(), List.of("concat", "no_such_function"));
            String concat = String.join(".", SparkSql.address("concat").orElseThrow());

            assertThat(
                            LakeFixture.rows(
                                    other, "SELECT concat('a', NULL), " + concat + "('a', NULL)"))
                    .containsExactly("a|null");
            assertThat(SparkSql.address("no_such_function")).isEmpty();
        }
    }

    @Test
    void theNextSessionReadsWhatItReadBefore() {
        String sql = "SELECT concat('a', NULL) AS c ORDER BY c";
        try (LakeSession one = fixture.session()) {
            SparkSql.use(one.connection(), sql);
            assertThat(LakeFixture.rows(one, sql)).containsExactly("null");
        }
        try (LakeSession next = fixture.session()) {
            assertThat(LakeFixture.rows(next, sql)).containsExactly("a");
            assertThat(LakeFixture.rows(next, "SELECT a FROM (VALUES (NULL), (1)) t(a) ORDER BY a"))
                    .containsExactly("1", "null");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
            SELECT strftime(a, '%Y') FROM t                        | spark.function      | 1:8  | date_format
            SELECT a, list(b) FROM t GROUP BY a                    | spark.function      | 1:11 | collect_list
            SELECT datediffs(a, b) FROM t                          | spark.function      | 1:8  | datediff
            SELECT a ** 2 FROM t                                   | spark.function      | 1:8  | pow
            SELECT a // 2 FROM t                                   | spark.function      | 1:8  | try_divide
            SELECT a ->> '$.x' FROM t                              | spark.function      | 1:8  | get_json_object
            SELECT CAST(a AS varchar) FROM t                       | spark.type          | 1:18 | string
            SELECT CAST(a AS timestamp) FROM t                     | spark.type          | 1:18 | timestamp_ltz
            SELECT a::hugeint FROM t                               | spark.type          | 1:11 | decimal(38,0)
            SELECT * FROM read_csv('x.csv')                        | spark.relation      | 1:15 | TABLE_FUNCTION
            SELECT * FROM a ASOF JOIN b ON a.t >= b.t              | spark.relation      | 1:   | ASOF
            SELECT * EXCLUDE (a) FROM t                            | spark.clause        | 1:8  | EXCLUDE
            SELECT DISTINCT ON (a) b FROM t                        | spark.clause        | 1:   | row_number
            SELECT a FROM t QUALIFY row_number() OVER () = 1       | spark.clause        | 1:   | QUALIFY
            SELECT a FROM t TABLESAMPLE 10%                        | spark.clause        | 1:   | sample
            SELECT string_agg(b, ',' ORDER BY a) FROM t            | spark.clause        | 1:8  | in_place_order
            SELECT date_sub('month', a, b) FROM t                  | spark.function      | 1:8  | takes 2 arguments
            SELECT a - to_days(3) FROM t                           | spark.function      | 1:12 | make_interval
            SELECT (a + b) // (a - b) FROM t                       | spark.function      | 1:8  | try_divide
            SELECT #1 FROM t                                       | spark.clause        | 1:8  | POSITIONAL_REFERENCE
            SELECT a / b FROM t                                    | spark.division      | 1:   | try_divide
            SELECT a / 0 FROM t                                    | spark.division      | 1:   | try_divide
            SELECT "a" FROM t                                      | spark.double-quotes | 1:8  | backticks
            SELECT regexp_like(a, '(?=x)') FROM t                  | spark.regex         | 1:   | look-around
            SELEC a                                                | sql.parse           | 0:0  | SELEC
            """)
    void whatIsOutsideTheCommonSubsetIsNamedWithItsPlace(
            String sql, String rule, String place, String word) {
        List<Finding> findings = lint(sql);

        assertThat(findings)
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.rule()).isEqualTo(rule);
                            assertThat(finding.line() + ":" + finding.column()).startsWith(place);
                            assertThat(finding.message()).containsIgnoringCase(word);
                        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
            SELECT a, count(*) AS n FROM x.y.t WHERE b LIKE 'a%' AND c IN (1, 2) GROUP BY a HAVING count(*) > 1 ORDER BY n DESC LIMIT 5
            WITH c AS (SELECT * FROM t) SELECT c.a, d.b FROM c LEFT JOIN d ON c.id = d.id WHERE d.b IS NOT NULL
            SELECT `odd name`, CASE WHEN a BETWEEN 1 AND 2 THEN 'x' ELSE 'y' END FROM t
            SELECT row_number() OVER (PARTITION BY a ORDER BY b DESC) AS n, lag(b, 1) OVER (ORDER BY b) FROM t
            SELECT CAST(a AS decimal(18, 2)), TRY_CAST(b AS int), a / 100, a / nullif(b, 0), DATE '2024-01-01' FROM t
            SELECT a FROM t UNION ALL SELECT b FROM u EXCEPT SELECT c FROM v
            SELECT 'a "quoted" text' FROM t
            SELECT h.n FROM range(0, 24) AS h (n)
            SELECT date_add(d, 3), d + INTERVAL 3 DAYS, d - make_interval(0, 1), extract(year FROM d) FROM t
            """)
    void theCommonSubsetHasNoFinding(String sql) {
        assertThat(lint(sql)).isEmpty();
    }

    @Test
    void aFindingOnALaterLineSaysSo() {
        assertThat(lint("SELECT a,\n  strftime(b, '%Y')\nFROM t"))
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.line()).isEqualTo(2);
                            assertThat(finding.column()).isEqualTo(3);
                        });
    }
}
