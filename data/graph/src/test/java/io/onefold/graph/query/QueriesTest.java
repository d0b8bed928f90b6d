package io.onefold.graph.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.catalog.BoltAddress;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Principal;
import io.onefold.model.audit.AuditEvent;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Questions put to a real Neo4j and a real lake.
class QueriesTest {

    private static final String SPENDING_COLUMNS =
            "{name: email, type: string, of: club.members.email}, {name: visits, type: long, of: club.visits.visit_id},"
                    + " {name: paid, type: \"decimal(18,2)\", of: club.visits.fee},"
                    + " {name: joined_at, type: timestamptz, of: club.members.joined_at},"
                    + " {name: fees, type: \"list<string>\", of: club.visits.fee}";

    private static final String SPENDING_CYPHER =
            """
            MATCH (m:Member) WHERE m.joined_at <= $as_of
            OPTIONAL MATCH (m)-[:MADE]->(v:Visit)
            WITH m, v ORDER BY v.fee
            WITH m, count(v) AS visits, sum(toInteger(replace(v.fee, '.', ''))) AS paid, collect(v.fee) AS fees
            RETURN m.email AS email, visits,
              toString(paid / 100) + '.' + right('0' + toString(paid % 100), 2) AS paid, m.joined_at AS joined_at, fees
            ORDER BY m.member_id
            """;

    private static final String SPENDING_SQL =
            """
            select m.email, count(v.visit_id) as visits, cast(coalesce(sum(v.fee), 0) as decimal(18, 2)) as paid,
                m.joined_at, coalesce(list(cast(v.fee as varchar) order by v.fee) filter (where v.visit_id is not null), []) as fees
            from `club.members` m
            left join `club.visits` v on lower(v._clear_guest_email) = lower(m._clear_email)
            where m.joined_at <= $as_of
            group by m.member_id, m.email, m.joined_at
            order by m.member_id
            """;

    @TempDir static Path folder;

    private static ClubFixture club;

    @BeforeAll
    static void open() throws IOException {
        club = new ClubFixture(folder);
        club.question("spending", "", SPENDING_COLUMNS, SPENDING_CYPHER, SPENDING_SQL);
    }

    @AfterAll
    static void close() throws IOException {
        club.close();
    }

    @BeforeEach
    void forget() {
        club.audited.clear();
    }

    @Test
    void cypherAndItsTwinAnswerTheSameJoinedOnClearValuesAndShownMasked() {
        Queries queries = club.queries(QueryLimits.DEFAULT);

        QueryAnswer graph =
                queries.run("spending", Map.of(), ClubFixture.READER, QueryEngine.CYPHER, null);
        QueryAnswer lake =
                queries.run("spending", Map.of(), ClubFixture.READER, QueryEngine.SQL, null);

        assertThat(graph.rows())
                .containsExactly(
                        List.of(
                                "****@a.org",
                                2L,
                                new BigDecimal("3.35"),
                                Instant.parse("2025-01-01T00:00:00Z"),
                                List.of("1.10", "2.25")),
                        List.of(
                                "****@b.org",
                                0L,
                                new BigDecimal("0.00"),
                                Instant.parse("2025-02-01T00:00:00Z"),
                                List.of()),
                        List.of(
                                "****@a.org",
                                1L,
                                new BigDecimal("3.00"),
                                Instant.parse("2026-01-01T00:00:00Z"),
                                List.of("3.00")));
        assertThat(lake.rows()).isEqualTo(graph.rows());
        assertThat(graph.snapshot()).containsOnlyKeys("club.members", "club.visits");
        assertThat(graph.asOf()).isEqualTo(ClubFixture.NOW);
        assertThat(graph.rowsByColumn().getFirst()).containsEntry("visits", 2L);
    }

    @Test
    void verifyComparesOverTheSnapshotsTheGraphWasLoadedFrom() throws IOException {
        club.question(
                "visits",
                "",
                "{name: visits, type: long, of: club.visits.visit_id}",
                "MATCH (v:Visit) WHERE $as_of IS NOT NULL RETURN count(v) AS visits",
                "select count(*) as visits from `club.visits` where $as_of is not null");
        Queries queries = club.queries(QueryLimits.DEFAULT);

        club.append(
                ClubFixture.VISITS,
                "select 99::bigint as visit_id, 'passer@by.org' as guest_email, 9.99 as fee");

        QueryAnswer verified = queries.verify("visits", Map.of(), ClubFixture.READER, null);
        assertThat(verified.verified()).isTrue();
        assertThat(verified.difference()).isNull();
        assertThat(verified.rows()).isEqualTo(List.of(List.of(3L)));
        QueryAnswer now =
                queries.run("visits", Map.of(), ClubFixture.READER, QueryEngine.SQL, null);
        assertThat(now.rows()).isEqualTo(List.of(List.of(4L)));
        assertThat(now.snapshot()).isNotEqualTo(verified.snapshot());
    }

