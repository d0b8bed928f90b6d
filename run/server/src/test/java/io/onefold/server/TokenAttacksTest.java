package io.onefold.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Tokens that an identity provider signs, and all that is made to look like them.
@Tag("decisions-16")
class TokenAttacksTest {

    private static final String ISSUER = "https://id.example.org";
    private static final String AUDIENCE = "onefold";
    private static final AtomicInteger STRANGERS = new AtomicInteger();

    private static ServerFixture onefold;
    private static HttpServer provider;
    private static OnefoldServer server;
    private static RSAKey key;
    private static RSAKey stranger;

    @BeforeAll
    static void start() throws Exception {
        onefold = ServerFixture.shared();
        key = new RSAKeyGenerator(2048).keyID("today").generate();
        stranger = new RSAKeyGenerator(2048).keyID("theirs").generate();
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        serve("/keys", new JWKSet(key).toPublicJWKSet().toString());
        provider.createContext(
                "/theirs",
                exchange -> {
                    STRANGERS.incrementAndGet();
                    exchange.close();
                });
        provider.start();
        server =
                OnefoldServer.start(
                        0,
                        SecuritySettings.provider(ISSUER, AUDIENCE, address("/keys")),
                        onefold.rooms);
    }

    @AfterAll
    static void stop() {
        server.close();
        provider.stop(0);
    }

    @Test
    void whatTheProviderSignsOpensTheDoor() throws Exception {
        assertThat(get(signed(header().keyID("today").build(), claims().build(), key)).statusCode())
                .isEqualTo(404);
    }

    @Test
    void everyForgeryIsRefusedAndAudited() throws Exception {
        Map<String, String> forged = keysThatAreNot();
        forged.putAll(claimsThatDoNotHold());

        for (Map.Entry<String, String> forgery : forged.entrySet()) {
            HttpResponse<String> answer = get(forgery.getValue());

            assertThat(answer.statusCode()).as(forgery.getKey()).isEqualTo(401);
            assertThat(answer.body())
                    .as(forgery.getKey())
                    .containsAnyOf("\"detail\":\"Invalid token\"", "\"detail\":\"Token expired\"")
                    .doesNotContain("Exception");
        }
        assertThat(onefold.path.catalog().audit().newest("GET /api/token-attacks", 100))
                .hasSizeGreaterThanOrEqualTo(forged.size())
                .allSatisfy(entry -> assertThat(entry.event().outcome()).isEqualTo("refused"));
        assertThat(STRANGERS).hasValue(0);
    }

    private static Map<String, String> keysThatAreNot() throws JOSEException {
        Map<String, String> forged = new LinkedHashMap<>();
        JWTClaimsSet good = claims().build();
        JWSHeader today = header().keyID("today").build();
        forged.put("alg none", new PlainJWT(good).serialize());
        forged.put("RS to HS with the public key", publicKeyAsSecret(good));
        forged.put("another's key", signed(header().keyID("theirs").build(), good, stranger));
        forged.put("another's key under our id", signed(today, good, stranger));
        forged.put(
                "a key in the header",
                signed(header().jwk(stranger.toPublicJWK()).build(), good, stranger));
        forged.put(
                "keys from elsewhere",
                signed(header().jwkURL(URI.create(address("/theirs"))).build(), good, stranger));
        forged.put(
                "certificates from elsewhere",
                signed(
                        header().x509CertURL(URI.create(address("/theirs"))).build(),
                        good,
                        stranger));
        forged.put(
                "a path as key id",
                signed(header().keyID("../../../dev/null").build(), good, stranger));
        forged.put(
                "SQL as key id",
                signed(header().keyID("x' union select 'secret").build(), good, stranger));
        forged.put(
                "another algorithm of the same key",
                signed(
                        new JWSHeader.Builder(JWSAlgorithm.PS256).keyID("today").build(),
                        good,
                        key));
        return forged;
    }

    private static Map<String, String> claimsThatDoNotHold() throws JOSEException {
        Map<String, String> forged = new LinkedHashMap<>();
        JWSHeader today = header().keyID("today").build();
        forged.put("expired", signed(today, claims().expirationTime(in(-120)).build(), key));
        forged.put("not yet", signed(today, claims().notBeforeTime(in(600)).build(), key));
        forged.put("without an end", signed(today, claims().expirationTime(null).build(), key));
        forged.put(
                "for another audience", signed(today, claims().audience("another").build(), key));
        forged.put("for nobody", signed(today, claims().audience((String) null).build(), key));
        forged.put(
                "of another issuer",
                signed(today, claims().issuer("https://id.example.com").build(), key));
        forged.put("about nobody", signed(today, claims().subject(null).build(), key));
        forged.put(
                "of a tenant that cannot be",
                signed(today, claims().claim("tenant", "a'; drop").build(), key));
        forged.put("changed after signing", tampered(signed(today, claims().build(), key)));
        forged.put("three dots", "..");
        forged.put("a long nothing", "x".repeat(5_000));
        return forged;
    }

    private static String publicKeyAsSecret(JWTClaimsSet claims) throws JOSEException {
        SignedJWT token =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("today").build(), claims);
        token.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
        return token.serialize();
    }

    private static String tampered(String token) {
        String[] parts = token.split("\\.");
        return parts[0]
                + "."
                + java.util.Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(
                                "{\"iss\":\"https://id.example.org\",\"aud\":\"onefold\",\"sub\":\"root\",\"exp\":99999999999}"
                                        .getBytes(StandardCharsets.UTF_8))
                + "."
                + parts[2];
    }

    private static JWSHeader.Builder header() {
        return new JWSHeader.Builder(JWSAlgorithm.RS256).type(JOSEObjectType.JWT);
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject("eve")
                .expirationTime(in(600));
    }

    private static Date in(long seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    private static String signed(JWSHeader header, JWTClaimsSet claims, RSAKey by)
            throws JOSEException {
        SignedJWT token = new SignedJWT(header, claims);
        token.sign(new RSASSASigner(by));
        return token.serialize();
    }

    private static String address(String at) {
        return "http://127.0.0.1:" + provider.getAddress().getPort() + at;
    }

    private static void serve(String at, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        provider.createContext(
                at,
                exchange -> {
                    exchange.getResponseHeaders().add("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
    }

    private static HttpResponse<String> get(String token) throws IOException {
        return onefold.send(
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port() + "/api/token-attacks")),
                token);
    }
}
