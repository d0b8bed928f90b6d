package io.onefold.server.internal.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.fraud.port.DecisionFilter;
import io.onefold.fraud.port.DecisionRecord;
import io.onefold.fraud.port.DecisionStore;
import io.onefold.fraud.port.DecisionStore.Kept;
import io.onefold.fraud.port.KeptDecision;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.pipeline.DataPath;
import io.onefold.server.Awaiting;
import io.onefold.server.Decisions;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is handed over together is committed together, once, and read again as it was.
final class GroupCommitTest {

    private static final long SEED = 20261121;

    private final DecisionsFixture onefold = new DecisionsFixture();
    private final DecisionStore store = onefold.decisions.store();
    private final Payments payments = new Payments(SEED);

    @AfterEach
    void close() {
        onefold.close();
    }

    @Test
    void aDecisionIsReadAgainAsItWasHandedOver() {
        DecisionRecord decision = payments.of("TXN_1", "USER_1", 15_000);

        Kept kept = onefold.append(decision);

        assertThat(kept).isInstanceOf(Kept.New.class);
        assertThat(store.find(Payments.TENANT, "TXN_1"))
                .hasValueSatisfying(
                        stored -> {
                            assertThat(stored.id()).isEqualTo(((Kept.New) kept).id());
                            assertThat(stored.subject()).isEqualTo("checkout-service");
                            assertThat(stored.requestHash()).isEqualTo(decision.requestHash());
                            assertThat(stored.response()).isEqualTo(decision.response());
                        });
        assertThat(store.find(Payments.TENANT, "TXN_2")).isEmpty();
        assertThat(store.find("another tenant", "TXN_1")).isEmpty();
        KeptDecision loaded = store.load(Payments.TENANT, "TXN_1").orElseThrow();
        assertThat(loaded.createdAt()).isEqualTo(((Kept.New) kept).createdAt());
        assertThat(loaded.decision())
                .usingRecursiveComparison()
                .ignoringFields("caller", "amount", "probability", "features")
                .isEqualTo(decision);
        assertThat(Arrays.equals(loaded.decision().features(), decision.features())).isTrue();
        assertThat(loaded.decision().amount()).isEqualByComparingTo("150.00");
        assertThat(loaded.decision().caller().principal().name()).isEqualTo("checkout-service");
    }

    @Test
    void ofManyTwinsAtTheSameTimeOneIsKeptAndAllHearTheSame() {
        int transactions = 100;
        int twins = 20;
        List<CompletableFuture<Kept>> answers = new ArrayList<>();
        for (int twin = 0; twin < twins; twin++) {
            for (int i = 0; i < transactions; i++) {
                answers.add(onefold.appending(payments.of("TXN_" + i, "USER_" + i, 100 + twin)));
            }
        }
        List<Kept> kept = answers.stream().map(CompletableFuture::join).toList();

        assertThat(kept.stream().filter(Kept.New.class::isInstance)).hasSize(transactions);
        assertThat(onefold.count("decisions.transactions")).isEqualTo(transactions);
        assertThat(onefold.count("decisions.decision_details")).isEqualTo(transactions);
        for (Kept one : kept) {
            if (one instanceof Kept.Before before) {
                String id =
                        onefold.value(
                                "select transaction_id from decisions.transactions where id = "
                                        + before.stored().id());
                assertThat(store.find(Payments.TENANT, id).orElseThrow().response())
                        .isEqualTo(before.stored().response());
            }
        }
    }

    @Test
    void everyDecisionHasTwoAuditEventsInAChainThatHolds() {
        int decisions = 2_000;
        List<CompletableFuture<Kept>> answers = new ArrayList<>();
        for (int i = 0; i < decisions; i++) {
            answers.add(onefold.appending(payments.next("TXN_" + i)));
        }
        answers.forEach(CompletableFuture::join);

        assertThat(onefold.count("audit.log where event_type = 'fraud_prediction'"))
                .isEqualTo(decisions);
        assertThat(
                        onefold.count(
                                "decisions.transactions t join audit.log l on l.transaction_id = t.transaction_id"
                                        + " where l.event_type = 'fraud_result' and l.user_id = 'checkout-service'"))
                .isEqualTo(decisions);
        assertThat(onefold.path.catalog().audit().verify(List.of()).brokenLink()).isEmpty();
        assertThat(onefold.count("decisions.fraud_alerts"))
                .isEqualTo(
                        onefold.count(
                                "decisions.transactions where recommended_action <> 'APPROVE'"))
                .isPositive();
        assertThat(onefold.decisions.totals().decisions()).isEqualTo(decisions);
        assertThat(onefold.decisions.totals().commits()).isLessThan(decisions / 4);
    }

    @Test
    void aDecisionThatTheDatabaseRefusesFailsAlone() {
        DecisionRecord good = payments.next("TXN_good");
        List<CompletableFuture<Kept>> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            answers.add(onefold.appending(payments.next("TXN_" + i)));
            answers.add(onefold.appending(tooLarge("TXN_bad_" + i)));
        }
        answers.add(onefold.appending(good));