    @Test
    void aDifferenceNamesRowAndColumnsAndNoValue() throws IOException {
        club.question(
                "unequal",
                "",
                "{name: id, type: long, of: club.members.member_id}, {name: email, type: string, of: club.members.email}",
                "MATCH (m:Member) WHERE m.joined_at <= $as_of RETURN m.member_id AS id, 'secret' AS email ORDER BY id",
                "select member_id as id, email from `club.members` where joined_at <= $as_of order by 1");
        club.question(
                "shorter",
                "",
                "{name: id, type: long, of: club.members.member_id}",
                "MATCH (m:Member) WHERE m.joined_at <= $as_of RETURN m.member_id AS id ORDER BY id LIMIT 1",
                "select member_id as id from `club.members` where joined_at <= $as_of order by 1");
        Queries queries = club.queries(QueryLimits.DEFAULT);

        QueryAnswer unequal = queries.verify("unequal", Map.of(), ClubFixture.READER, null);
        assertThat(unequal.verified()).isFalse();
        assertThat(unequal.difference()).isEqualTo("row 1 differs in [email]");
        assertThat(queries.verify("shorter", Map.of(), ClubFixture.READER, null).difference())
                .isEqualTo("Cypher answers 1 rows, SQL 3");
    }

    @Test
    void windowsCloseAtAsOf() {
        QueryAnswer answer =
                club.queries(QueryLimits.DEFAULT)
                        .verify(
                                "spending",
                                Map.of(),
                                ClubFixture.READER,
                                Instant.parse("2025-01-31T00:00:00Z"));

        assertThat(answer.rows()).hasSize(1);
        assertThat(answer.verified()).isTrue();
    }

    @Test
    void aParameterComparedWithAMaskedPropertyIsMaskedFirst() throws IOException {
        club.question(
                "by-email",
                "{name: email, type: string, compares: club.members.email, description: whose}",
                "{name: id, type: long, of: club.members.member_id}",
                "MATCH (m:Member) WHERE m.joined_at <= $as_of AND m.email = $email RETURN m.member_id AS id ORDER BY id",
                "select member_id as id from `club.members` where joined_at <= $as_of and email = $email order by 1");

        QueryAnswer answer =
                club.queries(QueryLimits.DEFAULT)
                        .verify("by-email", Map.of("email", "bob@b.org"), ClubFixture.READER, null);

        assertThat(answer.rows()).isEqualTo(List.of(List.of(2L)));
        assertThat(answer.verified()).isTrue();
        assertThat(club.audited)
                .singleElement()
                .satisfies(
                        event -> {
                            assertThat(event.details())
                                    .containsEntry("parameters", "email")
                                    .containsEntry("rows", "1");
                            assertThat(event.toString()).doesNotContain("bob");
                        });
    }

    @Test
    void theReadersOwnMaskPassesOverAnAnswerThatTheLoaderSawClear() {
        club.loaderReadsClear = true;
        try {
            Queries queries = club.queries(QueryLimits.DEFAULT);
            assertThat(
                            queries.run(
                                            "spending",
                                            Map.of(),
                                            ClubFixture.READER,
                                            QueryEngine.SQL,
                                            null)
                                    .rows())
                    .extracting(List::getFirst)
                    .containsExactly("****@a.org", "****@b.org", "****@a.org");
            assertThat(
                            queries.run(
                                            "spending",
                                            Map.of(),
                                            ClubFixture.SYSTEM,
                                            QueryEngine.SQL,
                                            null)
                                    .rows())
                    .extracting(List::getFirst)
                    .containsExactly("ann@a.org", "bob@b.org", "cy@a.org");
        } finally {
            club.loaderReadsClear = false;
        }
    }

