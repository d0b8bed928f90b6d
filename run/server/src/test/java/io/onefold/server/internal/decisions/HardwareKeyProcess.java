package io.onefold.server.internal.decisions;

import io.onefold.catalog.PartAddresses;
import io.onefold.catalog.Settings;
import io.onefold.fraud.port.DecisionRecord;
import io.onefold.pipeline.DataPath;
import io.onefold.server.Decisions;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;

/// A process whose environment names the tokens of SoftHSM: it makes a key in one, rotates the
/// installation's keys to it and reads what was sealed before and after. It ends with 0 if all went
/// well.
public final class HardwareKeyProcess {

    private HardwareKeyProcess() {}

    /// @param arguments folder, address of the database, module, slot, PIN
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Settings settings =
                Settings.of(
                        folder, Map.of("DATABASE_URL", arguments[1], "TOKEN_PIN", arguments[4]));
        makeKey(arguments[2], arguments[3], arguments[4].toCharArray());
        String uri =
                "pkcs11:slot-id="
                        + arguments[3]
                        + ";object=onefold%20kek?module-path="
                        + arguments[2]
                        + "&pin-source=env:TOKEN_PIN";
        Payments payments = new Payments(18);
        DecisionRecord before = payments.of("T1", "USER_1", 100);
        DecisionRecord after = payments.of("T2", "USER_2", 100);
        try (DataPath path = open(settings, folder);
                Decisions decisions = Decisions.open(path)) {
            decisions.store().append(before).toCompletableFuture().join();
            decisions.rotateKeys(Optional.of(uri), DecisionsFixture.OPERATOR);
        }
        try (DataPath path = open(settings, folder);
                Decisions decisions = Decisions.open(path)) {
            decisions.store().append(after).toCompletableFuture().join();
        }
        try (DataPath path = open(settings, folder);
                Decisions decisions = Decisions.open(path)) {
            requireRead(decisions, before);
            requireRead(decisions, after);
        }
        System.exit(0);
    }

    private static DataPath open(Settings settings, Path folder) {
        return DataPath.open(
                settings, PartAddresses.NONE, folder.resolve("var"), Clock.systemUTC());
    }

    private static void requireRead(Decisions decisions, DecisionRecord made) {
        byte[] read =
                decisions
                        .store()
                        .load(Payments.TENANT, made.transactionId())
                        .orElseThrow()
                        .decision()
                        .request();
        if (!Arrays.equals(read, made.request())) {
            throw new IllegalStateException(made.transactionId() + " cannot be read again");
        }
    }

    /// A key that cannot be taken out.
    private static void makeKey(String module, String slot, char[] pin) throws Exception {
        Provider provider =
                Security.getProvider("SunPKCS11")
                        .configure(
                                "--name = test\nlibrary = "
                                        + module
                                        + "\nslot = "
                                        + slot
                                        + "\nattributes(*, CKO_SECRET_KEY, *) = {\n"
                                        + "CKA_SENSITIVE = true\nCKA_EXTRACTABLE = false\n"
                                        + "CKA_ENCRYPT = true\nCKA_DECRYPT = true\n}\n");
        KeyStore token = KeyStore.getInstance("PKCS11", provider);
        token.load(null, pin);
        KeyGenerator generator = KeyGenerator.getInstance("AES", provider);
        generator.init(256);
        SecretKey key = generator.generateKey();
        token.setKeyEntry("onefold kek", key, null, null);
        if (((SecretKey) token.getKey("onefold kek", null)).getEncoded() != null) {
            throw new IllegalStateException("the key can be taken out of its token");
        }
    }
}
