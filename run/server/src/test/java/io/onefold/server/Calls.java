package io.onefold.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What one person asks of the server, answered as JSON.
final class Calls {

    private static final JsonMapper JSON = new JsonMapper();

    private final ServerFixture onefold;
    private final String token;

    Calls(ServerFixture onefold, String name, Permission... permissions) {
        this.onefold = onefold;
        this.token = onefold.token(new Principal(name, Set.of(), Set.of(permissions), false));
    }

    JsonNode get(String at) {
        return expect(200, onefold.get(at, token));
    }

    JsonNode post(String at, String body) {
        HttpResponse<String> answer = onefold.post(at, token, body);
        return expect(answer.statusCode() / 100 == 2 ? answer.statusCode() : 200, answer);
    }

    /// A change of what stood at a version.
    JsonNode postAt(int version, String at, String body) {
        return expect(200, sentAt(version, at, body));
    }

    /// Says the problem's code of a request that is refused with a status.
    String refused(int status, String at, String body) {
        return code(expect(status, onefold.post(at, token, body)));
    }

    String refusedAt(int status, int version, String at, String body) {
        return code(expect(status, sentAt(version, at, body)));
    }

    String refused(int status, String at) {
        return code(expect(status, onefold.get(at, token)));
    }

    private HttpResponse<String> sentAt(int version, String at, String body) {
        return onefold.send(
                HttpRequest.newBuilder(onefold.uri(at))
                        .header("Content-Type", "application/json")
                        .header("If-Match", "\"" + version + "\"")
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                token);
    }

    private static String code(JsonNode problem) {
        return problem.get("type").asString().substring("urn:onefold:problem:".length());
    }

    private static JsonNode expect(int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }
}