    @Test
    void theServerRefusesAQueryThatWrites() throws IOException {
        club.question(
                "writing",
                "",
                "{name: id, type: long, of: club.members.member_id}",
                "CREATE (m:Member {joined_at: $as_of}) RETURN 1 AS id",
                "select 1 as id where $as_of is not null");

        assertThatThrownBy(
                        () ->
                                club.queries(QueryLimits.DEFAULT)
                                        .run(
                                                "writing",
                                                Map.of(),
                                                ClubFixture.READER,
                                                QueryEngine.CYPHER,
                                                null))
                .isInstanceOfSatisfying(
                        OnefoldException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN))
                .hasMessageContaining("'writing' writes; library queries only read");
        assertThat(club.audited)
                .singleElement()
                .extracting(AuditEvent::outcome)
                .isEqualTo("refused");
    }

    @Test
    void aSlowQueryIsStoppedByEitherEngine() throws IOException {
        club.question(
                "slow",
                "",
                "{name: n, type: long, of: club.members.member_id}",
                "UNWIND range(1, 1000000000) AS x WITH x WHERE x % 7 = 3 AND $as_of IS NOT NULL RETURN sum(x * x % 11) AS n",
                "select cast(sum(a.range * b.range % 11) as bigint) as n from range(1000000) a, range(1000000) b"
                        + " where $as_of is not null");
        Queries queries = club.queries(new QueryLimits(Duration.ofSeconds(1), 10));

        for (QueryEngine engine : QueryEngine.values()) {
            assertThatThrownBy(
                            () -> queries.run("slow", Map.of(), ClubFixture.READER, engine, null))
                    .as(engine.wireName())
                    .hasMessageContaining("took longer than 1 s and was stopped")
                    .isInstanceOfSatisfying(
                            OnefoldException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNPROCESSABLE));
        }
    }

    @Test
    void aLongAnswerEndsAtTheLimitAndSaysSo() throws IOException {
        club.question(
                "long",
                "",
                "{name: n, type: long, of: club.members.member_id}",
                "UNWIND range(1, 50) AS n WITH n WHERE $as_of IS NOT NULL RETURN n",
                "select range as n from range(1, 51) where $as_of is not null order by 1");
        Queries queries = club.queries(new QueryLimits(Duration.ofSeconds(20), 10));

        for (QueryEngine engine : QueryEngine.values()) {
            QueryAnswer answer = queries.run("long", Map.of(), ClubFixture.READER, engine, null);
            assertThat(answer.rows()).hasSize(10);
            assertThat(answer.truncated()).isTrue();
        }
        assertThat(queries.verify("long", Map.of(), ClubFixture.READER, null).verified()).isTrue();
    }

    @Test
    void whoMayNotReadIsRefusedAndWrittenDown() {
        Principal nobody = new Principal("nobody", Set.of(), Set.of(), false);

        assertThatThrownBy(
                        () ->
                                club.queries(QueryLimits.DEFAULT)
                                        .run(
                                                "spending",
                                                Map.of(),
                                                nobody,
                                                QueryEngine.CYPHER,
                                                null))
                .hasMessageContaining("data_read");
        assertThat(club.audited)
                .singleElement()
                .satisfies(
                        event -> {
                            assertThat(event.actor()).isEqualTo("nobody");
                            assertThat(event.outcome()).isEqualTo("refused");
                        });
    }

    @Test
    void aGraphThatWasNeverLoadedIsSaidSo() throws IOException {
        club.question(
                "elsewhere",
                "",
                "{name: n, type: long, of: club.members.member_id}",
                "RETURN 1 AS n, $as_of AS at",
                "select 1 as n where $as_of is not null");
        Path manifest = folder.resolve("queries/elsewhere.yaml");
        Files.writeString(
                manifest, Files.readString(manifest).replace("graph: club", "graph: other"));

        assertThatThrownBy(
                        () ->
                                club.queries(QueryLimits.DEFAULT)
                                        .verify("elsewhere", Map.of(), ClubFixture.READER, null))
                .hasMessageContaining("graph 'other' was never loaded");
        Files.delete(manifest);
    }

    @Test
    void otherColumnsThanDeclaredAreRefused() throws IOException {
        club.question(
                "misnamed",
                "",
                "{name: n, type: long, of: club.members.member_id}",
                "RETURN 1 AS m, $as_of AS at",
                "select 'text' as n where $as_of is not null");
        Queries queries = club.queries(QueryLimits.DEFAULT);

        assertThatThrownBy(
                        () ->
                                queries.run(
                                        "misnamed",
                                        Map.of(),
                                        ClubFixture.READER,
                                        QueryEngine.CYPHER,
                                        null))
                .hasMessageContaining("answers columns [m, at]; its manifest says [n]");
        assertThatThrownBy(
                        () ->
                                queries.run(
                                        "misnamed",
                                        Map.of(),
                                        ClubFixture.READER,
                                        QueryEngine.SQL,
                                        null))
                .hasMessageContaining("column 'n' answered a String; its manifest says long");
    }

    @Test
    void aServerThatDoesNotAnswerIsNamed() {
        try (GraphServer nowhere =
                new GraphServer(() -> new BoltAddress("bolt://127.0.0.1:1", null, null, null))) {
            assertThatThrownBy(
                            () ->
                                    new CypherTwin(nowhere, QueryLimits.DEFAULT)
                                            .run(
                                                    club.queries(QueryLimits.DEFAULT)
                                                            .library()
                                                            .get("spending"),
                                                    new BoundParameters(ClubFixture.NOW, Map.of())))
                    .isInstanceOfSatisfying(
                            OnefoldException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE))
                    .hasMessageContaining("bolt://127.0.0.1:1");
        }
    }
}
