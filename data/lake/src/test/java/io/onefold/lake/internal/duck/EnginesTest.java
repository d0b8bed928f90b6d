package io.onefold.lake.internal.duck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnginesTest {

    @TempDir private Path spill;

    private Engines engines;

    @BeforeEach
    void open() {
        engines = new Engines(spill, 64, 1);
    }

    @AfterEach
    void close() {
        engines.close();
    }

    /// Each instance has one spill folder.
    private List<Path> instances() throws IOException {
        try (Stream<Path> folders = Files.list(spill)) {
            return folders.toList();
        }
    }

    private static String value(Engine engine, String sql) throws SQLException {
        try (Statement statement = engine.connection().createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TEMP TABLE kept AS SELECT 1 AS a",
                "CREATE TEMP VIEW kept AS SELECT 1 AS a",
                "ATTACH ':memory:' AS kept; CREATE SCHEMA kept.s; CREATE VIEW kept.s.v AS SELECT 1",
                "SET VARIABLE kept = 'a key'",
                "BEGIN; CREATE TABLE kept AS SELECT 1 AS a",
            })
    void theNextUserOfAnInstanceFindsNothingOfTheLast(String left) throws Exception {
        try (Engine first = engines.take()) {
            first.execute(left);
        }
        List<Path> before = instances();
        try (Engine second = engines.take()) {
            assertThat(instances()).hasSize(1).isEqualTo(before);
            assertThat(value(second, "SELECT getvariable('kept')")).isEqualTo("null");
            assertThatThrownBy(() -> second.execute("FROM kept"));
            assertThatThrownBy(() -> second.execute("FROM kept.s.v"));
            assertThat(value(second, "SELECT current_setting('TimeZone')")).isEqualTo("UTC");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE kept AS SELECT 1 AS a",
                "CREATE VIEW kept AS SELECT 1 AS a",
                "CREATE SCHEMA kept"
            })
    void anInstanceThatIsNotCleanIsNotUsedAgain(String left) throws Exception {
        try (Engine first = engines.take()) {
            first.execute(left);
        }

        assertThat(instances()).isEmpty();
    }

    @Test
    void twoUsersAtOnceHaveTwoInstances() throws Exception {
        try (Engine one = engines.take();
                Engine other = engines.take()) {
            one.execute("CREATE TABLE t AS SELECT 1 AS a");

            assertThat(instances()).hasSize(2);
            assertThatThrownBy(() -> other.execute("FROM t"));
        }
    }

    @Test
    void closingTwiceGivesBackOnce() throws Exception {
        Engine engine = engines.take();
        engine.close();
        engine.close();

        try (Engine one = engines.take();
                Engine other = engines.take()) {
            one.execute("CREATE TABLE t AS SELECT 1 AS a");
            assertThatThrownBy(() -> other.execute("FROM t"));
        }
    }

    @Test
    void anEngineThatOutlivesThemIsClosedByItsUser() throws Exception {
        Engine engine = engines.take();
        engines.close();
        assertThat(value(engine, "SELECT 1")).isEqualTo("1");

        engine.close();

        assertThat(instances()).isEmpty();
    }
}
