package io.onefold.server;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How callers prove who they are.
///
/// @param mode whether tokens are asked for at all
/// @param issuer the `iss` a token must carry
/// @param audience the `aud` a token must carry
/// @param secret the HS256 key, at least 32 bytes; null when an identity provider signs
/// @param jwksUri where the identity provider publishes its RS256 keys; null when Onefold signs
/// @param tokenLife how long a token issued here lives
public record SecuritySettings(
        Mode mode,
        String issuer,
        String audience,
        byte @Nullable [] secret,
        @Nullable String jwksUri,
        Duration tokenLife) {

    private static final int SECRET_BYTES_MIN = 32;

    /// Whether tokens are asked for.
    public enum Mode {
        JWT,
        /// Nobody is asked; the server then listens on loopback only, and every caller is the local
        /// operator.
        OFF
    }

    public SecuritySettings {
        Objects.requireNonNull(issuer);
        Objects.requireNonNull(audience);
        Objects.requireNonNull(tokenLife);
        secret = secret == null ? null : secret.clone();
        if (mode == Mode.JWT && (secret == null) == (jwksUri == null)) {
            throw new IllegalArgumentException(
                    "exactly one of onefold.security.hs256-secret and onefold.security.jwks-uri must be set");
        }
        if (secret != null && secret.length < SECRET_BYTES_MIN) {
            throw new IllegalArgumentException(
                    "onefold.security.hs256-secret has "
                            + secret.length
                            + " bytes; HS256 needs at least "
                            + SECRET_BYTES_MIN
                            + " (RFC 7518, 3.2)");
        }
    }

    /// Onefold signs its own tokens with this key.
    public static SecuritySettings ownKey(String secret) {
        return new SecuritySettings(
                Mode.JWT,
                "onefold",
                "onefold",
                secret.getBytes(StandardCharsets.UTF_8),
                null,
                Duration.ofHours(12));
    }

    /// An identity provider signs, and publishes its keys.
    public static SecuritySettings provider(String issuer, String audience, String jwksUri) {
        byte @Nullable [] none = null;
        return new SecuritySettings(
                Mode.JWT, issuer, audience, none, jwksUri, Duration.ofHours(12));
    }

    /// Nobody is asked who he is.
    public static SecuritySettings off() {
        byte @Nullable [] none = null;
        return new SecuritySettings(
                Mode.OFF, "onefold", "onefold", none, null, Duration.ofHours(12));
    }

    @Override
    public byte @Nullable [] secret() {
        return secret == null ? null : secret.clone();
    }

    @Override
    public String toString() {
        return "SecuritySettings[" + mode + ", issuer " + issuer + ", audience " + audience + "]";
    }
}