        for (int i = 0; i < 50; i++) {
            assertThat(answers.get(2 * i).join()).isInstanceOf(Kept.New.class);
            assertThatThrownBy(answers.get(2 * i + 1)::join)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(OnefoldException.class);
        }
        assertThat(answers.getLast().join()).isInstanceOf(Kept.New.class);
        assertThat(onefold.count("decisions.transactions")).isEqualTo(51);
        assertThat(onefold.path.catalog().audit().verify(List.of()).events()).isEqualTo(102);
        assertThat(onefold.path.catalog().audit().verify(List.of()).brokenLink()).isEmpty();
    }

    private DecisionRecord tooLarge(String id) {
        DecisionRecord d = payments.next(id);
        return new DecisionRecord(
                d.caller(),
                d.transactionId(),
                d.timestamp(),
                BigDecimal.TEN.pow(20),
                d.currency(),
                d.userId(),
                d.customerId(),
                d.merchantId(),
                d.merchantCategory(),
                d.fraudType(),
                d.probability(),
                d.level(),
                d.action(),
                d.requestHash(),
                d.request(),
                d.entities(),
                d.features(),
                d.plan(),
                d.modelId(),
                d.policyId(),
                d.margin(),
                d.response(),
                d.alert());
    }

    @Test
    void decisionsAreListedPageByPageNewestFirst() {
        for (int i = 0; i < 25; i++) {
            onefold.append(payments.of("TXN_" + i, "USER_" + i % 2, 100));
        }
        List<Long> seen = new ArrayList<>();
        Long before = null;
        List<KeptDecision> page;
        do {
            page =
                    store.list(
                            Payments.TENANT,
                            new DecisionFilter(null, "USER_1", null, null, null, null, before, 5));
            page.forEach(kept -> seen.add(kept.id()));
            before = page.isEmpty() ? null : page.getLast().id();
        } while (page.size() == 5);

        assertThat(seen).hasSize(12).isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat(
                        store.list(
                                Payments.TENANT,
                                new DecisionFilter(
                                        "somebody else", null, null, null, null, null, null, 5)))
                .isEmpty();
        List<Instant> times = new ArrayList<>();
        store.history(
                Instant.EPOCH,
                Instant.parse("2027-01-01T00:00:00Z"),
                kept -> times.add(kept.decision().timestamp()));
        assertThat(times).hasSize(25).isSorted();
    }

    @Test
    void onlyOneProcessDecides() {
        onefold.append(payments.next("TXN_1"));

        try (DataPath other = onefold.open();
                Decisions second = Decisions.open(other)) {
            assertThatThrownBy(second::decide)
                    .isInstanceOfSatisfying(
                            OnefoldException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
                    .hasMessageContaining("one server decides at a time");
            assertThat(second.store().find(Payments.TENANT, "TXN_1")).isPresent();
            onefold.decisions.close();
            second.decide();
        }
    }

    @Test
    void sessionsThatTheServerEndsAreMadeAgain() {
        onefold.append(payments.next("TXN_1"));

        onefold.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'onefold-commit-%'"
                        + " and datname = current_database()");
        for (int i = 0; i < 40; i++) {
            assertThat(onefold.append(payments.next("AFTER_" + i))).isInstanceOf(Kept.New.class);
        }

        assertThat(onefold.path.catalog().audit().verify(List.of()).brokenLink()).isEmpty();
    }

    /// The server's processes of the lanes are held still in the middle of commits, and go on
    /// later: whether such a commit took effect is known only afterwards.
    @Test
    void aCommitWhoseAnswerNeverCameIsToldOfOnceItIsKnown() throws Exception {
        List<Long> late = new ArrayList<>();
        onefold.append(payments.next("TXN_first"));
        onefold.decisions.onKeptLate(
                kept -> {
                    synchronized (late) {
                        late.add(kept.id());
                    }
                });
        String[] pids =
                onefold.value(
                                "select string_agg(pid::text, ' ') from pg_stat_activity"
                                        + " where application_name like 'onefold-commit-%' and datname = current_database()")
                        .split(" ");
        List<CompletableFuture<Kept>> answers = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            answers.add(onefold.appending(payments.next("TXN_" + i)));
            if (i == 1_000) {
                signal("-STOP", pids);
            }
        }
        long begun = System.nanoTime();
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .handle((done, failed) -> true)
                .join();
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
        signal("-CONT", pids);
        awaitCommits();

        long acknowledged =
                answers.stream().filter(answer -> !answer.isCompletedExceptionally()).count();
        System.out.printf(
                "commits held still: %d acknowledged, %d told of late, the rest refused after %d s%n",
                acknowledged, late.size(), seconds);
        assertThat(seconds).isLessThan(10);
        assertThat(acknowledged).isLessThan(3_000);
        assertThat(onefold.count("decisions.transactions where transaction_id ~ '^TXN_[0-9]+$'"))
                .isEqualTo(acknowledged + late.size());
        assertThat(onefold.path.catalog().audit().verify(List.of()).brokenLink()).isEmpty();
    }

    private static void signal(String signal, String[] pids) throws Exception {
        List<String> command = new ArrayList<>(List.of("kill", signal));
        command.addAll(Arrays.asList(pids));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    /// Until every lane has a session again, and knows what became of its commits.
    private void awaitCommits() {
        Awaiting.until(onefold.decisions::isUp);
    }
}
