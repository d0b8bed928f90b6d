package io.onefold.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DataEndpointsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static ServerFixture onefold;
    private static String reader;

    @BeforeAll
    static void start() {
        onefold = ServerFixture.shared();
        reader = onefold.reader();
    }

    @Test
    void sourcesShowWhereTheyAreAndNoSecret() {
        JsonNode source = ok("/api/sources").get(0);

        assertThat(source.get("name").asString()).isEqualTo("shop");
        assertThat(source.get("reached_at").asString()).isEqualTo("localhost/silo");
        assertThat(source.at("/tables/0/dataset").asString()).isEqualTo("shop.people");
        assertThat(source.at("/tables/0/excluded/0").asString()).isEqualTo("secret_word");
        assertThat(source.at("/tables/0/last_success").asString()).startsWith("20");
        assertThat(source.toString()).doesNotContain("postgres:").doesNotContain("SILO_PASSWORD");
        assertThat(ok("/api/sources/shop")).isEqualTo(source);
    }

    @Test
    void runsShowTheirItemsWithCounts() {
        JsonNode run = ok("/api/runs?workflow=shop-run").at("/items/0");
        JsonNode whole = ok("/api/runs/" + run.get("id").asString());

        assertThat(run.get("status").asString()).isEqualTo("succeeded");
        assertThat(whole.at("/items/0/stage").asString()).isEqualTo("ingest");
        assertThat(whole.at("/items/0/counts/read").asLong()).isEqualTo(3);
        assertThat(ok("/api/runs?status=failed").get("items")).isEmpty();
    }

    @Test
    void runsAreCancelledByOperatorsOnly() {
        String id = ok("/api/runs").at("/items/0/id").asString();

        HttpResponse<String> refused = onefold.post("/api/runs/" + id + "/cancel", reader, "");
        HttpResponse<String> ended =
                onefold.post("/api/runs/" + id + "/cancel", onefold.operator(), "");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(ended.statusCode()).isEqualTo(409);
        assertThat(ended.body()).contains("only a running one can be stopped");
    }

    @Test
    void aRunIsStartedByOperatorsAndGoesOnAfterTheAnswer() {
        String start = "{\"workflow\": \"shop-run\"}";

        HttpResponse<String> refused = onefold.post("/api/runs", reader, start);
        HttpResponse<String> unknown =
                onefold.post("/api/runs", onefold.operator(), "{\"workflow\": \"shoprun\"}");
        HttpResponse<String> started = onefold.post("/api/runs", onefold.operator(), start);

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("shop-run");
        assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
        String location = started.headers().firstValue("Location").orElseThrow();
        Awaiting.until(() -> !ok(location).at("/run/status").asString().equals("running"));
        assertThat(ok(location).at("/run/status").asString()).isEqualTo("succeeded");
        assertThat(ok(location).at("/run/principal").asString()).isEqualTo("ada");
    }

    @Test
    void loadsOfGraphsAreListedAndUnknownOnesNamed() {
        HttpResponse<String> unknown =
                onefold.post("/api/graph/runs", onefold.operator(), "{\"graph\": \"nobody\"}");

        assertThat(ok("/api/graph/runs")).isEmpty();
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(onefold.post("/api/graph/runs", reader, "{}").statusCode()).isEqualTo(403);
    }

    @Test
    void datasetsShowColumnsTagsAndSnapshots() {
        JsonNode tables = ok("/api/datasets?prefix=trusted.shop.").get("items");
        JsonNode people = ok("/api/datasets/trusted.shop.people");

        assertThat(tables).hasSize(1);
        assertThat(tables.at("/0/rows").asLong()).isEqualTo(2);
        assertThat(people.at("/table/columns").findValuesAsString("name"))
                .contains("id", "mail", "balance")
                .doesNotContain("secret_word");
        assertThat(people.at("/table/columns/1/tags/0").asString()).isEqualTo("PII.Email");
        assertThat(people.get("snapshots")).isNotEmpty();
        assertThat(people.at("/snapshots/0/id").isString()).isTrue();
    }

    @Test
    void windowsOfDatasetsFollowEachOther() {
        JsonNode first = ok("/api/datasets?limit=1");
        JsonNode second = ok("/api/datasets?limit=1&after=" + first.get("next").asString());

        assertThat(first.get("items")).hasSize(1);
        assertThat(second.at("/items/0/table").asString())
                .isGreaterThan(first.at("/items/0/table").asString());
    }

    @Test
    void quarantineIsCountedByReasonAndShownUnderMasks() {
        JsonNode people = ok("/api/quarantine").at("/items/0");
        JsonNode rows = ok("/api/quarantine/shop.people?rule=mail-has-an-at");

        assertThat(people.get("rows").asLong()).isEqualTo(1);
        assertThat(people.at("/reasons/0/rule").asString()).isEqualTo("mail-has-an-at");
        assertThat(rows.get("rows")).hasSize(1);
        assertThat(ok("/api/quarantine/shop.people?rule=another").get("rows")).isEmpty();
    }

    @Test
    void sqlAnswersUnderMasksWithTypesAndSnapshots() {
        HttpResponse<String> answer =
                onefold.post(
                        "/api/sql",
                        reader,
                        "{\"sql\": \"select id, mail, balance from trusted.shop.people order by id\"}");
        JsonNode body = JSON.readTree(answer.body());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(body.at("/columns/2/type").asString()).isEqualTo("decimal(18,2)");
        assertThat(body.at("/rows/0/1").asString()).isEqualTo("****@example.org");
        assertThat(body.at("/rows/0/2").asString()).isEqualTo("10.50");
        assertThat(body.get("snapshots").has("trusted.shop.people")).isTrue();
        assertThat(body.get("truncated").asBoolean()).isFalse();
    }

    @Test
    void aLimitCutsAnAnswerAndSaysSo() {
        JsonNode body =
                JSON.readTree(
                        onefold.post(
                                        "/api/sql",
                                        reader,
                                        "{\"sql\": \"select id from trusted.shop.people\", \"limit\": 1}")
                                .body());

        assertThat(body.get("rows")).hasSize(1);
        assertThat(body.get("truncated").asBoolean()).isTrue();
    }

    @Test
    void noAnswerToARestrictedReaderHoldsAClearValue() {
        List<String> answers =
                List.of(
                        onefold.get("/api/quarantine/shop.people", reader).body(),
                        onefold.get("/api/quarantine", reader).body(),
                        onefold.get("/api/runs", reader).body(),
                        sql("select * from trusted.shop.people"),
                        sql("select * from raw.shop.people"),
                        sql("select * from quarantine.shop.people"),
                        sql("select max(full_name), string_agg(note, ',') from raw.shop.people"),
                        sql("select cast(mail as int) from raw.shop.people"),
                        sql("select * from trusted.shop.people where note > 'a'"),
                        sql("select json_group_array(p) from trusted.shop.people p"));

        assertThat(answers)
                .allSatisfy(a -> assertThat(a).isNotEmpty().doesNotContain(ServerFixture.CANARY));
    }

    @Test
    void theQuestionsAreListedWithBothWritings() {
        JsonNode queries = ok("/api/queries");

        assertThat(queries.findValuesAsString("name")).contains("shared-cards", "customer-value");
        assertThat(queries.get(0).get("cypher").asString()).contains("MATCH");
        assertThat(queries.get(0).get("sql").asString()).isNotBlank();
    }

    @Test
    void anUnknownQuestionOrParameterIsNamed() {
        HttpResponse<String> unknown = onefold.post("/api/queries/shared-card", reader, "{}");
        HttpResponse<String> parameter =
                onefold.post("/api/queries/shared-cards", reader, "{\"parameters\": {\"min\": 2}}");

        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("shared-cards");
        assertThat(parameter.statusCode()).isEqualTo(400);
        assertThat(parameter.body()).contains("min_accounts");
    }

    @Test
    void aSourceIsTestedByOperatorsAndSaysWhichTableDoesNotAnswer() {
        HttpResponse<String> refused = onefold.post("/api/sources/shop/test", reader, "");
        JsonNode well =
                JSON.readTree(
                        onefold.post("/api/sources/shop/test", onefold.operator(), "").body());
        onefold.silo("silo", "alter table people rename to away");
        JsonNode ill =
                JSON.readTree(
                        onefold.post("/api/sources/shop/test", onefold.operator(), "").body());
        onefold.silo("silo", "alter table away rename to people");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(well.get("answers").asBoolean()).isTrue();
        assertThat(ill.get("answers").asBoolean()).isFalse();
        assertThat(ill.at("/tables/0/problem").asString()).contains("people");
        assertThat(onefold.path.catalog().audit().newest("shop", 5))
                .anySatisfy(entry -> assertThat(entry.event().action()).isEqualTo("source.test"));
    }

    @Test
    void rejectedRowsAreJudgedAgainInARunOfTheirOwn() {
        HttpResponse<String> refused =
                onefold.post("/api/quarantine/shop.people/replay", reader, "");
        HttpResponse<String> started =
                onefold.post("/api/quarantine/shop.people/replay", onefold.operator(), "");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
        String location = started.headers().firstValue("Location").orElseThrow();
        Awaiting.until(() -> !ok(location).at("/run/status").asString().equals("running"));
        assertThat(ok(location).at("/run/status").asString()).isEqualTo("succeeded");
        assertThat(ok(location).at("/items/0/stage").asString()).isEqualTo("replay");
    }

    @Test
    void discardingNeedsAReasonAndAKnownDataset() {
        String at = "/api/quarantine/shop.people/discard";

        assertThat(onefold.post(at, reader, "{\"reason\": \"old\"}").statusCode()).isEqualTo(403);
        assertThat(onefold.post(at, onefold.operator(), "{}").body()).contains("reason is missing");
        assertThat(
                        onefold.post(
                                        "/api/quarantine/shop.nobody/discard",
                                        onefold.operator(),
                                        "{\"reason\": \"old\"}")
                                .statusCode())
                .isEqualTo(404);
        JsonNode none =
                JSON.readTree(
                        onefold.post(
                                        at,
                                        onefold.operator(),
                                        "{\"reason\": \"old\", \"rule\": \"another\"}")
                                .body());
        assertThat(none.get("rows").asLong()).isZero();
        assertThat(onefold.path.catalog().audit().newest("shop.people", 5))
                .anySatisfy(
                        entry ->
                                assertThat(entry.event().details())
                                        .containsEntry("reason", "old")
                                        .containsEntry("rows", "0"));
    }

    @Test
    void ringsOfAnUnknownGraphAreNotFound() {
        assertThat(onefold.get("/api/graph/rings?graph=nobody", reader).statusCode())
                .isEqualTo(404);
        assertThat(onefold.get("/api/graph/rings/R000000001", reader).statusCode()).isEqualTo(404);
        assertThat(onefold.get("/api/graph/rings?limit=0", reader).statusCode()).isEqualTo(400);
    }

    private static JsonNode ok(String at) {
        HttpResponse<String> answer = onefold.get(at, reader);
        assertThat(answer.statusCode()).as(at + ": " + answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static String sql(String statement) {
        return onefold.post(
                        "/api/sql",
                        reader,
                        JSON.createObjectNode().put("sql", statement).toString())
                .body();
    }
}
