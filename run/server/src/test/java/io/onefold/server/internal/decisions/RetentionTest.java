package io.onefold.server.internal.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.fraud.port.DecisionRecord;
import io.onefold.fraud.port.DecisionStore.Kept;
import io.onefold.fraud.port.DecisionStore.Stored;
import io.onefold.fraud.port.Label;
import io.onefold.pipeline.DataPath;
import io.onefold.server.Awaiting;
import io.onefold.server.Decisions;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is left of decisions when their time is over, by a clock that runs ahead.
final class RetentionTest {

    private static final int DECISIONS = 40;

    private final DecisionsFixture onefold = new DecisionsFixture();
    private final List<DecisionRecord> decided = new ArrayList<>();

    @AfterEach
    void close() {
        onefold.close();
    }

    private void decide() {
        Payments payments = new Payments(3);
        for (int i = 0; i < DECISIONS; i++) {
            DecisionRecord decision = payments.next("T" + i);
            decided.add(decision);
            assertThat(onefold.append(decision)).isInstanceOf(Kept.New.class);
        }
        onefold.decisions
                .labels()
                .add(new Label(Payments.TENANT, "T1", true, "test", Instant.now(), "ana"));
        onefold.decisions.close(); // gives its lanes to the one that runs ahead
    }

    /// Waits until a server whose clock runs ahead has done its upkeep.
    private void live(Duration ahead, String gone) {
        Clock clock = Clock.offset(Clock.systemUTC(), ahead);
        try (DataPath path = onefold.open(clock);
                Decisions later = Decisions.open(path)) {
            later.decide();
            Awaiting.until(() -> onefold.value(gone).equals("0"));
        }
    }

    @Test
    void detailsEndAfterTheirRetentionAndTheColumnsLeftAnswerRepeats() {
        decide();

        live(Duration.ofDays(400 + 62), "select count(*) from decisions.decision_details");

        DecisionRecord first = decided.getFirst();
        Stored left = onefold.decisions.store().find(Payments.TENANT, "T0").orElseThrow();
        assertThat(left.requestHash()).isEqualTo(first.requestHash());
        assertThat(new String(left.response(), StandardCharsets.UTF_8))
                .contains("\"transaction_id\":\"T0\"")
                .contains("\"recommended_action\":\"" + first.action() + "\"")
                .contains("\"fraud_type\":\"credit_card\"")
                .doesNotContain("reasons");
        assertThat(onefold.count("decisions.transactions")).isEqualTo(DECISIONS);
        assertThat(onefold.count("audit.event where event_type = 'details.drop'")).isPositive();
    }

    @Test
    void transactionsEndAfterSevenYearsAndTheAuditLogStaysAndHolds() {
        decide();
        long events = onefold.count("audit.event where lane > 0");

        live(Duration.ofDays(7 * 365 + 2), "select count(*) from decisions.transactions");

        assertThat(onefold.count("decisions.fraud_alerts")).isZero();
        assertThat(onefold.count("decisions.label")).isZero();
        assertThat(onefold.count("audit.event where lane > 0")).isEqualTo(events);
        assertThat(onefold.count("audit.event where event_type = 'transactions.drop'")).isOne();
        assertThat(onefold.path.catalog().audit().verify(List.of()).brokenLink()).isEmpty();
    }

    @Test
    void whatIsInItsTimeStaysAndLabelsStayFinal() {
        decide();

        live(Duration.ofDays(300), "select count(*) from decisions.decision_details where id < 0");

        assertThat(onefold.count("decisions.decision_details")).isEqualTo(DECISIONS);
        assertThat(onefold.count("decisions.transactions")).isEqualTo(DECISIONS);
        assertThatThrownBy(() -> onefold.execute("delete from decisions.label"))
                .hasStackTraceContaining("only ever added to");
    }
}
