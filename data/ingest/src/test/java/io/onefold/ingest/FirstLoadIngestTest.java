package io.onefold.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.catalog.Drift;
import io.onefold.catalog.RunJournal;
import io.onefold.catalog.SourceSpec;
import io.onefold.catalog.SourceTable;
import io.onefold.model.run.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Tables that are large enough to go from the silo straight into data files.
class FirstLoadIngestTest {

    private static final int ROWS = 30_000;

    /// A value of every type, of both signs and all lengths, and nulls among them.
    private static final String WIDE =
            """
            CREATE TYPE mood AS ENUM ('sad', 'o''k');
            CREATE DOMAIN price AS numeric(10,2);
            CREATE TYPE pair AS (a int, b text);
            SELECT setseed(0.42);
            CREATE TABLE wide AS
            SELECT
                i AS id,
                (i - 15000)::smallint AS s,
                (random() * 4294967295 - 2147483648)::int AS n4,
                ((random() - 0.5) * 1.8e19)::numeric::bigint AS n8,
                (i::bigint * 100000)::oid AS o,
                ((random() - 0.5) * power(10, i % 30))::real AS r,
                ((random() - 0.5) * power(10, i % 300 - 150))::float8 AS d,
                ((random() - 0.5) * power(10, i % 16))::numeric(18,2) AS n,
                round(((random() - 0.5) * power(10, i % 19))::numeric, i % 19) AS un,
                (random() * 1e30)::numeric(38,4) AS nl,
                (random() * 12345)::numeric(7,-2) AS nn,
                (random() * 1000)::numeric::money AS m,
                (random() * 1000)::price AS p,
                i % 3 = 0 AS b,
                date '0001-01-01' + (i * 121) AS da,
                time '00:00' + (random() * interval '23:59:59.9') AS ti,
                timestamp '0001-01-01' + i * 121 * interval '1 day 1.000001 second' AS ts,
                timestamptz '1600-01-01 00:00+00' + i * interval '1 day 0.25 second' AS tt,
                ('10:00:0' || i % 10 || '+02')::timetz AS tz,
                i * interval '1 minute' AS iv,
                md5(i::text)::uuid AS u,
                ('10.' || i % 256 || '.1.7/' || 8 + i % 25)::inet AS i4,
                (CASE i % 8
                    WHEN 0 THEN '::' WHEN 1 THEN '::1' WHEN 2 THEN '::ffff:1.2.3.4' WHEN 3 THEN '::1.2.3.4'
                    WHEN 4 THEN 'fe80::' WHEN 5 THEN '1:0:0:2:0:0:0:3/64' WHEN 6 THEN '0:1::'
                    ELSE regexp_replace(md5(i::text), '(....)(?!$)', '\\1:', 'g') END)::inet AS i6,
                ('10.0.' || i % 256 || '.0/24')::cidr AS ci,
                ('{"a" : ' || i || '}')::json AS j,
                ('{"b":[1, ' || i || '], "a":"\\n"}')::jsonb AS jb,
                decode(md5(i::text), 'hex') AS ba,
                rpad('x', i % 5)::char(5) AS c,
                ('v' || i % 7)::varchar(9) AS v,
                repeat('žluť \\ ' || chr(9) || chr(10) || chr(128512), i % 4) AS x,
                (ARRAY['sad', 'o''k'])[1 + i % 2]::mood AS e,
                ARRAY[i, NULL, -i] AS ia,
                ARRAY['a,b', NULL, '', '"\\', 'x' || i] AS ta,
                ARRAY[i / 4.0]::numeric(9,2)[] AS na,
                ROW(i, NULL)::pair AS pr,
                ROW(NULL, NULL)::pair AS pn,
                int4range(i, i + 5) AS rg,
                i::bit(5) AS bi,
                point(i, 1) AS pt,
                to_tsvector('english', 'fat cats ' || i) AS tv
            FROM generate_series(1, 30000) i;
            {nulls};
            ALTER TABLE wide ADD PRIMARY KEY (id);
            CREATE TABLE landed AS SELECT * FROM wide;
            DO $$ BEGIN
                EXECUTE format('ALTER DATABASE %I SET intervalstyle = ''iso_8601''', current_database());
                EXECUTE format('ALTER DATABASE %I SET timezone = ''UTC''', current_database());
            END $$""";

