package io.onefold.verify.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import io.onefold.server.Deciding;
import io.onefold.server.DecisionPorts;
import io.onefold.server.Decisions;
import io.onefold.server.OnefoldServer;
import io.onefold.server.Rooms;
import io.onefold.server.SecuritySettings;
import io.onefold.server.TokenIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A loaded graph as a masked reader sees it over HTTP: neighbourhoods, paths, rings, loads.
class GraphOverHttpTest {

    private static final Principal READER =
            new Principal("ana", Set.of("reader"), Set.of(Permission.DATA_READ), false);
    private static final SecuritySettings SECURITY =
            SecuritySettings.ownKey("0123456789abcdef0123456789abcdef0123456789abcdef");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static Customer360 installation;
    private static Decisions decisions;
    private static Deciding deciding;
    private static OnefoldServer server;
    private static String token;

    @BeforeAll
    static void serve() {
        installation = SharedInstallation.get();
        installation.apply(false);
        installation.run();
        decisions = Decisions.open(installation.path);
        deciding =
                Deciding.open(
                        DecisionPorts.of(decisions, (tenant, user) -> Optional.empty()),
                        installation.path.settings(),
                        installation.path.clock());
        server =
                OnefoldServer.start(
                        0,
                        SECURITY,
                        new Rooms(installation.path, installation.queries(), List.of(), deciding));
        token = new TokenIssuer(SECURITY, installation.path.clock()).issue(READER);
    }

    @AfterAll
    static void stop() {
        server.close();
        deciding.close();
        decisions.close();
        HTTP.close();
    }

    private static HttpResponse<String> get(String path) {
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
                            .header("Authorization", "Bearer " + token)
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(path, e);
        }
    }

    private static JsonNode ok(String path) {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static String node(String label, String key) {
        return URLEncoder.encode(label + ":" + key, StandardCharsets.UTF_8);
    }

    /// The key of the customer who is planted with two cards.
    private static String john() {
        return installation
                .silo("profiles_db")
                .rows("select account_id from accounts where email = 'john.smith@email.com'")
                .getFirst();
    }

    @Test
    void aNeighbourhoodShowsWhatTheSiloHoldsAndNoClearAddress() {
        JsonNode found = ok("/api/graph/neighbourhood?node=" + node("Account", john()));

        long cards =
                installation
                        .silo("profiles_db")
                        .count(
                                "select count(distinct card_fingerprint) from payment_methods where account_id = '"
                                        + john()
                                        + "'");
        List<String> labels = new ArrayList<>();
        found.get("nodes").forEach(each -> labels.add(each.get("label").asString()));
        assertThat(cards).as("as planted").isEqualTo(2);
        assertThat(labels.stream().filter("Card"::equals)).hasSize(2);
        assertThat(found.toString())
                .doesNotContain("john.smith@email.com")
                .doesNotContain("John Smith");
    }

    @Test
    void aNeighbourhoodKeepsItsLimitAndSaysSo() {
        JsonNode found =
                ok("/api/graph/neighbourhood?depth=3&limit=5&node=" + node("Account", john()));

        assertThat(found.get("nodes").size()).isLessThanOrEqualTo(5);
        assertThat(found.get("truncated").asBoolean()).isTrue();
        assertThat(
                        get("/api/graph/neighbourhood?limit=301&node=" + node("Account", john()))
                                .statusCode())
                .isEqualTo(400);
    }

    @Test
    void twoHoldersOfOneCardAreTwoHopsApart() {
        List<String> pair =
                List.of(
                        installation
                                .silo("profiles_db")
                                .rows(
                                        "select min(account_id::text), max(account_id::text) from payment_methods"
                                                + " group by card_fingerprint having count(distinct account_id) = 2 limit 1")
                                .getFirst()
                                .split("\\|"));

        JsonNode path =
                ok(
                        "/api/graph/path?from="
                                + node("Account", pair.get(0))
                                + "&to="
                                + node("Account", pair.get(1)));

        assertThat(path.get("found").asBoolean()).isTrue();
        assertThat(path.get("edges")).hasSize(2);
        assertThat(path.at("/nodes/1/label").asString()).isIn("Card", "Device", "Ip");
    }

    @Test
    void ringsComeLargestFirstWithAsManyMembersAsTheySay() {
        JsonNode rings = ok("/api/graph/rings");

        List<Long> sizes = new ArrayList<>();
        for (JsonNode ring : rings) {
            sizes.add(ring.get("members").asLong());
            JsonNode whole = ok("/api/graph/rings/" + ring.get("id").asString());
            assertThat(whole.get("members")).hasSize((int) ring.get("members").asLong());
            whole.get("members")
                    .forEach(
                            member ->
                                    assertThat(member.get("customer").asString())
                                            .isIn(
                                                    installation
                                                            .silo("profiles_db")
                                                            .rows(
                                                                    "select account_id from accounts")));
        }
        assertThat(sizes).isNotEmpty().isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat(sizes).allSatisfy(size -> assertThat(size).isGreaterThanOrEqualTo(2));
        assertThat(get("/api/graph/rings/R999999999").statusCode()).isEqualTo(404);
    }

    @Test
    void loadsAreListedWithTheirReconciliation() {
        JsonNode newest = ok("/api/graph/runs").get(0);
        JsonNode whole = ok("/api/graph/runs/" + newest.get("id").asString());

        assertThat(newest.get("status").asString()).isEqualTo("succeeded");
        assertThat(whole.toString()).contains("Account");
    }

    @Test
    void looksAreAudited() {
        long before = looks();
        ok("/api/graph/neighbourhood?node=" + node("Account", john()));

        assertThat(looks()).isEqualTo(before + 1);
    }

    private static long looks() {
        return installation
                .control()
                .count(
                        "select count(*) from audit.event where event_type = 'graph.neighbourhood' and actor = 'ana'");
    }
}
