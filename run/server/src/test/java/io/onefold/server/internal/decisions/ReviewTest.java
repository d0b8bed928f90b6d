package io.onefold.server.internal.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.fraud.EntityKind;
import io.onefold.fraud.ProblemCode;
import io.onefold.fraud.ProblemException;
import io.onefold.fraud.port.Alert;
import io.onefold.fraud.port.AlertDraft;
import io.onefold.fraud.port.Alerts;
import io.onefold.fraud.port.Cases;
import io.onefold.fraud.port.DecisionRecord;
import io.onefold.fraud.port.FraudCase;
import io.onefold.fraud.port.Label;
import io.onefold.fraud.port.ListEntry;
import io.onefold.fraud.port.Suppression;
import io.onefold.model.access.Principal;
import io.onefold.pipeline.DataPath;
import io.onefold.server.Decisions;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What people do about decisions is kept, audited, and never overwrites what it did not see.
final class ReviewTest {

    private static final Principal ANA = new Principal("ana", Set.of(), Set.of(), false);
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String TENANT = Payments.TENANT;

    private final DecisionsFixture onefold = new DecisionsFixture();
    private final Decisions decisions = onefold.decisions;
    private final Payments payments = new Payments(7);
    private final List<String> alerted = new ArrayList<>();

    @BeforeEach
    void decide() {
        for (int i = 0; i < 60; i++) {
            DecisionRecord decision = payments.next("TXN_" + i);
            decisions.store().append(decision).toCompletableFuture().join();
            if (decision.alert() != null) {
                alerted.add(decision.transactionId());
            }
        }
        assertThat(alerted).hasSizeGreaterThan(3);
    }

    @AfterEach
    void close() {
        onefold.close();
    }

    @Test
    void alertsAreListedNewestFirstAndChangedOncePerVersion() {
        Alert first = decisions.alerts().ofTransaction(TENANT, alerted.getFirst()).orElseThrow();
        assertThat(first.status()).isEqualTo(Alert.Status.OPEN);
        assertThat(first.reasons()).containsExactly("VELOCITY_24H", "AMOUNT_UNUSUAL");
        assertThat(first.userId()).startsWith("USER_");

        Alert taken =
                decisions.alerts().update(first.with(Alert.Status.ASSIGNED, "ana", null), ANA);

        assertThat(taken.version()).isEqualTo(2);
        assertThat(taken.assignee()).isEqualTo("ana");
        refused(
                ProblemCode.STALE_VERSION,
                () -> decisions.alerts().update(first.with(Alert.Status.CLOSED, "bob", null), ANA));
        assertThat(list(Alert.Status.ASSIGNED, null)).containsExactly(taken);
        assertThat(list(null, null))
                .hasSize(alerted.size())
                .isSortedAccordingTo((a, b) -> Long.compare(b.id(), a.id()));
        assertThat(list(null, first.id())).isEmpty();
        assertThat(onefold.path.catalog().audit().newest("alert " + first.id(), 5)).hasSize(1);
    }

    private List<Alert> list(Alert.Status status, Long before) {
        return decisions.alerts().list(TENANT, new Alerts.Filter(status, null, null, before, 500));
    }

    @Test
    void aPersonMayAskForALookAtADecisionWithoutAlertOnce() {
        String approved =
                onefold.value(
                        "select transaction_id from decisions.transactions where recommended_action = 'APPROVE' limit 1");
        AlertDraft draft =
                new AlertDraft(
                        AlertDraft.Type.MODEL, "LOW", "asked for by the customer", List.of(), null);

        Alert opened = decisions.alerts().open(TENANT, approved, draft, ANA);

        assertThat(decisions.alerts().find(TENANT, opened.id())).hasValue(opened);
        assertThat(decisions.alerts().find("another", opened.id())).isEmpty();
        refused(
                ProblemCode.WRONG_STATE,
                () -> decisions.alerts().open(TENANT, approved, draft, ANA));
        refused(ProblemCode.WRONG_STATE, () -> decisions.alerts().open(TENANT, "NO", draft, ANA));
    }

