package io.onefold.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadRequestsTest {

    private static final String SECRET_VALUE = "what nobody may echo";

    private static ServerFixture onefold;
    private static String reader;

    @BeforeAll
    static void start() {
        onefold = ServerFixture.shared();
        reader = onefold.reader();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"sql\": \"select 1\"                          | malformed-json",
                "{\"sql\": \"select 1\"} x                       | malformed-json",
                "{\"sql\": \"select 1\", \"sql\": \"select 2\"}  | malformed-json",
                "{\"sql\": [\"what nobody may echo\"]}           | validation",
                "{\"sql\": 5}                                    | validation",
                "{\"sql\": \"select 1\", \"limit\": \"what nobody may echo\"} | validation",
                "{\"sql\": \"select 1\", \"limit\": \"5\"}       | validation",
                "{\"sql\": \"select 1\", \"as_of\": \"what nobody may echo\"} | validation",
                "{\"sql\": \"select 1\", \"limt\": 5}            | validation",
                "[]                                              | malformed-json",
                "{}                                              | invalid-input",
                "{\"sql\": \" \"}                                | invalid-input",
                "{\"sql\": \"select 1\", \"limit\": 0}           | invalid-input",
                "{\"sql\": \"select 1\", \"limit\": 10001}       | invalid-input",
                "{\"sql\": \"delete from trusted.shop.people\"}  | invalid-input",
                "{\"sql\": \"select 1; select 2\"}               | invalid-input",
                "{\"sql\": \"select * from read_csv('/etc/passwd')\"} | invalid-input",
            })
    void aBodyThatIsWrongIsRefusedByKind(String body, String code) {
        HttpResponse<String> answer = onefold.post("/api/sql", reader, body);

        assertProblem(answer, 400, code);
    }

    @Test
    void anUnknownFieldIsNamedWithTheKnownOnes() {
        HttpResponse<String> answer =
                onefold.post("/api/sql", reader, "{\"sql\": \"select 1\", \"limt\": 5}");

        assertThat(answer.body())
                .contains("\"field\":\"limt\"")
                .contains("unknown-field")
                .contains("as_of, limit, sql");
    }

    @Test
    void jsonThatIsNestedTooDeepIsRefused() {
        String deep = "{\"parameters\": {\"a\": " + "[".repeat(30) + "]".repeat(30) + "}}";

        assertProblem(
                onefold.post("/api/queries/shared-cards", reader, deep), 400, "malformed-json");
    }

    @Test
    void aBodyBeyondTheLimitIsRefusedWithAndWithoutItsLength() {
        String large = "{\"sql\": \"" + "x".repeat(70_000) + "\"}";
        HttpRequest.Builder chunked =
                HttpRequest.newBuilder(onefold.uri("/api/sql"))
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.fromPublisher(
                                        HttpRequest.BodyPublishers.ofString(large)));

        assertProblem(onefold.post("/api/sql", reader, large), 413, "content-too-large");
        assertProblem(onefold.send(chunked, reader), 413, "content-too-large");
    }

    @Test
    void aStatementBeyondTheLimitIsRefused() {
        String body = "{\"sql\": \"select '" + "x".repeat(40_000) + "'\"}";

        assertProblem(onefold.post("/api/sql", reader, body), 400, "invalid-input");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/runs/what-nobody-may-echo,              400, validation",
        "/api/runs?after=5,                           400, validation",
        "/api/runs?limit=many,                        400, validation",
        "/api/runs?limit=0,                           400, invalid-input",
        "/api/runs?limit=501,                         400, invalid-input",
        "/api/runs?status=done,                       400, invalid-input",
        "/api/datasets/people,                        400, invalid-input",
        "/api/datasets/trusted.shop.nobody,           404, not-found",
        "/api/datasets?limit=501,                     400, invalid-input",
        "/api/quarantine/people,                      400, invalid-input",
        "/api/quarantine/shop.nobody,                 404, not-found",
        "/api/quarantine/shop.people?limit=501,       400, invalid-input",
        "/api/sources/nobody,                         404, not-found",
        "/api/graph/neighbourhood,                    400, bad-request",
        "/api/graph/neighbourhood?node=A:1,           404, not-found",
        "/api/graph/neighbourhood?node=A:1&depth=4,   400, invalid-input",
        "/api/graph/neighbourhood?node=A:1&limit=301, 400, invalid-input",
        "/api/graph/path?from=A:1&to=A:2&max=7,       400, invalid-input",
        "/api/nothing,                                404, not-found",
        "/api/sql,                                    405, method-not-allowed",
    })
    void aRequestThatCannotBeIsRefused(String at, int status, String code) {
        assertProblem(onefold.get(at, reader), status, code);
    }

    @Test
    void anUnknownRunIsNotFound() {
        assertProblem(onefold.get("/api/runs/" + UUID.randomUUID(), reader), 404, "not-found");
    }

    @Test
    void aBodyOfAnotherMediaTypeIsRefused() {
        HttpRequest.Builder text =
                HttpRequest.newBuilder(onefold.uri("/api/sql"))
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString("select 1"));

        assertProblem(onefold.send(text, reader), 415, "unsupported-media-type");
    }

    @Test
    void whoLacksThePermissionReadsNothing() {
        String nobody =
                onefold.token(
                        new io.onefold.model.access.Principal(
                                "eve", java.util.Set.of(), java.util.Set.of(), false));

        for (String at :
                java.util.List.of(
                        "/api/sources",
                        "/api/runs",
                        "/api/datasets",
                        "/api/quarantine",
                        "/api/queries",
                        "/api/graph/neighbourhood?node=A:1",
                        "/api/graph/path?from=A:1&to=A:2")) {
            assertProblem(onefold.get(at, nobody), 403, "forbidden");
        }
        assertProblem(
                onefold.post("/api/sql", nobody, "{\"sql\": \"select 1\"}"), 403, "forbidden");
        assertProblem(onefold.post("/api/queries/shared-cards", nobody, "{}"), 403, "forbidden");
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/problem+json");
        assertThat(answer.body())
                .contains("urn:onefold:problem:" + code + "\"")
                .contains("\"instance\":")
                .doesNotContain(SECRET_VALUE)
                .doesNotContain("what-nobody-may-echo\" ")
                .doesNotContain("at io.onefold")
                .doesNotContain("Exception");
    }
}
