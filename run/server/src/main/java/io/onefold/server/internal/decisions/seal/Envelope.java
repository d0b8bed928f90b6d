package io.onefold.server.internal.decisions.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// AES-256-GCM (NIST SP 800-38D): 12 random bytes, the ciphertext, a tag of 16 bytes. What stands
/// beside it in the table is authenticated, so that nothing sealed can be moved to another row.
final class Envelope {

    static final int KEY_BYTES = 32;
    static final String CIPHER = "AES/GCM/NoPadding";

    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;

    private static final int POOLED_MAX = 16;

    private final SecureRandom random;

    /// Finding a cipher among the providers costs more than sealing a request.
    private final BlockingQueue<Cipher> free = new ArrayBlockingQueue<>(POOLED_MAX);

    Envelope(SecureRandom random) {
        this.random = random;
    }

    byte[] newKey() {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        return key;
    }

    /// Seals a text.
    ///
    /// @param place table and row, separated by `|`
    byte[] seal(byte[] key, byte[] clear, String place) {
        return seal(new SecretKeySpec(key, "AES"), null, clear, place);
    }

    /// Wraps a data key.
    byte[] seal(Kek kek, byte[] clear, String place) {
        try {
            return seal(kek.key(), kek.provider(), clear, place);
        } catch (ProviderException e) {
            throw Pkcs11Kek.unavailable(kek, e);
        }
    }

    private byte[] seal(SecretKey key, @Nullable Provider provider, byte[] clear, String place) {
        byte[] iv = new byte[IV_BYTES];
        random.nextBytes(iv);
        try {
            Cipher cipher = cipher(provider);
            begin(cipher, Cipher.ENCRYPT_MODE, key, iv, place);
            byte[] sealed = new byte[IV_BYTES + cipher.getOutputSize(clear.length)];
            System.arraycopy(iv, 0, sealed, 0, IV_BYTES);
            cipher.doFinal(clear, 0, clear.length, sealed, IV_BYTES);
            giveBack(cipher, provider);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-256-GCM", e);
        }
    }

    /// Opens what was sealed.
    ///
    /// @throws AEADBadTagException if the key is another, or key, text or place were changed
    byte[] open(byte[] key, ByteBuffer sealed, String place) throws AEADBadTagException {
        return open(new SecretKeySpec(key, "AES"), null, sealed, place);
    }

    /// Unwraps a data key.
    ///
    /// @throws AEADBadTagException if the key is another, or key, text or place were changed
    byte[] open(Kek kek, ByteBuffer sealed, String place) throws AEADBadTagException {
        try {
            return open(kek.key(), kek.provider(), sealed, place);
        } catch (ProviderException e) {
            throw Pkcs11Kek.unavailable(kek, e);
        }
    }

    private byte[] open(SecretKey key, @Nullable Provider provider, ByteBuffer sealed, String place)
            throws AEADBadTagException {
        byte[] iv = new byte[IV_BYTES];
        if (sealed.remaining() < IV_BYTES) {
            throw new AEADBadTagException("too short");
        }
        sealed.get(iv);
        byte[] text = new byte[sealed.remaining()];
        sealed.get(text);
        try {
            Cipher cipher = cipher(provider);
            begin(cipher, Cipher.DECRYPT_MODE, key, iv, place);
            byte[] clear = cipher.doFinal(text);
            giveBack(cipher, provider);
            return clear;
        } catch (AEADBadTagException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-256-GCM", e);
        }
    }

    /// One that is free, or a new one. One that failed, or of a token, is not used again.
    private Cipher cipher(@Nullable Provider provider) throws GeneralSecurityException {
        if (provider != null) {
            return Cipher.getInstance(CIPHER, provider);
        }
        Cipher there = free.poll();
        return there != null ? there : Cipher.getInstance(CIPHER);
    }

    private void giveBack(Cipher cipher, @Nullable Provider provider) {
        if (provider == null) {
            free.offer(cipher);
        }
    }

    private static void begin(Cipher cipher, int mode, SecretKey key, byte[] iv, String place)
            throws GeneralSecurityException {
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
    }
}