    @Test
    void aCaseClosesWithItsAlertsLabelsAndRememberedFalsePositives() {
        Alert alert = decisions.alerts().ofTransaction(TENANT, alerted.getFirst()).orElseThrow();
        FraudCase opened = decisions.cases().open(fresh(), List.of(alert.id()), ANA);
        assertThat(opened.id()).isPositive();
        refused(
                ProblemCode.WRONG_STATE,
                () -> decisions.cases().open(fresh(), List.of(alert.id()), ANA));
        FraudCase noted =
                decisions
                        .cases()
                        .note(TENANT, opened.id(), new FraudCase.Note("ana", NOW, "called"));
        assertThat(noted.notes()).extracting(FraudCase.Note::text).containsExactly("called");
        long before = decisions.suppressions().edition();

        FraudCase closed =
                decisions
                        .cases()
                        .update(
                                closed(noted),
                                new Cases.Consequences(
                                        true,
                                        List.of(
                                                new Label(
                                                        TENANT,
                                                        alert.transactionId(),
                                                        false,
                                                        "analyst",
                                                        NOW,
                                                        "ana")),
                                        List.of(
                                                new Suppression(
                                                        0,
                                                        TENANT,
                                                        alert.userId(),
                                                        "VELOCITY_24H",
                                                        alert.merchantId(),
                                                        alert.id(),
                                                        NOW.plusSeconds(60)))),
                                ANA);

        assertThat(closed.status()).isEqualTo(FraudCase.Status.CLOSED);
        assertThat(closed.outcome()).isEqualTo(FraudCase.Outcome.FALSE_POSITIVE);
        assertThat(decisions.alerts().find(TENANT, alert.id()).orElseThrow().status())
                .isEqualTo(Alert.Status.CLOSED);
        assertThat(decisions.labels().of(TENANT, alert.transactionId())).hasSize(1);
        assertThat(decisions.suppressions().edition()).isGreaterThan(before);
        assertThat(decisions.suppressions().current(NOW)).hasSize(1);
        assertThat(decisions.suppressions().current(NOW.plusSeconds(60))).isEmpty();
        refused(
                ProblemCode.STALE_VERSION,
                () -> decisions.cases().update(closed(noted), Cases.Consequences.NONE, ANA));
        assertThat(decisions.cases().list(TENANT, FraudCase.Status.CLOSED, null, 10))
                .containsExactly(closed);
    }

    private static FraudCase fresh() {
        return new FraudCase(
                0,
                TENANT,
                FraudCase.Status.OPEN,
                null,
                new BigDecimal("12.3400"),
                "USD",
                "ana",
                null,
                null,
                List.of(),
                NOW,
                1);
    }

    private static FraudCase closed(FraudCase of) {
        return new FraudCase(
                of.id(),
                TENANT,
                FraudCase.Status.CLOSED,
                FraudCase.Outcome.FALSE_POSITIVE,
                of.amount(),
                of.currency(),
                of.opener(),
                "ana",
                null,
                of.notes(),
                of.openedAt(),
                of.version());
    }

    @Test
    void aLabelIsAddedOnceAndNeverChanged() {
        Label label = new Label(TENANT, "TXN_1", true, "chargeback", NOW, "ana");
        decisions.labels().add(label);
        decisions.labels().add(label);
        decisions
                .labels()
                .add(new Label(TENANT, "TXN_1", false, "analyst", NOW.plusSeconds(1), "bob"));

        assertThat(decisions.labels().of(TENANT, "TXN_1"))
                .extracting(Label::fraud)
                .containsExactly(true, false);
        List<Label> known = new ArrayList<>();
        decisions.labels().knownIn(NOW, NOW.plusSeconds(1), each -> known.add(each.label()));
        assertThat(known).containsExactly(label);
        refused(
                ProblemCode.NOT_FOUND,
                () -> decisions.labels().add(new Label(TENANT, "NO", true, "x", NOW, "ana")));
        assertThatThrownBy(() -> onefold.execute("delete from decisions.label"))
                .hasMessageContaining("only ever added to");
    }

    @Test
    void aListEntryIsSeenByAnotherProcessAtOnce() {
        try (DataPath other = onefold.open();
                Decisions elsewhere = Decisions.open(other)) {
            long before = elsewhere.lists().edition();
            ListEntry entry =
                    decisions
                            .lists()
                            .add(
                                    new ListEntry(
                                            0,
                                            TENANT,
                                            ListEntry.Kind.ALLOW,
                                            EntityKind.DEVICE,
                                            decisions.keys().hmac("device", "d-1"),
                                            "trusted",
                                            NOW.plusSeconds(60),
                                            "ana"),
                                    ANA);
            assertThat(elsewhere.lists().current(NOW))
                    .singleElement()
                    .usingRecursiveComparison()
                    .isEqualTo(entry);
            assertThat(elsewhere.lists().current(NOW.plusSeconds(61))).isEmpty();

            decisions.lists().remove(TENANT, entry.id(), ANA);

            assertThat(elsewhere.lists().current(NOW)).isEmpty();
            assertThat(decisions.lists().edition()).isEqualTo(before + 2);
            refused(ProblemCode.NOT_FOUND, () -> decisions.lists().remove(TENANT, entry.id(), ANA));
        }
    }

    private static void refused(ProblemCode code, ThrowingCallable what) {
        assertThatThrownBy(what)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(code));
    }
}
