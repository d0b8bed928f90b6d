package io.onefold.lake.internal.mask;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A secret key as HMAC-SHA-256 uses it (RFC 2104). The engine has no HMAC: it gets the key padded
/// for the inner and the outer hash, as values and never as text.
public final class MaskKey {

    private static final int BLOCK_BYTES = 64;
    private static final int KEY_BYTES_MIN = 16;

    private final byte[] key;

    private MaskKey(byte[] key) {
        this.key = key;
    }

    /// @throws OnefoldException (INVALID_SETUP) for a key shorter than 16 bytes
    public static MaskKey of(byte[] key) {
        if (key.length < KEY_BYTES_MIN) {
            throw new OnefoldException(
                    ErrorCode.INVALID_SETUP,
                    "a mask key has " + key.length + " bytes; expected at least " + KEY_BYTES_MIN);
        }
        return new MaskKey(key.clone());
    }

    /// What stands before the value in the inner hash.
    public byte[] innerPad() {
        return padded((byte) 0x36);
    }

    /// What stands before the inner hash in the outer one.
    public byte[] outerPad() {
        return padded((byte) 0x5c);
    }

    private byte[] padded(byte with) {
        byte[] short64 = Arrays.copyOf(key.length > BLOCK_BYTES ? sha256(key) : key, BLOCK_BYTES);
        for (int i = 0; i < BLOCK_BYTES; i++) {
            short64[i] ^= with;
        }
        return short64;
    }

    /// The authentication code of a message.
    byte[] hmac(byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    static byte[] sha256(byte[] message) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(message);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