    private final Fixture fixture = new Fixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private SourceSpec of(String table) {
        return fixture.postgres(Drift.FAIL, SourceTable.of(table, List.of("id")));
    }

    /// Every column but the key is null in some rows, not always together with its neighbours.
    private static String wide() {
        String[] columns =
                "s n4 n8 o r d n un nl nn m p b da ti ts tt tz iv u i4 i6 ci j jb ba c v x e ia ta na pr pn rg bi pt tv"
                        .split(" ");
        StringBuilder nulls = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            int rest = i;
            nulls.append(i == 0 ? "" : ";\n")
                    .append("UPDATE wide SET ")
                    .append(
                            IntStream.range(0, columns.length)
                                    .filter(at -> at % 4 >= rest)
                                    .mapToObj(at -> columns[at] + " = NULL")
                                    .collect(Collectors.joining(", ")))
                    .append(" WHERE id % 37 = ")
                    .append(i);
        }
        return WIDE.replace("{nulls}", nulls);
    }

    @Test
    void valuesOfEveryTypeAndTheirHashesAreThoseOfALandedReadAndOfTheSilo() {
        fixture.silo(wide());

        assertThat(fixture.run(of("wide")).appended()).isEqualTo(ROWS);
        assertThat(fixture.run(of("landed")).appended()).isEqualTo(ROWS);

        String all =
                "SELECT CAST(COLUMNS(*) AS VARCHAR) FROM (SELECT * EXCLUDE (_run_id, _ingested_at, _source) FROM {raw}"
                        + " ORDER BY id)";
        assertThat(fixture.rows("wide", all)).isEqualTo(fixture.rows("landed", all));
        String texts =
                "SELECT id, s, n4, n8, o, r, d, b, da::text, ti::text, ts::text, tt::text, nn::text, p::text, n::text, un::numeric(38,18)::text, nl::text, tz::text, iv::text, u::text, i4, i6, ci::text, jb::text,"
                        + " x, e::text, pr::text, pn::text, rg::text, pt::text, tv::text FROM ";
        assertThat(
                        fixture.rows(
                                "wide",
                                texts.replace("un::numeric(38,18)", "un") + "{raw} ORDER BY id"))
                .isEqualTo(
                        fixture.siloRows(
                                texts.replace("i4, i6", "abbrev(i4), abbrev(i6)")
                                        + "wide ORDER BY id"));
    }

    @Test
    void nothingIsLandedAndTheNextReadKnowsAllRowsByTheirDigest() {
        fixture.silo(
                "CREATE TABLE t (id int PRIMARY KEY, filler text); INSERT INTO t SELECT i, repeat('x', 100) || i FROM generate_series(1, 30000) i");
        AtomicLong landedFiles = new AtomicLong();
        AtomicLong counted = new AtomicLong();
        Progress watch =
                watch(
                        rows -> {
                            counted.addAndGet(rows);
                            landedFiles.addAndGet(files());
                        });

        SourceSpec source = of("t");
        IngestResult first =
                fixture.ingest.run(
                        source,
                        source.tables().getFirst(),
                        fixture.context(UUID.randomUUID(), RunJournal.NONE, watch));
        IngestResult again = fixture.run(source);
        fixture.silo("UPDATE t SET filler = 'other' WHERE id = 77");
        IngestResult changed = fixture.run(source);

        assertThat(first.appended()).isEqualTo(ROWS);
        assertThat(counted).hasValue(ROWS);
        assertThat(landedFiles).hasValue(0);
        assertThat(again.unchanged()).isEqualTo(ROWS);
        assertThat(again.rawSnapshot()).isEqualTo(first.rawSnapshot());
        assertThat(changed.appended()).isEqualTo(1);
        assertThat(changed.unchanged()).isEqualTo(ROWS - 1);
    }

    private static Progress watch(LongConsumer added) {
        return (label, total) ->
                new Progress.Task() {
                    @Override
                    public void add(long rows) {
                        added.accept(rows);
                    }

                    @Override
                    public void close() {}
                };
    }

    private long files() {
        try (Stream<Path> all = Files.walk(fixture.landing)) {
            return all.filter(file -> file.toString().endsWith(".txt")).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void oneValueThatDoesNotFitIsSetAsideAndEveryOtherRowArrivesAndIsCountedOnce() {
        fixture.silo(
                """
                CREATE TABLE t (id int PRIMARY KEY, day date, dates date[], filler text);
                INSERT INTO t SELECT i, '2024-01-01', NULL, repeat('x', 100) FROM generate_series(1, 30000) i;
                UPDATE t SET day = 'infinity' WHERE id = 29000""");
        AtomicLong counted = new AtomicLong();
        Progress watch = watch(counted::addAndGet);
        SourceSpec source = of("t");

        IngestResult result =
                fixture.ingest.run(
                        source,
                        source.tables().getFirst(),
                        fixture.context(UUID.randomUUID(), RunJournal.NONE, watch));

        assertThat(result.appended()).isEqualTo(ROWS - 1);
        assertThat(result.quarantined()).isEqualTo(1);
        assertThat(counted).hasValue(ROWS);
        assertThat(fixture.rows("t", "SELECT id, day FROM {quarantine}"))
                .containsExactly("29000|infinity");
    }

    @Test
    void aValueThatOnlySqlFindsUnfitIsSetAsideToo() {
        fixture.silo(
                """
                CREATE TABLE t (id int PRIMARY KEY, dates date[], filler text);
                INSERT INTO t SELECT i, '{2024-01-01}', repeat('x', 100) FROM generate_series(1, 30000) i;
                UPDATE t SET dates = '{infinity}' WHERE id = 5""");

        IngestResult result = fixture.run(of("t"));

        assertThat(result.appended()).isEqualTo(ROWS - 1);
        assertThat(result.quarantined()).isEqualTo(1);
    }

    @Test
    void theWatermarkIsTheGreatestThatTheSilosClockAllows() {
        fixture.silo(
                """
                CREATE TABLE t (id int PRIMARY KEY, at timestamptz, filler text);
                INSERT INTO t SELECT i, '2024-01-01 00:00+00'::timestamptz + i * interval '1 second', repeat('x', 100)
                    FROM generate_series(1, 30000) i""");
        SourceTable table =
                new SourceTable(
                        "t",
                        "t",
                        List.of("id"),
                        "at",
                        Duration.ZERO,
                        false,
                        Map.of(),
                        Map.of(),
                        null);
        SourceSpec source = fixture.postgres(Drift.FAIL, table);

        fixture.run(source);
        fixture.silo("INSERT INTO t VALUES (40000, '2024-02-01 00:00+00', 'late')");
        IngestResult second = fixture.run(source);

        assertThat(fixture.raw("t").history().getFirst().summary())
                .containsEntry("onefold.ingest.watermark", "2024-01-01 08:20:00+00");
        assertThat(second.read()).isEqualTo(2);
        assertThat(second.appended()).isEqualTo(1);
    }

    @Test
    void aColumnThatIsWidenedInTheSiloLeavesItsRowsUnchanged() {
        fixture.silo(
                "CREATE TABLE t (id int PRIMARY KEY, n int, filler text); INSERT INTO t SELECT i, i, repeat('x', 100) FROM generate_series(1, 30000) i");
        SourceSpec source = fixture.postgres(Drift.ADD, SourceTable.of("t", List.of("id")));

        fixture.run(source);
        fixture.silo("ALTER TABLE t ALTER n TYPE bigint");
        IngestResult widened = fixture.run(source);

        assertThat(widened.unchanged()).isEqualTo(ROWS);
        assertThat(widened.appended()).isZero();
    }

    @Test
    void rowsOfMegabytesArriveTooAmongSmallOnes() {
        fixture.silo(
                """
                CREATE TABLE t (id int PRIMARY KEY, big text);
                INSERT INTO t SELECT i, repeat(md5(i::text), 40000) FROM generate_series(1, 60) i;
                INSERT INTO t SELECT -i, repeat('x', 1500) FROM generate_series(1, 2000) i""");

        assertThat(fixture.run(of("t")).appended()).isEqualTo(2060);
        assertThat(
                        fixture.rows(
                                "t",
                                "SELECT count(*), max(length(big)), count(DISTINCT big) FROM {raw}"))
                .containsExactly("2060|1280000|61");
    }
}
