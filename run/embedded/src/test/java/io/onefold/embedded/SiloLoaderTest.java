package io.onefold.embedded;

import static io.onefold.embedded.TestParts.execute;
import static io.onefold.embedded.TestParts.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.catalog.JdbcAddress;
import io.onefold.catalog.Settings;
import io.onefold.model.OnefoldException;
import io.onefold.model.run.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiloLoaderTest {

    private static final String ODD_SCHEMA =
            """
            create table "order" (id int primary key, "Selbst; Wert" text, amount numeric(12, 2));
            """;

    @TempDir static Path var;

    @TempDir Path folder;

    private static Lease lease;

    @BeforeAll
    static void start() {
        lease = TestParts.lease(var, Map.of("SOME_DATA", "rows"), Part.POSTGRES, Part.MARIADB);
    }

    @AfterAll
    static void stop() {
        lease.close();
    }

    @Test
    void filesNamedByTheConventionBecomeDatabases() throws Exception {
        write("north_schema.sql", "create table t (a int, b text);");
        write(
                "north_sample_data.sql",
                "insert into t values (1, 'x;y'), (2, null);\ninsert into t values (3, '''');");
        write("south_schema.sql", "create table t (a int);");
        write("south_sample_data.sql", "-- none");

        assertThat(load())
                .containsExactly(
                        new SiloLoader.Outcome("north", Part.POSTGRES, true, 3),
                        new SiloLoader.Outcome("south", Part.POSTGRES, true, 0));
        assertThat(value(lease.postgres("north"), "select string_agg(b, '|' order by a) from t"))
                .isEqualTo("x;y|'");
    }

    @Test
    void anUnchangedFolderCostsNothingAndAChangedOneIsLoadedAnew() throws Exception {
        write("again_schema.sql", "create table t (a int);");
        write("again_sample_data.sql", "insert into t values (1);");
        load();
        execute(lease.postgres("again"), "insert into t values (2)");

        assertThat(load())
                .containsExactly(new SiloLoader.Outcome("again", Part.POSTGRES, false, 0));
        assertThat(value(lease.postgres("again"), "select count(*) from t")).isEqualTo("2");

        write("again_sample_data.sql", "insert into t values (7);");
        assertThat(load()).containsExactly(new SiloLoader.Outcome("again", Part.POSTGRES, true, 1));
        assertThat(value(lease.postgres("again"), "select string_agg(a::text, ',') from t"))
                .isEqualTo("7");
    }

    @Test
    void rowsOfCsvArriveExactlyInBothServers() throws Exception {
        String rows =
                """
                ID,amount,"Selbst; Wert"
                1,12.50,plain
                2,,"comma, ""quote"" and
                line"
                3,0.01,""
                4,99999999.99,tab\there \\N back\\slash
                5,1,
                6,1,Zoë 漢字 😀
                """;
        write("pg_schema.sql", ODD_SCHEMA);
        write("maria_schema.sql", ODD_SCHEMA.replace('"', '`'));
        gzip("rows/order.csv.gz", rows);
        write("rows/order.csv", rows.replace("\n", "\r\n").replace("and\r\nline", "and\nline"));
        write(
                "silos.yaml",
                """
                silos:
                  - {name: odd-pg, part: postgres, schema: pg_schema.sql, data: {order: "${SOME_DATA}/order.csv.gz"}}
                  - {name: odd_maria, part: mariadb, schema: maria_schema.sql, data: {order: rows/order.csv}}
                """);

        assertThat(load()).extracting(SiloLoader.Outcome::rows).containsExactly(6L, 6L);

        for (JdbcAddress address : List.of(lease.postgres("odd-pg"), lease.mariadb("odd_maria"))) {
            String q = address.url().contains("mariadb") ? "`" : "\"";
            String from = " from " + q + "order" + q + " where id = ";
            String text = "select " + q + "Selbst; Wert" + q + from;
            assertThat(value(address, text + 2)).isEqualTo("comma, \"quote\" and\nline");
            assertThat(value(address, text + 3)).isEmpty();
            assertThat(value(address, text + 4)).isEqualTo("tab\there \\N back\\slash");
            assertThat(value(address, text + 5)).isNull();
            assertThat(value(address, text + 6)).isEqualTo("Zoë 漢字 😀");
            assertThat(value(address, "select amount" + from + 2)).isNull();
            assertThat(value(address, "select amount" + from + 4)).isEqualTo("99999999.99");
        }
    }

    @Test
    void aDumpOfPostgresIsUnderstood() throws Exception {
        write("rows.csv", "b,a\nlast,9\n");
        write(
                "dump_schema.sql",
                "\\restrict abc\ncreate schema s;\ncreate table s.t (a int, b text);");
        write(
                "dump_sample_data.sql",
                "COPY s.t (a, b) FROM stdin;\n1\tx;y\n2\t\\N\n\\.\n\n"
                        + "\\copy s.t (b, a) from 'rows.csv' with (format csv, header)\ninsert into s.t values (3, 'z');");

        assertThat(load()).extracting(SiloLoader.Outcome::rows).containsExactly(4L);
        assertThat(
                        value(
                                lease.postgres("dump"),
                                "select string_agg(coalesce(b, '-'), ',' order by a) from s.t"))
                .isEqualTo("x;y,-,z,last");
    }

    @Test
    void theReaderOfASiloReadsThisSiloAndNothingElse() throws Exception {
        write("one_schema.sql", "create table t (a int);");
        write("one_sample_data.sql", "insert into t values (1);");
        write("two_schema.sql", "create table t (a int);");
        write("two_sample_data.sql", "insert into t values (2);");
        write("m_schema.sql", "create table t (a int);");
        write("m_data.sql", "insert into t values (3);");
        write(
                "silos.yaml",
                """
                silos:
                  - {name: one, part: postgres, schema: one_schema.sql, data: [one_sample_data.sql]}
                  - {name: two, part: postgres, schema: two_schema.sql, data: [two_sample_data.sql]}
                  - {name: m_1, part: mariadb, schema: m_schema.sql, data: [m_data.sql]}
                  - {name: mx1, part: mariadb, schema: m_schema.sql, data: [m_data.sql]}
                """);
        load();
        JdbcAddress one = lease.database("postgres", "one");
        JdbcAddress maria = lease.database("mariadb", "m_1");

        assertThat(one.user()).isEqualTo("one_reader");
        assertThat(value(one, "select a from t")).isEqualTo("1");
        assertThat(value(maria, "select a from t")).isEqualTo("3");
        assertThatThrownBy(() -> execute(one, "insert into t values (5)"))
                .hasMessageContaining("read-only");
        assertThatThrownBy(() -> execute(one, "begin read write; insert into t values (5)"))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> execute(maria, "insert into t values (5)"))
                .hasMessageContaining("denied");
        assertThatThrownBy(() -> execute(maria, "select * from mx1.t"))
                .hasMessageContaining("denied");
        for (String other : List.of("two", "onefold", "postgres")) {
            JdbcAddress elsewhere =
                    new JdbcAddress(lease.postgres(other).url(), one.user(), one.password());
            assertThatThrownBy(() -> value(elsewhere, "select 1"))
                    .as(other)
                    .hasMessageContaining("permission denied for database");
        }
    }

    @Test
    void theReaderStillReadsAfterAReload() throws Exception {
        write("grown_schema.sql", "create table t (a int);");
        write("grown_sample_data.sql", "insert into t values (1);");
        load();
        lease.database("postgres", "grown");
        write(
                "grown_schema.sql",
                "create table t (a int); create schema later; create table later.u (a int);");
        load();

        try (Lease next = TestParts.lease(var, Part.POSTGRES)) {
            assertThat(value(next.database("postgres", "grown"), "select count(*) from later.u"))
                    .isEqualTo("0");
        }
    }

    @Test
    void aSiloThatWasNotLoadedIsNamed() {
        assertThatThrownBy(() -> lease.database("postgres", "nowhere"))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("'nowhere'")
                .hasMessageContaining("onefold silos load");
    }

    @Test
    void aDatabaseOfSomebodyElseIsNotTouched() throws Exception {
        execute(lease.postgres("postgres"), "create database theirs");
        write("theirs_schema.sql", "create table t (a int);");
        write("theirs_sample_data.sql", "");

        assertThatThrownBy(this::load)
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("already has a database 'theirs' that Onefold did not make");
    }

    @Test
    void refusedRowsFailTheLoadWithoutShowingThemAndTheNextLoadStartsOver() throws Exception {
        write("bad_schema.sql", "create table t (a int primary key);");
        write(
                "bad_sample_data.sql",
                "insert into t values (1);\ninsert into t values ('secret-cell');");

        assertThatThrownBy(this::load)
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining(
                        "bad_sample_data.sql: statement 2 ('insert into t …') was refused")
                .hasMessageContaining("22P02")
                .hasMessageNotContaining("secret-cell");

        write("bad_sample_data.sql", "insert into t values (1);");
        assertThat(load()).extracting(SiloLoader.Outcome::rows).containsExactly(1L);
    }

    @Test
    void rowsThatMariaDbWouldDropSilentlyFailTheLoad() throws Exception {
        write("warn_schema.sql", "create table t (a int primary key, b int);");
        write("warn.csv", "a,b\n1,1\n1,2\n");
        write(
                "silos.yaml",
                "silos: [{name: warn, part: mariadb, schema: warn_schema.sql, data: {t: warn.csv}}]");

        assertThatThrownBy(this::load)
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("took 1 of 2 rows");
    }

    @Test
    void whatIsWrongInAFolderIsNamed() throws Exception {
        assertThatThrownBy(this::load)
                .hasMessageContaining("describes no silo")
                .hasMessageContaining("generate");

        write("s.sql", "");
        assertWrong(
                "silos: [{name: a, part: oracle, schema: s.sql}]",
                "silos[0].part",
                "postgres or mariadb");
        assertWrong(
                "silos: [{name: a, schema: s.sql, dta: []}]",
                "silos[0].dta",
                "[data, name, part, schema]");
        assertWrong("silos: [{name: a, schema: gone.sql}]", "gone.sql", "is not there");
        assertWrong(
                "silos: [{name: a, schema: '${NOT_SET_X}/s.sql'}]",
                "NOT_SET_X",
                "export NOT_SET_X");
        assertWrong("silos: {", "is not YAML", "silos.yaml");
    }

    @Test
    void columnsAndTablesThatAreNotThereAreNamed() throws Exception {
        write("c_schema.sql", "create table t (a int, b int);");
        write("c.csv", "a,bb\n1,2\n");
        write("silos.yaml", "silos: [{name: c, schema: c_schema.sql, data: {t: c.csv}}]");
        assertThatThrownBy(this::load)
                .hasMessageContaining("column 'bb'")
                .hasMessageContaining("[a, b]");

        write("silos.yaml", "silos: [{name: c, schema: c_schema.sql, data: {tt: c.csv}}]");
        assertThatThrownBy(this::load)
                .hasMessageContaining("table 'tt'")
                .hasMessageContaining("public.t");
    }

    @Test
    void theNeededPartsAreKnownBeforeAnythingStarts() throws Exception {
        write("s.sql", "");
        write(
                "silos.yaml",
                "silos: [{name: a, schema: s.sql}, {name: b, part: mariadb, schema: s.sql}]");

        assertThat(SiloLoader.parts(folder, Settings.of(folder, Map.of())))
                .isEqualTo(Set.of(Part.POSTGRES, Part.MARIADB));
    }

    private void assertWrong(String index, String... words) throws IOException {
        write("silos.yaml", index);
        assertThatThrownBy(this::load)
                .isInstanceOf(OnefoldException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(words));
    }

    private List<SiloLoader.Outcome> load() {
        return SiloLoader.load(folder, lease, Progress.SILENT);
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void gzip(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
