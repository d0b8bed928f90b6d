package io.onefold.server.internal.decisions.seal;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// A key-encryption key: it wraps data keys and nothing else.
///
/// @param id the first 8 bytes of a SHA-256 that only this key leads to, lower-case hex
/// @param reference where the secret lies, `env:NAME`, `file:PATH` or `pkcs11:…`
/// @param key wraps; that of a hardware token is a handle
/// @param provider computes with it; null: any
record Kek(String id, String reference, SecretKey key, @Nullable Provider provider) {

    private static final int SECRET_CHARACTERS_MIN = 32;
    private static final int ID_BYTES = 8;

    /// The key of a secret: its SHA-256, so that a secret of any form may be given.
    ///
    /// @throws OnefoldException (INVALID_SETUP) if the secret is short
    static Kek of(String reference, String secret) {
        if (secret.length() < SECRET_CHARACTERS_MIN) {
            throw new OnefoldException(
                    ErrorCode.INVALID_SETUP,
                    "the key-encryption key "
                            + reference
                            + " has "
                            + secret.length()
                            + " characters; expected at least "
                            + SECRET_CHARACTERS_MIN
                            + " random ones, for example by: openssl rand -base64 32");
        }
        byte[] key = sha256(secret.getBytes(StandardCharsets.UTF_8));
        return new Kek(id(key), reference, new SecretKeySpec(key, "AES"), null);
    }

    /// The id of a key, made of something that only the key can make.
    static String id(byte[] unique) {
        return HexFormat.of().formatHex(Arrays.copyOf(sha256(unique), ID_BYTES));
    }

    byte[] idBytes() {
        return HexFormat.of().parseHex(id);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// Never the key.
    @Override
    public String toString() {
        return "Kek[" + id + " of " + reference + "]";
    }
}
