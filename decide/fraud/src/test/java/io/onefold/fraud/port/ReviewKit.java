package io.onefold.fraud.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.fraud.Action;
import io.onefold.fraud.EntityKind;
import io.onefold.fraud.ProblemCode;
import io.onefold.fraud.ProblemException;
import io.onefold.model.access.Principal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every keeper of alerts, cases, labels, lists and remembered false positives does. An
/// adapter's test extends it.
public abstract class ReviewKit {

    private static final Instant AT = Instant.parse("2026-01-15T10:30:00Z");
    private static final Principal ANA = Principal.localOperator("ana");
    private static final Principal BEA = Principal.localOperator("bea");

    private Ports ports;

    /// Empty ports that belong together.
    protected abstract Ports ports();

    /// The ports under test.
    public record Ports(
            DecisionStore decisions,
            Alerts alerts,
            Cases cases,
            Labels labels,
            ListEntries lists,
            Suppressions suppressions) {}

    @BeforeEach
    void twoAlerts() {
        ports = ports();
        for (String id : List.of("A1", "A2")) {
            AlertDraft draft =
                    new AlertDraft(AlertDraft.Type.MODEL, "HIGH", "why", List.of("AMOUNT"), null);
            ports.decisions()
                    .append(DecisionStoreKit.record("default", id, AT, Action.DECLINE, draft))
                    .toCompletableFuture()
                    .join();
        }
    }

    private Alert alert(String transaction) {
        return ports.alerts().ofTransaction("default", transaction).orElseThrow();
    }

