package io.onefold.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.catalog.Drift;
import io.onefold.catalog.SourceSpec;
import io.onefold.catalog.SourceTable;
import io.onefold.model.OnefoldException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IncrementalIngestTest {

    private final Fixture fixture = new Fixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private SourceSpec events(String watermark, Duration lateness, boolean deletes) {
        return fixture.postgres(
                Drift.ADD,
                new SourceTable(
                        "events",
                        "events",
                        List.of("id"),
                        watermark,
                        lateness,
                        deletes,
                        Map.of(),
                        Map.of(),
                        null));
    }

    @Test
    void onlyTheWindowIsReadAndRowsAtItsEdgeAndWithoutAWatermarkAreNotLost() {
        fixture.silo(
                """
                CREATE TABLE events (id int PRIMARY KEY, v text, changed timestamptz);
                INSERT INTO events SELECT i, 'v', timestamptz '2024-01-01Z' + i * interval '1 minute' FROM generate_series(1, 100) i;
                INSERT INTO events VALUES (1000, 'no time', NULL)""");
        SourceSpec source = events("changed", Duration.ofMinutes(10), false);
        fixture.run(source);

        fixture.silo(
                """
                INSERT INTO events VALUES
                    (101, 'the same moment as the last one', timestamptz '2024-01-01 01:40Z'),
                    (102, 'late by nine minutes', timestamptz '2024-01-01 01:31Z'),
                    (103, 'too late', timestamptz '2024-01-01 01:29Z'),
                    (104, 'new', timestamptz '2024-01-02Z');
                UPDATE events SET v = 'changed' WHERE id = 1000;
                UPDATE events SET v = 'too', changed = timestamptz '2024-01-02Z' WHERE id = 7""");
        IngestResult result = fixture.run(source);
        IngestResult again = fixture.run(source);

        assertThat(result.mode()).isEqualTo(IngestResult.Mode.INCREMENTAL);
        assertThat(result.read()).isEqualTo(11 + 3 + 1 + 1);
        assertThat(result.unchanged()).isEqualTo(11);
        assertThat(
                        fixture.rows(
                                "events",
                                "SELECT id, v FROM {raw} WHERE _run_id = (SELECT arg_max(_run_id, _ingested_at) FROM {raw}) ORDER BY id"))
                .containsExactly(
                        "7|too",
                        "101|the same moment as the last one",
                        "102|late by nine minutes",
                        "104|new",
                        "1000|changed");
        assertThat(again.written()).isZero();
        assertThat(again.read()).as("the two newest and the one without").isEqualTo(3);
    }

    @Test
    void deletedAndReturnedKeysAreFoundByReadingTheKeysAlone() {
        fixture.silo(
                """
                CREATE TABLE events (id int PRIMARY KEY, changed timestamptz);
                INSERT INTO events SELECT i, timestamptz '2024-01-01Z' + i * interval '1 day' FROM generate_series(1, 10) i""");
        SourceSpec source = events("changed", Duration.ZERO, true);
        fixture.run(source);

        fixture.silo("DELETE FROM events WHERE id IN (2, 3, 10)");
        IngestResult deleted = fixture.run(source);
        fixture.silo(
                "INSERT INTO events VALUES (3, timestamptz '2024-01-04Z'), (10, timestamptz '2024-01-11Z')");
        IngestResult returned = fixture.run(source);
        IngestResult quiet = fixture.run(source);

        assertThat(deleted.mode()).isEqualTo(IngestResult.Mode.INCREMENTAL);
        assertThat(deleted.read()).isZero();
        assertThat(deleted.deletedDetected()).isEqualTo(3);
        assertThat(returned.appended()).as("row 3 lies outside the window").isEqualTo(1);
        assertThat(quiet.written()).isZero();
        assertThat(
                        fixture.rows(
                                "events",
                                "SELECT id, _deleted FROM {raw} WHERE id IN (2, 3, 10) ORDER BY id, _ingested_at"))
                .containsExactly(
                        "2|false",
                        "2|true",
                        "3|false",
                        "3|true",
                        "10|false",
                        "10|true",
                        "10|false");
    }

    @Test
    void aWatermarkBeyondTheSilosClockDoesNotHideLaterRows() {
        fixture.silo(
                "CREATE TABLE events (id int PRIMARY KEY, changed timestamptz); INSERT INTO events VALUES (1, '2024-01-01Z'), (2, '9999-12-31Z')");
        SourceSpec source = events("changed", Duration.ZERO, false);
        fixture.run(source);

        fixture.silo("INSERT INTO events VALUES (3, now())");
        IngestResult result = fixture.run(source);

        assertThat(result.mode()).isEqualTo(IngestResult.Mode.INCREMENTAL);
        assertThat(result.appended()).isEqualTo(1);
    }

    @Test
    void numbersDatesAndZonelessTimesAreWatermarksToo() {
        for (String type : List.of("bigint", "numeric(12,3)", "date", "timestamp")) {
            String column = type.startsWith("numeric") ? "n" : type.substring(0, 4);
            fixture.silo(
                    "DROP TABLE IF EXISTS events; CREATE TABLE events (id int PRIMARY KEY, \"%s\" %s)"
                            .formatted(column, type));
            String value = type.equals("date") || type.equals("timestamp") ? "'2024-01-0%d'" : "%d";
            SourceSpec source =
                    fixture.postgres(
                            Drift.FAIL,
                            new SourceTable(
                                    "events_" + column,
                                    "events",
                                    List.of("id"),
                                    column,
                                    Duration.ZERO,
                                    false,
                                    Map.of(),
                                    Map.of(),
                                    null));
            for (int i = 1; i <= 5; i++) {
                fixture.silo("INSERT INTO events VALUES (%d, %s)".formatted(i, value.formatted(i)));
            }
            fixture.run(source);
            fixture.silo("INSERT INTO events VALUES (6, %s)".formatted(value.formatted(6)));

            IngestResult result = fixture.run(source);

            assertThat(result.mode()).as(type).isEqualTo(IngestResult.Mode.INCREMENTAL);
            assertThat(result.read()).as(type).isEqualTo(2);
            assertThat(result.appended()).as(type).isEqualTo(1);
        }
    }

    @Test
    void aTextIsNoWatermarkThatEverySiloOrdersAlikeSoTheTableIsReadWhole() {
        fixture.silo(
                "CREATE TABLE events (id int PRIMARY KEY, changed text); INSERT INTO events VALUES (1, 'a')");
        SourceSpec source = events("changed", Duration.ZERO, false);
        fixture.run(source);

        assertThat(fixture.run(source).mode()).isEqualTo(IngestResult.Mode.FULL);
    }

    @Test
    void anotherKeyOrWatermarkOrAColumnThatIsAddedMakesTheNextReadFull() {
        fixture.silo(
                """
                CREATE TABLE events (id int PRIMARY KEY, other int, changed timestamptz);
                INSERT INTO events SELECT i, i, timestamptz '2024-01-01Z' + i * interval '1 day' FROM generate_series(1, 10) i""");
        SourceSpec source = events("changed", Duration.ZERO, false);
        fixture.run(source);
        assertThat(fixture.run(source).mode()).isEqualTo(IngestResult.Mode.INCREMENTAL);

        fixture.silo("ALTER TABLE events ADD COLUMN further int DEFAULT 7");
        IngestResult widened = fixture.run(source);
        assertThat(widened.mode()).isEqualTo(IngestResult.Mode.FULL);
        assertThat(widened.appended()).as("each row has a value more").isEqualTo(10);
        assertThat(fixture.run(source).mode()).isEqualTo(IngestResult.Mode.INCREMENTAL);

        SourceSpec byOther =
                fixture.postgres(
                        Drift.ADD,
                        new SourceTable(
                                "events",
                                "events",
                                List.of("other"),
                                "changed",
                                Duration.ZERO,
                                false,
                                Map.of(),
                                Map.of(),
                                null));
        assertThat(fixture.run(byOther).mode()).isEqualTo(IngestResult.Mode.FULL);
        assertThat(fixture.run(byOther).mode()).isEqualTo(IngestResult.Mode.INCREMENTAL);
    }

    @Test
    void anEmptyTableIsFineAtFirstAndRefusedOnceRawKnowsRows() {
        fixture.silo("CREATE TABLE events (id int PRIMARY KEY, changed timestamptz)");
        SourceSpec source = events(null, Duration.ZERO, true);

        IngestResult empty = fixture.run(source);
        assertThat(empty.read()).isZero();
        assertThat(empty.written()).isZero();
        assertThat(empty.rawSnapshot()).isEmpty();

        fixture.silo("INSERT INTO events VALUES (1, now()), (2, now())");
        fixture.run(source);
        fixture.silo("TRUNCATE events");
        assertThatThrownBy(() -> fixture.run(source))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining(
                        "silo.events has no row in its silo now, where raw knows 2 keys");
        assertThat(fixture.run(events(null, Duration.ZERO, false)).written()).isZero();
        assertThat(fixture.raw("events").rows()).isEqualTo(2);
    }

    @Test
    void aClockThatStepsBackDoesNotTurnTheOrderOfVersions() {
        fixture.silo(
                "CREATE TABLE events (id int PRIMARY KEY, v int); INSERT INTO events VALUES (1, 1)");
        SourceSpec source = events(null, Duration.ZERO, true);
        fixture.run(source);
        fixture.turnClockBack(Duration.ofDays(1));
        fixture.silo("UPDATE events SET v = 2");
        fixture.run(source);
        fixture.silo("UPDATE events SET v = 1");
        fixture.run(source);

        assertThat(fixture.run(source).written()).isZero();
        assertThat(fixture.rows("events", "SELECT v FROM {raw} ORDER BY _ingested_at"))
                .containsExactly("1", "2", "1");
    }
}
