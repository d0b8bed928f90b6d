package io.onefold.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.catalog.Drift;
import io.onefold.catalog.SourceSpec;
import io.onefold.catalog.SourceTable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random tables with random changes over several runs: raw's current state is the silo, and every
/// row that was read is accounted for. The oracle is the silo's own answer.
class IngestPropertyTest {

    private static final int RUNS = 5;

    /// The latest row of each key that is not gone.
    private static final String CURRENT =
            """
            SELECT id, a, n FROM (
                FROM {raw}
                QUALIFY row_number() OVER (PARTITION BY id ORDER BY _ingested_at DESC) = 1
            )
            WHERE NOT _deleted
            ORDER BY id""";

    private final Fixture fixture = new Fixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void afterEachRunRawIsTheSilo(long seed) {
        Random random = new Random(seed);
        boolean byWatermark = random.nextBoolean();
        boolean keyIsUnique = byWatermark || random.nextBoolean();
        fixture.silo(
                "CREATE TABLE t (id int "
                        + (keyIsUnique ? "PRIMARY KEY" : "NOT NULL")
                        + ", a text, n numeric(12,3), changed timestamptz NOT NULL)");
        SourceSpec source =
                fixture.postgres(
                        Drift.FAIL,
                        new SourceTable(
                                "t",
                                "t",
                                List.of("id"),
                                byWatermark ? "changed" : null,
                                Duration.ZERO,
                                true,
                                Map.of(),
                                Map.of(),
                                null));
        fixture.silo("INSERT INTO t VALUES (0, 'stays', 0, '2020-01-01Z')");
        for (int run = 1; run <= RUNS; run++) {
            change(random, run, keyIsUnique);

            IngestResult result = fixture.run(source);
            IngestResult again = fixture.run(source);

            String shown = "seed " + seed + ", run " + run;
            assertThat(fixture.rows("t", CURRENT)).as(shown).isEqualTo(silo());
            assertThat(again.written()).as(shown).isZero();
            assertThat(again.rawSnapshot()).as(shown).isEqualTo(result.rawSnapshot());
            assertBalances(result);
            assertBalances(again);
        }
    }

    private static void assertBalances(IngestResult result) {
        assertThat(result.read())
                .isEqualTo(
                        result.unchanged()
                                + result.duplicates()
                                + result.quarantined()
                                + result.appended());
    }

    /// Deletes, changes, adds and returns some keys; repeats some rows where the silo allows it.
    private void change(Random random, int run, boolean keyIsUnique) {
        String moment = "timestamptz '2024-01-0" + run + "Z'";
        for (int i = 0; i < random.nextInt(40); i++) {
            int id = 1 + random.nextInt(30);
            String value = text(random);
            String row =
                    "(%d, %s, %d.%03d, %s)"
                            .formatted(
                                    id,
                                    value,
                                    random.nextInt(-99, 99),
                                    random.nextInt(1000),
                                    moment);
            switch (random.nextInt(4)) {
                case 0 -> fixture.silo("DELETE FROM t WHERE id = " + id);
                case 1 ->
                        fixture.silo(
                                "UPDATE t SET a = "
                                        + value
                                        + ", changed = "
                                        + moment
                                        + " WHERE id = "
                                        + id);
                default -> {
                    fixture.silo("DELETE FROM t WHERE id = " + id);
                    fixture.silo("INSERT INTO t VALUES " + row);
                    if (!keyIsUnique && random.nextInt(3) == 0) {
                        fixture.silo("INSERT INTO t VALUES " + row);
                    }
                }
            }
        }
    }

    private static String text(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> "NULL";
            case 1 -> "''";
            case 2 -> "E'tab\\tline\\nback\\\\slash \\\\N'";
            case 3 -> "'é\ud83d\ude00'";
            default -> "'v" + random.nextInt(5) + "'";
        };
    }

    private List<String> silo() {
        return fixture.siloRows("SELECT DISTINCT id, a, n FROM t ORDER BY id");
    }
}
