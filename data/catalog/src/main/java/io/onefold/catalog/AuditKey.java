package io.onefold.catalog;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/// The key that signs heads of the audit log: Ed25519, RFC 8032. Its public half, kept where nobody
/// who may write to the database can change it, shows every later change.
public final class AuditKey {

    /// What comes before the 32 bytes of an Ed25519 key in X.509 (RFC 8410).
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final int PUBLIC_BYTES = 32;

    private final PrivateKey privateKey;
    private final byte[] publicKey;

    private AuditKey(PrivateKey privateKey, byte[] publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /// The key of a secret: its seed is the secret's SHA-256, so that one secret is one key.
    public static AuditKey of(String secret) {
        try {
            byte[] seed =
                    MessageDigest.getInstance("SHA-256")
                            .digest(secret.getBytes(StandardCharsets.UTF_8));
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
            KeyPair pair = generator.generateKeyPair();
            byte[] encoded = pair.getPublic().getEncoded();
            return new AuditKey(
                    pair.getPrivate(),
                    Arrays.copyOfRange(encoded, encoded.length - PUBLIC_BYTES, encoded.length));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK since 15 has Ed25519", e);
        }
    }

    /// The public half, 32 bytes.
    public byte[] publicKey() {
        return publicKey.clone();
    }

    byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(privateKey);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an Ed25519 key signs", e);
        }
    }

    /// Whether a signature is of this message and key; a key or signature of another form is of
    /// none.
    static boolean signed(byte[] publicKey, byte[] message, byte[] signed) {
        byte[] encoded = Arrays.copyOf(X509, X509.length + publicKey.length);
        System.arraycopy(publicKey, 0, encoded, X509.length, publicKey.length);
        try {
            PublicKey key =
                    KeyFactory.getInstance("Ed25519")
                            .generatePublic(new X509EncodedKeySpec(encoded));
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(key);
            signature.update(message);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /// Gives the seed where the generator asks for chance: the JDK has no other way from a seed to
    /// a key pair.
    private static final class Seed extends SecureRandom {

        private static final long serialVersionUID = 1;

        private final transient byte[] seed;

        Seed(byte[] seed) {
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }
}
