package io.onefold.server.internal.security;

import io.onefold.fraud.Caller;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/// Tokens that the security chain accepted a moment ago, by their SHA-256: the next request with
/// the same bytes need not be verified anew. A token counts for two seconds at most, as what a role
/// grants does, and never beyond its `exp`. Safe for many threads.
public final class KnownTokens {

    private static final Duration HOLDS = Duration.ofSeconds(2);
    private static final int TOKENS_MAX = 10_000;
    private static final String SCHEME = "Bearer ";

    private final Clock clock;
    private final Map<ByteBuffer, Known> known = new ConcurrentHashMap<>();

    KnownTokens(Clock clock) {
        this.clock = clock;
    }

    private record Known(CallerToken caller, Instant until) {}

    /// The caller of a request whose token is known; null: the security chain is to be asked.
    ///
    /// @param authorization the header's value
    /// @param address where the request comes from
    public @Nullable Caller caller(@Nullable String authorization, String address) {
        if (authorization == null || !authorization.startsWith(SCHEME)) {
            return null;
        }
        Known found = known.get(hash(authorization.substring(SCHEME.length())));
        return found == null || !clock.instant().isBefore(found.until())
                ? null
                : CurrentCaller.of(found.caller(), address);
    }

    /// A token that was just accepted.
    void accepted(Jwt token, CallerToken caller) {
        Instant expires = token.getExpiresAt();
        if (expires == null) {
            return;
        }
        Instant now = clock.instant();
        Instant until = now.plus(HOLDS);
        if (known.size() >= TOKENS_MAX) {
            known.values().removeIf(one -> !now.isBefore(one.until()));
        }
        if (known.size() < TOKENS_MAX) {
            known.put(
                    hash(token.getTokenValue()),
                    new Known(caller, expires.isBefore(until) ? expires : until));
        }
    }

    private static ByteBuffer hash(String token) {
        try {
            return ByteBuffer.wrap(
                    MessageDigest.getInstance("SHA-256")
                            .digest(token.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