    private static void refused(ProblemCode code, ThrowingCallable what) {
        assertThatThrownBy(what)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.problem().code()).isEqualTo(code));
    }

    @Test
    void anAlertChangesOnceForThoseWhoSawTheSameVersion() {
        Alert seen = alert("A1");
        Alert assigned = ports.alerts().update(seen.with(Alert.Status.ASSIGNED, "ana", null), ANA);
        assertThat(assigned.version()).isEqualTo(seen.version() + 1);
        assertThat(assigned.assignee()).isEqualTo("ana");
        refused(
                ProblemCode.STALE_VERSION,
                () -> ports.alerts().update(seen.with(Alert.Status.CLOSED, null, null), BEA));
        assertThat(
                        ports.alerts()
                                .list(
                                        "default",
                                        new Alerts.Filter(Alert.Status.OPEN, null, null, null, 10)))
                .extracting(Alert::transactionId)
                .containsExactly("A2");
        assertThat(ports.alerts().find("acme", seen.id())).isEmpty();
    }

    @Test
    void aCaseClosesItsAlertsLabelsThemAndRemembers() {
        List<Long> ids = List.of(alert("A1").id(), alert("A2").id());
        FraudCase opened = ports.cases().open(open(), ids, ANA);
        assertThat(alert("A1").caseId()).isEqualTo(opened.id());
        FraudCase noted =
                ports.cases().note("default", opened.id(), new FraudCase.Note("ana", AT, "hm"));
        assertThat(noted.notes()).extracting(FraudCase.Note::text).containsExactly("hm");
        FraudCase closed = closedByAnaAndBea(noted);
        long edition = ports.suppressions().edition();
        ports.cases()
                .update(
                        closed,
                        new Cases.Consequences(
                                true,
                                List.of(new Label("default", "A1", false, "case", AT, "ana")),
                                List.of(
                                        new Suppression(
                                                0,
                                                "default",
                                                "U-A",
                                                "AMOUNT",
                                                "M1",
                                                ids.getFirst(),
                                                AT.plusSeconds(60)))),
                        BEA);
        assertThat(alert("A1").status()).isEqualTo(Alert.Status.CLOSED);
        assertThat(alert("A2").status()).isEqualTo(Alert.Status.CLOSED);
        assertThat(ports.labels().of("default", "A1")).hasSize(1);
        assertThat(ports.suppressions().edition()).isNotEqualTo(edition);
        assertThat(ports.suppressions().current(AT)).hasSize(1);
        assertThat(ports.suppressions().current(AT.plusSeconds(60))).isEmpty();
        FraudCase read = ports.cases().find("default", opened.id()).orElseThrow();
        assertThat(read.outcome()).isEqualTo(FraudCase.Outcome.FALSE_POSITIVE);
        assertThat(read.approver()).isEqualTo("bea");
        refused(
                ProblemCode.STALE_VERSION,
                () -> ports.cases().update(closed, Cases.Consequences.NONE, BEA));
    }

    @Test
    void anAlertIsPutIntoOneCaseOnlyAndByThoseWhoSawItsVersion() {
        FraudCase opened = ports.cases().open(open(), List.of(alert("A1").id()), ANA);
        List<Long> second = List.of(alert("A2").id());
        FraudCase more = ports.cases().attach(opened.with(new BigDecimal("600.00")), second, ANA);
        assertThat(more.amount()).isEqualByComparingTo("600.00");
        assertThat(alert("A2").caseId()).isEqualTo(opened.id());
        refused(ProblemCode.STALE_VERSION, () -> ports.cases().attach(opened, second, BEA));
        refused(ProblemCode.WRONG_STATE, () -> ports.cases().attach(more, second, BEA));
        assertThat(ports.alerts().find("default", Set.of(alert("A1").id(), -1L)))
                .extracting(Alert::transactionId)
                .containsExactly("A1");
    }

    @Test
    void labelsAreAddedOnceAndComeByTheTimeTheyBecameKnown() {
        Label late = new Label("default", "A1", true, "chargeback", AT.plusSeconds(9), "ana");
        Label early = new Label("default", "A2", false, "analyst", AT.plusSeconds(1), "ana");
        ports.labels().add(late);
        ports.labels().add(early);
        ports.labels().add(late);
        List<Label> known = new ArrayList<>();
        ports.labels().knownIn(AT, AT.plusSeconds(10), each -> known.add(each.label()));
        assertThat(known).containsExactly(early, late);
        known.clear();
        ports.labels().knownIn(AT, AT.plusSeconds(9), each -> known.add(each.label()));
        assertThat(known).containsExactly(early);
        refused(
                ProblemCode.NOT_FOUND,
                () -> ports.labels().add(new Label("default", "Z9", true, "x", AT, "ana")));
    }

    @Test
    void listsForgetWhatExpiresAndTellWhenTheyChange() {
        long before = ports.lists().edition();
        ListEntry entry =
                ports.lists()
                        .add(
                                new ListEntry(
                                        0,
                                        "default",
                                        ListEntry.Kind.ALLOW,
                                        EntityKind.DEVICE,
                                        new byte[32],
                                        "known",
                                        AT.plusSeconds(5),
                                        "ana"),
                                ANA);
        assertThat(ports.lists().edition()).isNotEqualTo(before);
        assertThat(ports.lists().current(AT))
                .singleElement()
                .satisfies(
                        read -> {
                            assertThat(read.id()).isEqualTo(entry.id());
                            assertThat(read.kind()).isEqualTo(EntityKind.DEVICE);
                            assertThat(read.key()).isEqualTo(new byte[32]);
                        });
        assertThat(ports.lists().current(AT.plusSeconds(5))).isEmpty();
        refused(ProblemCode.NOT_FOUND, () -> ports.lists().remove("acme", entry.id(), ANA));
        ports.lists().remove("default", entry.id(), ANA);
        assertThat(ports.lists().current(AT)).isEmpty();
    }

    private static FraudCase open() {
        return new FraudCase(
                0,
                "default",
                FraudCase.Status.OPEN,
                null,
                new BigDecimal("300.00"),
                "USD",
                "ana",
                null,
                null,
                List.of(),
                AT,
                1);
    }

    private static FraudCase closedByAnaAndBea(FraudCase noted) {
        return new FraudCase(
                noted.id(),
                "default",
                FraudCase.Status.CLOSED,
                FraudCase.Outcome.FALSE_POSITIVE,
                noted.amount(),
                "USD",
                "ana",
                "ana",
                "bea",
                noted.notes(),
                noted.openedAt(),
                noted.version());
    }
}
