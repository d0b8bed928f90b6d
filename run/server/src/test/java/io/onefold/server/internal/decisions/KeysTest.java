package io.onefold.server.internal.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.fraud.port.DecisionRecord;
import io.onefold.fraud.port.DecisionStore;
import io.onefold.fraud.port.DecisionStore.Kept;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.pipeline.DataPath;
import io.onefold.server.Awaiting;
import io.onefold.server.Decisions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Requests are readable by their user's key alone, in their own row alone, until that key is
/// destroyed.
final class KeysTest {

    private static final String OLD_KEYS =
            "decisions.data_key where kek <> (select id from decisions.kek where active)";

    private static final long SEED = 18;

    private final DecisionsFixture onefold = new DecisionsFixture();
    private final DecisionStore store = onefold.decisions.store();
    private final Payments payments = new Payments(SEED);

    @AfterEach
    void close() {
        onefold.close();
    }

    @Test
    @Tag("decisions-18")
    void theKekIsRotatedUnderLoadWithoutAFailure() throws Exception {
        AtomicBoolean rotating = new AtomicBoolean(true);
        List<CompletableFuture<Kept>> answers = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        Thread load =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    for (int i = 0; rotating.get() || i < 3_000; i++) {
                                        ids.add("TXN_" + i);
                                        answers.add(onefold.appending(payments.next("TXN_" + i)));
                                        if (i % 100 == 99) {
                                            answers.getLast().join();
                                        }
                                    }
                                });
        long rewrapped = 0;
        try (DataPath other = onefold.open();
                Decisions elsewhere = Decisions.open(other)) {
            for (int i = 0; i < 3; i++) {
                awaitKeys(500 * (i + 1));
                rewrapped +=
                        elsewhere
                                .rotateKeys(Optional.empty(), DecisionsFixture.OPERATOR)
                                .rewrapped();
            }
            rotating.set(false);
            load.join();
            Awaiting.until( // the server sees the last key
                    () -> elsewhere.rewrapKeys() == 0 && onefold.count(OLD_KEYS) == 0);
        }

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer).succeedsWithin(Duration.ofSeconds(5)));
        assertThat(onefold.count("decisions.kek")).isEqualTo(4);
        assertThat(onefold.count(OLD_KEYS)).isZero();
        try (DataPath other = onefold.open();
                Decisions afresh = Decisions.open(other)) {
            for (String id : ids) {
                assertThat(
                                afresh.store()
                                        .load(Payments.TENANT, id)
                                        .orElseThrow()
                                        .decision()
                                        .request())
                        .isNotEmpty();
            }
        }
        System.out.printf(
                "decisions-18: %d decisions during 3 rotations, 0 failed, %d data keys wrapped anew%n",
                answers.size(), rewrapped);
        assertThat(rewrapped).isPositive();
    }

    private void awaitKeys(long keys) {
        Awaiting.until(() -> onefold.count("decisions.data_key") >= keys);
    }

    @Test
    @Tag("decisions-18")
    void whatAnErasedUserSentIsUnreadableAndTheChainHolds() {
        DecisionRecord erased = payments.of("TXN_1", "USER_1", 100);
        onefold.append(erased);
        onefold.append(payments.of("TXN_2", "USER_2", 100));
        assertThat(request("TXN_1")).isEqualTo(erased.request());

        onefold.decisions.eraseUser(Payments.TENANT, "USER_1", DecisionsFixture.OPERATOR);
        onefold.append(payments.of("TXN_3", "USER_1", 100));

        assertThat(request("TXN_1")).isEmpty();
        assertThat(request("TXN_2")).isNotEmpty();
        assertThat(request("TXN_3")).as("sealed by a new key").isNotEmpty();
        assertThat(store.find(Payments.TENANT, "TXN_1").orElseThrow().response())
                .isEqualTo(erased.response());
        assertThat(onefold.path.catalog().audit().verify(List.of()).brokenLink()).isEmpty();
        assertThat(onefold.path.catalog().audit().newest("USER_1", 1))
                .singleElement()
                .satisfies(entry -> assertThat(entry.event().action()).isEqualTo("user.erase"));
        assertThatThrownBy(
                        () ->
                                onefold.decisions.eraseUser(
                                        Payments.TENANT, "NOBODY", DecisionsFixture.OPERATOR))
                .isInstanceOfSatisfying(
                        OnefoldException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @Test
    void anotherProcessForgetsADestroyedKey() {
        onefold.append(payments.of("TXN_1", "USER_1", 100));
        assertThat(request("TXN_1")).isNotEmpty();

        try (DataPath other = onefold.open();
                Decisions elsewhere = Decisions.open(other)) {
            elsewhere.eraseUser(Payments.TENANT, "USER_1", DecisionsFixture.OPERATOR);
        }
        Awaiting.until(() -> request("TXN_1").length == 0);

        onefold.append(payments.of("TXN_2", "USER_1", 100));
        assertThat(request("TXN_2")).isNotEmpty();
    }

    @Test
    void aSealedRequestOpensInItsOwnRowOnly() {
        onefold.append(payments.of("TXN_1", "USER_1", 100));
        onefold.append(payments.of("TXN_2", "USER_1", 100));

        onefold.execute(
                """
                update decisions.decision_details set request = (
                    select request from decisions.decision_details join decisions.transactions using (id)
                    where transaction_id = 'TXN_1')
                where id = (select id from decisions.transactions where transaction_id = 'TXN_2')
                """);

        assertThatThrownBy(() -> request("TXN_2")).hasMessageContaining("changed or moved");
    }

    @Test
    void nothingReadableIsInTheTables() {
        DecisionRecord decision = payments.of("TXN_1", "USER_1", 4_242);
        onefold.append(decision);

        String clear = new String(decision.request(), StandardCharsets.UTF_8);
        assertThat(clear).contains("ip_address");
        assertThat(
                        onefold.value(
                                "select encode(request, 'escape') from decisions.decision_details"))
                .doesNotContain("ip_address");
        assertThat(onefold.value("select encode(wrapped, 'hex') from decisions.data_key"))
                .hasSize(2 * (12 + 32 + 16));
        assertThat(onefold.folder.resolve("var/secrets/kek-1.key"))
                .satisfies(
                        file ->
                                assertThat(
                                                PosixFilePermissions.toString(
                                                        Files.getPosixFilePermissions(file)))
                                        .isEqualTo("rw-------"));
    }

    @Test
    void aKekThatIsConfiguredIsUsedAndAnotherOneIsRefused() {
        String first = "a key-encryption key of this test, 1";
        String second = "a key-encryption key of this test, 2";
        Map<String, String> settings =
                Map.of("onefold.crypto.kek", "env:KEK_ONE", "KEK_ONE", first, "KEK_TWO", second);
        try (DecisionsFixture configured = new DecisionsFixture(settings)) {
            assertThat(configured.value("select reference from decisions.kek"))
                    .isEqualTo("env:KEK_ONE");
            assertThatThrownBy(
                            () ->
                                    configured.decisions.rotateKeys(
                                            Optional.of("env:KEK_ONE"), DecisionsFixture.OPERATOR))
                    .hasMessageContaining("already");
            configured.decisions.rotateKeys(Optional.of("env:KEK_TWO"), DecisionsFixture.OPERATOR);
            try (DataPath again = configured.open();
                    Decisions reopened = Decisions.open(again)) {
                assertThat(reopened.modelsEdition()).as("settings are only out of date").isZero();
            }
            configured.execute("delete from decisions.kek where not active");
            assertThatThrownBy(() -> Decisions.open(configured.path))
                    .hasMessageContaining("onefold keys rotate --to");
        }
    }

    @Test
    void hashesOfDifferentPurposesDoNotMeet() {
        byte[] ip = onefold.decisions.keys().hmac("ip", "10.0.0.1");

        assertThat(ip).hasSize(32).isEqualTo(onefold.decisions.keys().hmac("ip", "10.0.0.1"));
        assertThat(ip).isNotEqualTo(onefold.decisions.keys().hmac("device", "10.0.0.1"));
    }

    private byte[] request(String transactionId) {
        return store.load(Payments.TENANT, transactionId).orElseThrow().decision().request();
    }
}
