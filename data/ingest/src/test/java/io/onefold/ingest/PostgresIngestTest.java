package io.onefold.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.catalog.Drift;
import io.onefold.catalog.SourceSpec;
import io.onefold.catalog.SourceTable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresIngestTest {

    private final Fixture fixture = new Fixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private SourceSpec accounts(Map<String, String> exclude) {
        return fixture.postgres(
                Drift.FAIL,
                new SourceTable(
                        "accounts",
                        "accounts",
                        List.of("id"),
                        null,
                        Duration.ZERO,
                        true,
                        exclude,
                        Map.of(),
                        null));
    }

    @Test
    void aTableArrivesInRawWithItsTypesAndNothingIsWrittenTheSecondTime() {
        fixture.silo(
                """
                CREATE TABLE accounts (id bigint PRIMARY KEY, name text, balance numeric(12,2), opened timestamptz,
                    secret text);
                INSERT INTO accounts VALUES
                    (1, 'Ada', 10.50, '2024-01-01 10:00+01', 's1'),
                    (2, '', -3, NULL, 's2'),
                    (3, NULL, NULL, '1999-12-31 23:59:59.123456Z', 's3'),
                    (4, E'tab\\tnew\\nline back\\\\slash \\\\N', 0, NULL, 's4')""");
        SourceSpec source = accounts(Map.of("secret", "credential"));

        IngestResult first = fixture.run(source);
        IngestResult second = fixture.run(source);

        assertThat(first.read()).isEqualTo(4);
        assertThat(first.appended()).isEqualTo(4);
        assertThat(second.read()).isEqualTo(4);
        assertThat(second.unchanged()).isEqualTo(4);
        assertThat(second.written()).isZero();
        assertThat(second.rawSnapshot()).isEqualTo(first.rawSnapshot());
        assertThat(fixture.raw("accounts").columns())
                .extracting(column -> column.name() + " " + column.type())
                .containsExactly(
                        "id long",
                        "name string",
                        "balance decimal(12,2)",
                        "opened timestamptz",
                        "_run_id string",
                        "_ingested_at timestamptz",
                        "_source string",
                        "_source_row long",
                        "_row_hash string",
                        "_deleted boolean");
        assertThat(
                        fixture.rows(
                                "accounts",
                                "SELECT id, name, balance, opened::VARCHAR FROM {raw} ORDER BY id"))
                .containsExactly(
                        "1|Ada|10.50|2024-01-01 09:00:00+00",
                        "2||-3.00|null",
                        "3|null|null|1999-12-31 23:59:59.123456+00",
                        "4|tab\tnew\nline back\\slash \\N|0.00|null");
    }

    @Test
    void changedGoneAndReturnedRowsAreEachAppended() {
        fixture.silo(
                "CREATE TABLE accounts (id int PRIMARY KEY, name text); INSERT INTO accounts VALUES (1,'A'),(2,'B'),(3,'C')");
        SourceSpec source = accounts(Map.of());
        fixture.run(source);

        fixture.silo(
                "UPDATE accounts SET name = 'A2' WHERE id = 1; DELETE FROM accounts WHERE id = 2");
        IngestResult changed = fixture.run(source);
        fixture.silo(
                "UPDATE accounts SET name = 'A' WHERE id = 1; INSERT INTO accounts VALUES (2,'B')");
        IngestResult back = fixture.run(source);
        IngestResult quiet = fixture.run(source);

        assertThat(changed.appended()).isEqualTo(1);
        assertThat(changed.deletedDetected()).isEqualTo(1);
        assertThat(back.appended()).isEqualTo(2);
        assertThat(back.deletedDetected()).isZero();
        assertThat(quiet.written()).isZero();
        assertThat(
                        fixture.rows(
                                "accounts",
                                "SELECT id, name, _deleted FROM {raw} ORDER BY id, _ingested_at"))
                .containsExactly(
                        "1|A|false",
                        "1|A2|false",
                        "1|A|false",
                        "2|B|false",
                        "2|B|true",
                        "2|B|false",
                        "3|C|false");
    }
}
