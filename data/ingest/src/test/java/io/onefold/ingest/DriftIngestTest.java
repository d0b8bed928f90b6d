package io.onefold.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.catalog.Drift;
import io.onefold.catalog.SourceSpec;
import io.onefold.catalog.SourceTable;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.TableName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DriftIngestTest {

    private final Fixture fixture = new Fixture();

    @BeforeEach
    void load() {
        fixture.silo(
                """
                CREATE TABLE t (id int PRIMARY KEY, a text, n int, d numeric(10,2));
                INSERT INTO t VALUES (1, 'x', 10, 1.5), (2, 'y', 20, 2.5)""");
        fixture.run(source(Drift.FAIL));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private SourceSpec source(Drift drift) {
        return source(drift, Map.of());
    }

    private SourceSpec source(Drift drift, Map<String, String> exclude) {
        return fixture.postgres(
                drift,
                new SourceTable(
                        "t",
                        "t",
                        List.of("id"),
                        null,
                        Duration.ZERO,
                        true,
                        exclude,
                        Map.of(),
                        null));
    }

    @Test
    void byDefaultAnyDifferenceFailsTheRunAndIsNamed() {
        fixture.silo(
                """
                ALTER TABLE t RENAME COLUMN a TO b;
                ALTER TABLE t ALTER COLUMN n TYPE bigint;
                ALTER TABLE t ADD COLUMN further date""");

        assertThatThrownBy(() -> fixture.run(source(Drift.FAIL)))
                .isInstanceOfSatisfying(
                        OnefoldException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.RUN_FAILED))
                .hasMessageContainingAll(
                        "the columns of silo.t differ",
                        "column 'n' is bigint (long) where raw has int",
                        "column 'a' is gone",
                        "column 'b' (text) is new",
                        "column 'further' (date) is new",
                        "Its drift policy is 'fail'");
        assertThat(fixture.raw("t").history()).hasSize(1);
    }

    @Test
    void aSingleExchangedColumnIsNamedAsARename() {
        fixture.silo("ALTER TABLE t RENAME COLUMN a TO b");

        assertThatThrownBy(() -> fixture.run(source(Drift.FAIL)))
                .hasMessageContaining("column 'a' is gone (perhaps renamed to 'b')");
    }

    @Test
    void withAddRawFollowsTheSilo() {
        fixture.silo(
                """
                ALTER TABLE t ADD COLUMN further text;
                UPDATE t SET further = 'f' WHERE id = 1;
                ALTER TABLE t ALTER COLUMN n TYPE bigint;
                ALTER TABLE t ALTER COLUMN d TYPE numeric(20,2);
                INSERT INTO t VALUES (3, 'z', 30000000000, 123456789012.25, NULL)""");

        IngestResult result = fixture.run(source(Drift.ADD));
        IngestResult again = fixture.run(source(Drift.FAIL));

        assertThat(result.columnsAdded()).containsExactly("further");
        assertThat(result.notes())
                .containsExactly(
                        "column 'n' is bigint (long) where raw has int, widened",
                        "column 'd' is numeric(20,2) (decimal(20,2)) where raw has decimal(10,2), widened",
                        "column 'further' (text) is new, added");
        assertThat(result.appended()).as("row 2 has no value in the new column").isEqualTo(2);
        assertThat(result.unchanged()).isEqualTo(1);
        assertThat(again.written()).isZero();
        assertThat(
                        fixture.rows(
                                "t",
                                "SELECT id, n, d, further FROM {raw} ORDER BY id, _ingested_at"))
                .containsExactly(
                        "1|10|1.50|null",
                        "1|10|1.50|f",
                        "2|20|2.50|null",
                        "3|30000000000|123456789012.25|null");
    }

    @Test
    void withAddAColumnThatIsGoneStaysAndIsNullFromThenOn() {
        fixture.silo("ALTER TABLE t DROP COLUMN a");

        IngestResult result = fixture.run(source(Drift.ADD));
        IngestResult again = fixture.run(source(Drift.ADD));

        assertThat(result.columnsGone()).containsExactly("a");
        assertThat(result.notes()).containsExactly("column 'a' is gone, null from now on");
        assertThat(result.appended()).isEqualTo(2);
        assertThat(again.written()).isZero();
        assertThat(fixture.rows("t", "SELECT id, a FROM {raw} ORDER BY id, _ingested_at"))
                .containsExactly("1|x", "1|null", "2|y", "2|null");
    }

    @Test
    void withAddATypeThatCannotBeBridgedFailsTheRun() {
        fixture.silo("ALTER TABLE t ALTER COLUMN n TYPE text");

        assertThatThrownBy(() -> fixture.run(source(Drift.ADD)))
                .hasMessageContaining(
                        "column 'n' is text (string) where raw has int, which no policy can bridge");
    }

    @Test
    void withIgnoreRawStaysAndValuesThatDoNotFitAreSetAside() {
        fixture.silo(
                """
                ALTER TABLE t ADD COLUMN further text;
                ALTER TABLE t ALTER COLUMN n TYPE text;
                UPDATE t SET n = 'many', further = 'f' WHERE id = 1;
                UPDATE t SET n = '21', further = 'f' WHERE id = 2;
                ALTER TABLE t ALTER COLUMN d TYPE numeric(20,4);
                INSERT INTO t VALUES (3, 'z', '1', 1.2345)""");

        IngestResult result = fixture.run(source(Drift.IGNORE));

        assertThat(result.notes())
                .containsExactly(
                        "column 'n' is text (string) where raw has int, values that do not fit are set aside",
                        "column 'd' is numeric(20,4) (decimal(20,4)) where raw has decimal(10,2), values that do not fit are set aside",
                        "column 'further' (text) is new, not read");
        assertThat(result.appended()).isEqualTo(1);
        assertThat(result.quarantined()).isEqualTo(2);
        assertThat(result.deletedDetected()).as("a row set aside still is in the silo").isZero();
        assertThat(fixture.raw("t").columns()).noneMatch(c -> c.name().equals("further"));
        assertThat(
                        fixture.rows(
                                "t",
                                "SELECT id, n, d, _reasons[1].rule, _reasons[1].\"column\" FROM {quarantine} ORDER BY id"))
                .containsExactly("1|many|1.5000|range|n", "3|1|1.2345|range|d");
    }

    @Test
    void anExcludedColumnMayComeAndGo() {
        SourceSpec source = source(Drift.FAIL, Map.of("secret", "credential"));
        fixture.silo("ALTER TABLE t ADD COLUMN secret text DEFAULT 's3cr3t'");
        IngestResult came = fixture.run(source);
        fixture.silo("ALTER TABLE t DROP COLUMN secret");
        IngestResult went = fixture.run(source);

        assertThat(came.written()).isZero();
        assertThat(went.written()).isZero();
        assertThat(fixture.raw("t").columns()).noneMatch(c -> c.name().equals("secret"));
    }

    @Test
    void aLoadedColumnThatIsExcludedIsNeitherReadNorDrift() {
        fixture.silo("CREATE TABLE p (id int PRIMARY KEY, secret text, v int)");
        fixture.silo("INSERT INTO p VALUES (1, 's3cr3t', 1), (2, 'hush', 2), (3, 'psst', 3)");
        fixture.run(people(Map.of()));
        SourceSpec source = people(Map.of("secret", "credential"));

        fixture.silo("UPDATE p SET secret = 'other'; INSERT INTO p VALUES (4, 'new', 4)");
        IngestResult before = fixture.run(source);
        fixture.silo("DELETE FROM p WHERE id = 3");
        IngestResult gone = fixture.run(source);
        fixture.lake
                .upkeep()
                .dropColumn(
                        TableName.of("raw", "silo", "p"),
                        "secret",
                        Instant.parse("2026-06-01T00:00:00Z"));
        IngestResult after = fixture.run(source);
        IngestResult quiet = fixture.run(source);

        assertThat(before.appended()).as("the rest of the rows is as it was").isEqualTo(1);
        assertThat(before.unchanged()).isEqualTo(3);
        assertThat(before.columnsGone()).isEmpty();
        assertThat(before.notes()).isEmpty();
        assertThat(gone.deletedDetected()).isEqualTo(1);
        assertThat(after.written()).isZero();
        assertThat(quiet.written()).isZero();
        assertThat(quiet.rawSnapshot()).isEqualTo(after.rawSnapshot());
        assertThat(fixture.raw("p").columns()).noneMatch(c -> c.name().equals("secret"));
        assertThat(fixture.rows("p", "SELECT id, v, _deleted FROM {raw} ORDER BY ALL"))
                .containsExactly("1|1|false", "2|2|false", "3|3|false", "3|3|true", "4|4|false");
    }

    @Test
    void whatIsAppendedBeforeAnExcludedColumnIsDroppedHasNoValueInIt() {
        fixture.silo("CREATE TABLE p (id int PRIMARY KEY, secret text, v int)");
        fixture.silo("INSERT INTO p VALUES (1, 's3cr3t', 1), (2, 'hush', 2)");
        fixture.run(people(Map.of()));
        fixture.silo("INSERT INTO p VALUES (3, 'new', 3); DELETE FROM p WHERE id = 2");
        fixture.run(people(Map.of("secret", "credential")));

        assertThat(
                        fixture.rows(
                                "p",
                                "SELECT id, secret, _deleted FROM {raw} ORDER BY id, _ingested_at"))
                .containsExactly("1|s3cr3t|false", "2|hush|false", "2|null|true", "3|null|false");
    }

    private SourceSpec people(Map<String, String> exclude) {
        return fixture.postgres(
                Drift.FAIL,
                new SourceTable(
                        "p",
                        "p",
                        List.of("id"),
                        null,
                        Duration.ZERO,
                        true,
                        exclude,
                        Map.of(),
                        null));
    }

    @Test
    void withIgnoreAFractionIsSetAsideWhereRawHasWholeNumbers() {
        fixture.silo("ALTER TABLE t ALTER COLUMN n TYPE numeric(10,2)");
        fixture.silo("UPDATE t SET n = 10.7 WHERE id = 1");

        IngestResult result = fixture.run(source(Drift.IGNORE));

        assertThat(result.quarantined()).as("10.7 is not 11, and 20.00 is 20").isEqualTo(1);
        assertThat(fixture.rows("t", "SELECT n FROM {raw} ORDER BY n")).containsExactly("10", "20");
    }

    @Test
    void anExclusionThatLooksMisspeltFailsTheFirstRunSoThatNothingSlipsIn() {
        fixture.silo("CREATE TABLE u (id int PRIMARY KEY, hashed_password text)");

        assertThatThrownBy(
                        () ->
                                fixture.run(
                                        fixture.postgres(
                                                Drift.FAIL,
                                                new SourceTable(
                                                        "u",
                                                        "u",
                                                        List.of("id"),
                                                        null,
                                                        Duration.ZERO,
                                                        true,
                                                        Map.of("hashed_pasword", "credential"),
                                                        Map.of(),
                                                        null))))
                .hasMessageContaining(
                        "excludes column 'hashed_pasword', which its silo does not have; did you mean 'hashed_password'?");
    }

    @Test
    void columnsThatDifferOnlyInCaseOrAreNamedLikeOursAreRefused() {
        fixture.silo(
                "CREATE TABLE c (id int PRIMARY KEY, \"Name\" text, name text); CREATE TABLE s (id int PRIMARY KEY, \"_Run_Id\" text)");

        assertThatThrownBy(
                        () ->
                                fixture.run(
                                        fixture.postgres(
                                                Drift.FAIL, SourceTable.of("c", List.of("id")))))
                .hasMessageContaining("columns 'Name' and 'name' differ only in case");
        assertThatThrownBy(
                        () ->
                                fixture.run(
                                        fixture.postgres(
                                                Drift.FAIL, SourceTable.of("s", List.of("id")))))
                .hasMessageContaining("column '_Run_Id' has the name of one of Onefold's own");
    }
}
