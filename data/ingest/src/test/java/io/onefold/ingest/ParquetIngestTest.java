package io.onefold.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.catalog.Drift;
import io.onefold.catalog.FileOptions;
import io.onefold.catalog.SourceKind;
import io.onefold.catalog.SourceSpec;
import io.onefold.catalog.SourceTable;
import io.onefold.lake.DuckSql;
import io.onefold.lake.LakeSession;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Parquet: columns keep their types, what nests becomes JSON.
class ParquetIngestTest {

    private final Fixture fixture = new Fixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private SourceSpec parquet() {
        return fixture.files(
                SourceKind.PARQUET,
                Drift.ADD,
                new SourceTable(
                        "t",
                        "t",
                        List.of("id"),
                        null,
                        Duration.ZERO,
                        true,
                        Map.of("pin", "credential"),
                        Map.of(),
                        FileOptions.of("*.parquet")));
    }

    /// Another writer of Parquet would do as well; the engine is at hand.
    private void write(String name, String select) {
        try (LakeSession session = fixture.lake.session(Principal.system("test"))) {
            session.execute(
                    "COPY ("
                            + select
                            + ") TO "
                            + DuckSql.text(fixture.files.resolve(name).toString())
                            + " (FORMAT parquet)");
        }
    }

    @Test
    void columnsKeepTheirTypesAndNestedOnesBecomeJson() {
        write(
                "a.parquet",
                """
                SELECT 1::BIGINT AS id, 1.50::DECIMAL(10,2) AS amount, DATE '2024-02-29' AS day,
                    TIMESTAMPTZ '2024-01-01 10:00:00+01' AS at, true AS ok, '\\xAB'::BLOB AS bytes,
                    {'city': 'Pune', 'codes': [1, 2]} AS address, ['a', NULL, 'b'] AS tags,
                    18446744073709551615::UBIGINT AS huge, 's3cr3t' AS pin""");

        IngestResult first = fixture.run(parquet());
        IngestResult second = fixture.run(parquet());

        assertThat(first.appended()).isEqualTo(1);
        assertThat(second.unchanged()).isEqualTo(1);
        assertThat(second.written()).isZero();
        assertThat(fixture.raw("t").columns().stream().limit(9).map(c -> c.name() + " " + c.type()))
                .containsExactly(
                        "id long",
                        "amount decimal(10,2)",
                        "day date",
                        "at timestamptz",
                        "ok boolean",
                        "bytes binary",
                        "address string",
                        "tags list<string>",
                        "huge decimal(20,0)");
        assertThat(
                        fixture.rows(
                                "t",
                                "SELECT id, amount, day::VARCHAR, \"at\"::VARCHAR, ok, hex(bytes), address, tags::VARCHAR, huge FROM {raw}"))
                .containsExactly(
                        "1|1.50|2024-02-29|2024-01-01 09:00:00+00|true|AB|{\"city\":\"Pune\",\"codes\":[1,2]}|[a, NULL, b]|18446744073709551615");
        assertThat(fixture.raw("t").columns()).noneMatch(c -> c.name().equals("pin"));
    }

    @Test
    void filesOfDifferentColumnsAreOneTableAndChangesAreFound() {
        write("a.parquet", "SELECT i AS id, 'a' AS v FROM range(3) r(i)");
        write("b.parquet", "SELECT 'x' AS further, i AS id FROM range(3, 5) r(i)");
        IngestResult first = fixture.run(parquet());

        write("a.parquet", "SELECT i AS id, if(i = 1, 'b', 'a') AS v FROM range(2) r(i)");
        IngestResult second = fixture.run(parquet());

        assertThat(first.appended()).isEqualTo(5);
        assertThat(second.unchanged()).isEqualTo(3);
        assertThat(second.appended()).isEqualTo(1);
        assertThat(second.deletedDetected()).isEqualTo(1);
        assertThat(
                        fixture.rows(
                                "t",
                                "SELECT id, v, further, _deleted FROM {raw} ORDER BY id, _ingested_at"))
                .containsExactly(
                        "0|a|null|false",
                        "1|a|null|false",
                        "1|b|null|false",
                        "2|a|null|false",
                        "2|a|null|true",
                        "3|null|x|false",
                        "4|null|x|false");
    }

    @Test
    void datesOutOfTheLakesRangeAreSetAside() {
        write(
                "a.parquet",
                "SELECT 1 AS id, DATE '2024-01-01' AS day UNION ALL SELECT 2, DATE '12024-01-01'");

        IngestResult result = fixture.run(parquet());

        assertThat(result.appended()).isEqualTo(1);
        assertThat(result.quarantined()).isEqualTo(1);
        assertThat(
                        fixture.rows(
                                "t",
                                "SELECT id, _reasons[1].rule, _reasons[1].\"column\", _reasons[1].expected FROM {quarantine}"))
                .hasSize(1)
                .first()
                .asString()
                .contains("|day|date of the years 1 to 9999");
    }

    @Test
    void aFileThatIsNoParquetAndOneWithoutRowsFailTheRunByName() {
        fixture.file("a.parquet", "no parquet");
        assertThatThrownBy(() -> fixture.run(parquet()))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("a.parquet");

        write("a.parquet", "SELECT 1 AS id WHERE false");
        assertThatThrownBy(() -> fixture.run(parquet()))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("a.parquet");
    }
}
