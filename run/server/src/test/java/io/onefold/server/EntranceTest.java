package io.onefold.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EntranceTest {

    private static final String SECRET = "a secret of this test, longer than 32 bytes";
    private static final SecuritySettings SECURITY = ServerFixture.SECURITY;
    private static final Principal ANALYST =
            new Principal("ana", Set.of("analyst"), Set.of(Permission.DATA_READ), false);

    private static ServerFixture onefold;
    private static OnefoldServer server;

    @BeforeAll
    static void start() {
        onefold = ServerFixture.shared();
        server = onefold.server;
    }

    @Test
    void healthAndMetricsAreOpen() throws Exception {
        assertThat(get("/health", null).statusCode()).isEqualTo(200);
        assertThat(get("/health", null).body()).contains("\"status\":\"healthy\"");
        assertThat(get("/metrics", null).body()).contains("jvm_memory_used_bytes");
    }

    @Test
    void metricsAnswerJsonToThoseWhoAcceptIt() throws Exception {
        HttpResponse<String> answer =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(uri("/metrics"))
                                        .header("Accept", "application/json")
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.body()).contains("uptime_seconds").contains("\"status\":\"running\"");
    }

    @Test
    void theOpenApiDocumentAndItsPageAreOpen() throws Exception {
        assertThat(get("/v3/api-docs", null).body()).contains("\"openapi\":\"3.1");
        assertThat(get("/swagger-ui/index.html", null).statusCode()).isEqualTo(200);
    }

    @Test
    void aCallWithoutTokenIsRefusedWithAProblemAndAudited() throws Exception {
        HttpResponse<String> answer = get("/api/nothing", null);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/problem+json");
        assertThat(answer.body())
                .contains("urn:onefold:problem:unauthenticated")
                .contains("onefold token");
        assertThat(onefold.path.catalog().audit().newest("GET /api/nothing", 1))
                .singleElement()
                .satisfies(entry -> assertThat(entry.event().outcome()).isEqualTo("refused"));
    }

    @Test
    void aTokenThatWeIssuedOpensTheDoor() throws Exception {
        String token = new TokenIssuer(SECURITY, Clock.systemUTC()).issue(ANALYST);

        assertThat(get("/api/nothing", token).statusCode()).isEqualTo(404);
    }

    @Test
    void anExpiredTokenIsRefusedByName() throws Exception {
        Clock yesterday = Clock.fixed(Instant.now().minus(Duration.ofDays(2)), ZoneOffset.UTC);

        HttpResponse<String> answer =
                get("/api/nothing", new TokenIssuer(SECURITY, yesterday).issue(ANALYST));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("Token expired");
    }

    @Test
    void forgedTokensAreRefused() throws Exception {
        JWTClaimsSet good = claims("onefold", "onefold", true);
        SignedJWT otherKey = signed(good, "another secret that is longer than 32 bytes");
        var pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        SignedJWT rsa = new SignedJWT(new JWSHeader(JWSAlgorithm.RS256), good);
        rsa.sign(new RSASSASigner(pair.getPrivate()));
        List<String> forged =
                List.of(
                        new PlainJWT(good).serialize(),
                        otherKey.serialize(),
                        rsa.serialize(),
                        signed(claims("somebody", "onefold", true), SECRET).serialize(),
                        signed(claims("onefold", "another", true), SECRET).serialize(),
                        signed(claims("onefold", "onefold", false), SECRET).serialize(),
                        signed(good, SECRET).serialize() + "x",
                        "not.a.token");

        for (String token : forged) {
            assertThat(get("/api/nothing", token).statusCode()).as(token).isEqualTo(401);
        }
    }

    @Test
    void aTakenPortIsNamed() {
        assertThatThrownBy(() -> OnefoldServer.start(server.port(), SECURITY, onefold.rooms))
                .isInstanceOfSatisfying(
                        OnefoldException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_SETUP);
                            assertThat(e)
                                    .hasMessageContaining("port " + server.port())
                                    .hasMessageContaining("--port");
                        });
    }

    @Test
    void aSecretTooShortForHs256IsRefused() {
        assertThatThrownBy(() -> SecuritySettings.ownKey("short"))
                .hasMessageContaining("at least 32");
    }

    private static JWTClaimsSet claims(String issuer, String audience, boolean expires) {
        JWTClaimsSet.Builder claims =
                new JWTClaimsSet.Builder().issuer(issuer).audience(audience).subject("eve");
        return expires
                ? claims.expirationTime(Date.from(Instant.now().plusSeconds(600))).build()
                : claims.build();
    }

    private static SignedJWT signed(JWTClaimsSet claims, String secret) throws Exception {
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        token.sign(new MACSigner(secret));
        return token;
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private static HttpResponse<String> get(String path, String token)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
