package io.onefold.server.internal.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.Jwt;

class KnownTokensTest {

    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
    private static final String ADDRESS = "192.0.2.7";

    private Instant now = NOON;
    private final KnownTokens tokens =
            new KnownTokens(((InstantSource) () -> now).withZone(ZoneOffset.UTC));

    @Test
    void anAcceptedTokenIsKnownForTwoSeconds() {
        accept("abc", NOON.plusSeconds(600));

        assertThat(known("Bearer abc")).isTrue();
        now = NOON.plusMillis(1_999);
        assertThat(known("Bearer abc")).isTrue();
        now = NOON.plusSeconds(2);
        assertThat(known("Bearer abc")).isFalse();
    }

    @Test
    void aTokenIsNotKnownBeyondItsEnd() {
        accept("abc", NOON.plusSeconds(1));

        now = NOON.plusMillis(999);
        assertThat(known("Bearer abc")).isTrue();
        now = NOON.plusSeconds(1);
        assertThat(known("Bearer abc")).isFalse();
    }

    @Test
    void whateverElseIsSentIsNotKnown() {
        accept("abc", NOON.plusSeconds(600));

        assertThat(known(null)).isFalse();
        assertThat(known("abc")).isFalse();
        assertThat(known("Basic abc")).isFalse();
        assertThat(known("Bearer abd")).isFalse();
        assertThat(known("Bearer abc ")).isFalse();
    }

    @Test
    void aKnownTokenSpeaksForWhoItWasIssuedTo() {
        accept("abc", NOON.plusSeconds(600));

        var caller = Objects.requireNonNull(tokens.caller("Bearer abc", ADDRESS));

        assertThat(caller.tenant()).isEqualTo("acme");
        assertThat(caller.address()).isEqualTo(ADDRESS);
        assertThat(caller.principal().name()).isEqualTo("checkout");
    }

    private boolean known(String authorization) {
        return tokens.caller(authorization, ADDRESS) != null;
    }

    private void accept(String value, Instant expires) {
        Jwt token =
                Jwt.withTokenValue(value)
                        .header("alg", "HS256")
                        .claim("sub", "checkout")
                        .issuedAt(NOON.minusSeconds(60))
                        .expiresAt(expires)
                        .build();
        Principal checkout =
                new Principal("checkout", Set.of(), Set.of(Permission.FRAUD_DETECTION), false);
        tokens.accepted(token, new CallerToken(checkout, "acme", token));
    }
}
