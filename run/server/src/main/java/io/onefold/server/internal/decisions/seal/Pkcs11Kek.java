package io.onefold.server.internal.decisions.seal;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/// Key-encryption keys that never leave their hardware, reached by PKCS#11 and named by a URI in
/// the form of RFC 7512:
/// `pkcs11:slot-id=NUMBER;object=LABEL?module-path=LIBRARY&pin-source=REFERENCE`, the PIN's
/// reference `env:NAME` or `file:PATH`. The key is a secret AES key of 256 bits.
final class Pkcs11Kek {

    static final String SCHEME = "pkcs11:";

    private static final String PROVIDER = "SunPKCS11";
    private static final int TAG_BITS = 128;

    private final String reference;
    private final Map<String, String> attributes = new HashMap<>();

    private Pkcs11Kek(String reference) {
        this.reference = reference;
        String body = reference.substring(SCHEME.length());
        int query = body.indexOf('?');
        read(query < 0 ? body : body.substring(0, query), ";");
        read(query < 0 ? "" : body.substring(query + 1), "&");
    }

    /// The key behind a URI.
    ///
    /// @param secrets resolves the reference of the PIN
    /// @throws OnefoldException (INVALID_SETUP) if the URI is none, or module, slot, PIN or key are
    ///   not there
    static Kek open(String reference, UnaryOperator<String> secrets) {
        Pkcs11Kek named = new Pkcs11Kek(reference);
        char[] pin = secrets.apply(named.require("pin-source")).strip().toCharArray();
        try {
            Provider provider = named.provider();
            KeyStore token = KeyStore.getInstance("PKCS11", provider);
            token.load(null, pin);
            if (!(token.getKey(named.require("object"), null) instanceof SecretKey key)) {
                throw named.refused(
                        "the token has no secret key of that label; make one, for example by:"
                                + " pkcs11-tool --keygen --key-type AES:32 --label "
                                + named.require("object"),
                        null);
            }
            return new Kek(Kek.id(fingerprint(key, provider)), reference, key, provider);
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw e instanceof OnefoldException told ? told : named.refused(e.toString(), e);
        }
    }

    private void read(String text, String separator) {
        for (String pair : text.split(separator, -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                attributes.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(
                                pair.substring(equals + 1).replace("+", "%2B"),
                                StandardCharsets.UTF_8));
            }
        }
    }

    private String require(String attribute) {
        String value = attributes.get(attribute);
        if (value == null || value.isBlank() || value.contains("\n") || value.contains("\"")) {
            throw refused("it names no " + attribute, null);
        }
        return value;
    }

    private Provider provider() {
        Provider base = Security.getProvider(PROVIDER);
        if (base == null) {
            throw refused("this Java runtime has no provider " + PROVIDER, null);
        }
        String slot = require("slot-id");
        if (!slot.matches("\\d{1,10}")) {
            throw refused("its slot-id is no number", null);
        }
        return base.configure(
                "--name = onefold-"
                        + Integer.toHexString(reference.hashCode())
                        + "\nlibrary = \""
                        + require("module-path")
                        + "\"\nslot = "
                        + slot
                        + "\n");
    }

    /// What only this key makes of sixteen zeros. The nonce, all zeros too, is never used again:
    /// nonces of wrapped keys are random.
    private static byte[] fingerprint(SecretKey key, Provider provider)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(Envelope.CIPHER, provider);
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, new byte[12]));
        return cipher.doFinal(new byte[16]);
    }

    private OnefoldException refused(String why, @Nullable Exception cause) {
        String message =
                "the key-encryption key "
                        + reference
                        + " cannot be used: "
                        + why
                        + "; expected "
                        + SCHEME
                        + "slot-id=NUMBER;object=LABEL?module-path=LIBRARY&pin-source=env:NAME";
        return cause == null
                ? new OnefoldException(ErrorCode.INVALID_SETUP, message)
                : new OnefoldException(ErrorCode.INVALID_SETUP, message, cause);
    }

    /// What is said when the token stops answering.
    static OnefoldException unavailable(Kek kek, ProviderException cause) {
        return new OnefoldException(
                ErrorCode.UNAVAILABLE,
                kek + " does not answer; check its token, or that its session was not ended",
                cause);
    }
}
