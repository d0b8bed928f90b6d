package io.onefold.fraud.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.fraud.Action;
import io.onefold.fraud.Caller;
import io.onefold.fraud.FraudType;
import io.onefold.fraud.RiskLevel;
import io.onefold.model.access.Principal;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What every decision store does. An adapter's test extends it.
public abstract class DecisionStoreKit {

    private static final Instant AT = Instant.parse("2026-01-15T10:30:00.123456Z");

    /// An empty store, with its alerts.
    protected abstract DecisionStore store();

    /// The alerts that open in that store.
    protected abstract Alerts alerts();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    protected static DecisionRecord record(
            String tenant, String id, Instant at, Action action, @Nullable AlertDraft alert) {
        boolean degraded = alert != null && alert.type() == AlertDraft.Type.DEGRADED;
        return new DecisionRecord(
                new Caller(tenant, Principal.localOperator("checkout"), "10.0.0.1"),
                id,
                at,
                new BigDecimal("150.00"),
                Currency.getInstance("USD"),
                "U-" + id.charAt(0),
                "C1",
                "M1",
                "books",
                FraudType.CREDIT_CARD,
                degraded ? null : new BigDecimal("0.4127"),
                degraded ? null : RiskLevel.HIGH,
                action,
                new byte[32],
                bytes("{\"amount\":150}"),
                new byte[] {1, 2, 3},
                new float[] {1.5f, Float.NaN, -0f},
                new byte[32],
                null,
                1,
                degraded ? null : 0.25f,
                bytes("{\"transaction_id\":\"" + id + "\"}"),
                alert);
    }

    private static DecisionStore.Kept append(DecisionStore store, DecisionRecord record) {
        return store.append(record).toCompletableFuture().join();
    }

    @Test
    void aDecisionIsReadAgainAsItWasKept() {
        DecisionStore store = store();
        DecisionRecord record = record("default", "A1", AT, Action.DECLINE, null);
        assertThat(append(store, record)).isInstanceOf(DecisionStore.Kept.New.class);
        DecisionRecord read = store.load("default", "A1").orElseThrow().decision();
        assertThat(read.timestamp()).isEqualTo(AT);
        assertThat(read.amount()).isEqualByComparingTo(record.amount());
        assertThat(read.probability()).isEqualByComparingTo(record.probability());
        assertThat(read.level()).isEqualTo(RiskLevel.HIGH);
        assertThat(read.action()).isEqualTo(Action.DECLINE);
        assertThat(read.caller().principal().name()).isEqualTo("checkout");
        assertThat(read.customerId()).isEqualTo("C1");
        assertThat(read.margin()).isEqualTo(0.25f);
        assertThat(read.modelId()).isNull();
        assertThat(read.request()).isEqualTo(record.request());
        assertThat(read.entities()).isEqualTo(record.entities());
        assertThat(read.response()).isEqualTo(record.response());
        assertThat(read.requestHash()).isEqualTo(record.requestHash());
        for (int i = 0; i < 3; i++) {
            assertThat(Float.floatToRawIntBits(read.features()[i]))
                    .isEqualTo(Float.floatToRawIntBits(record.features()[i]));
        }
        assertThat(store.find("default", "A1").orElseThrow().response())
                .isEqualTo(record.response());
    }

    @Test
    void aTransactionIsKeptOncePerTenant() {
        DecisionStore store = store();
        append(store, record("default", "A1", AT, Action.APPROVE, null));
        assertThat(append(store, record("default", "A1", AT, Action.DECLINE, null)))
                .isInstanceOfSatisfying(
                        DecisionStore.Kept.Before.class,
                        before ->
                                assertThat(before.stored().response())
                                        .isEqualTo(bytes("{\"transaction_id\":\"A1\"}")));
        assertThat(append(store, record("acme", "A1", AT, Action.APPROVE, null)))
                .isInstanceOf(DecisionStore.Kept.New.class);
        assertThat(store.load("default", "A1").orElseThrow().decision().action())
                .isEqualTo(Action.APPROVE);
        assertThat(store.find("acme", "A2")).isEmpty();
    }

    @Test
    void decisionsAreListedNewestFirstByTheirFilter() {
        DecisionStore store = store();
        append(store, record("default", "A1", AT, Action.APPROVE, null));
        append(store, record("default", "B1", AT.plusSeconds(1), Action.DECLINE, null));
        append(store, record("default", "A2", AT.plusSeconds(2), Action.DECLINE, null));
        assertThat(ids(store, null, null, null)).containsExactly("A2", "B1", "A1");
        assertThat(ids(store, "U-A", null, null)).containsExactly("A2", "A1");
        assertThat(ids(store, null, Action.DECLINE, null)).containsExactly("A2", "B1");
        long cursor = store.load("default", "A2").orElseThrow().id();
        assertThat(ids(store, null, null, cursor)).containsExactly("B1", "A1");
    }

    private static List<String> ids(
            DecisionStore store,
            @Nullable String user,
            @Nullable Action action,
            @Nullable Long before) {
        return store
                .list(
                        "default",
                        new DecisionFilter(null, user, null, null, null, action, before, 10))
                .stream()
                .map(kept -> kept.decision().transactionId())
                .toList();
    }

    @Test
    void historyComesByEventTimeAndThenByNumber() {
        DecisionStore store = store();
        append(store, record("default", "A1", AT.plusSeconds(5), Action.APPROVE, null));
        append(store, record("default", "A2", AT, Action.APPROVE, null));
        append(store, record("acme", "A3", AT, Action.APPROVE, null));
        append(store, record("default", "A4", AT.plusSeconds(9), Action.APPROVE, null));
        List<String> seen = new ArrayList<>();
        store.history(AT, AT.plusSeconds(9), kept -> seen.add(kept.decision().transactionId()));
        assertThat(seen).containsExactly("A2", "A3", "A1");
    }

    @Test
    void anAlertOpensInTheCommitOfItsDecision() {
        DecisionStore store = store();
        AlertDraft draft =
                new AlertDraft(
                        AlertDraft.Type.DEGRADED, "HIGH", "not scored", List.of("X", "Y"), null);
        append(store, record("default", "A1", AT, Action.REVIEW, draft));
        Alert alert = alerts().ofTransaction("default", "A1").orElseThrow();
        assertThat(alert.status()).isEqualTo(Alert.Status.OPEN);
        assertThat(alert.reasons()).containsExactly("X", "Y");
        assertThat(alert.userId()).isEqualTo("U-A");
        assertThat(alert.amount()).isEqualByComparingTo("150");
        assertThat(store.load("default", "A1").orElseThrow().decision().probability()).isNull();
    }
}
