package io.onefold.server.internal.decisions.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES-256-GCM (NIST SP 800-38D): 12 random bytes, the ciphertext, a tag of 16 bytes. What stands
/// beside it in the table is authenticated, so that nothing sealed can be moved to another row.
final class Envelope {

    static final int KEY_BYTES = 32;

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
        byte[] iv = new byte[IV_BYTES];
        random.nextBytes(iv);
        try {
            Cipher cipher = cipher();
            begin(cipher, Cipher.ENCRYPT_MODE, key, iv, place);
            byte[] sealed = new byte[IV_BYTES + cipher.getOutputSize(clear.length)];
            System.arraycopy(iv, 0, sealed, 0, IV_BYTES);
            cipher.doFinal(clear, 0, clear.length, sealed, IV_BYTES);
            free.offer(cipher);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-256-GCM", e);
        }
    }

    /// Opens what was sealed.
    ///
    /// @throws AEADBadTagException if the key is another, or key, text or place were changed
    byte[] open(byte[] key, ByteBuffer sealed, String place) throws AEADBadTagException {
        byte[] iv = new byte[IV_BYTES];
        if (sealed.remaining() < IV_BYTES) {
            throw new AEADBadTagException("too short");
        }
        sealed.get(iv);
        byte[] text = new byte[sealed.remaining()];
        sealed.get(text);
        try {
            Cipher cipher = cipher();
            begin(cipher, Cipher.DECRYPT_MODE, key, iv, place);
            byte[] clear = cipher.doFinal(text);
            free.offer(cipher);
            return clear;
        } catch (AEADBadTagException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-256-GCM", e);
        }
    }

    /// One that is free, or a new one. One that failed is not used again.
    private Cipher cipher() throws GeneralSecurityException {
        Cipher there = free.poll();
        return there != null ? there : Cipher.getInstance("AES/GCM/NoPadding");
    }

    private static void begin(Cipher cipher, int mode, byte[] key, byte[] iv, String place)
            throws GeneralSecurityException {
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, iv));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
    }
}
