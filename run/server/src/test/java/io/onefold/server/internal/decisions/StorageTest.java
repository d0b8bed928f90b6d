package io.onefold.server.internal.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.fraud.port.DecisionStore.Kept;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What a decision takes on disk: transaction, details, alert and data key, each with its indexes
/// and its share of half-filled pages. The audit log, which outlives decisions, is printed beside.
final class StorageTest {

    private static final int DECISIONS = 20_000;
    private static final double BYTES_MAX = 1_500;

    @Test
    @Tag("decisions-20")
    void aDecisionTakesAtMostOneAndAHalfKilobytes() {
        try (DecisionsFixture onefold = new DecisionsFixture()) {
            Payments payments = new Payments(20);
            List<CompletableFuture<Kept>> answers = new ArrayList<>();
            for (int i = 0; i < DECISIONS; i++) {
                answers.add(
                        onefold.decisions
                                .store()
                                .append(payments.next("TXN_%09d".formatted(i)))
                                .toCompletableFuture());
                if (i % 1_000 == 999) {
                    answers.forEach(CompletableFuture::join);
                    answers.clear();
                }
            }
            double all = 0;
            for (String table :
                    List.of(
                            "decisions.transactions",
                            "decisions.decision_details",
                            "decisions.fraud_alerts",
                            "decisions.data_key")) {
                double bytes = bytes(onefold, table);
                System.out.printf("decisions-20: %-28s %6.0f bytes a decision%n", table, bytes);
                all += bytes;
            }
            System.out.printf("decisions-20: %-28s %6.0f bytes a decision%n", "all", all);
            System.out.printf(
                    "decisions-20: %-28s %6.0f bytes a decision, apart%n",
                    "audit.event", bytes(onefold, "audit.event"));
            assertThat(all).isLessThanOrEqualTo(BYTES_MAX);
        }
    }

    /// With its partitions, indexes and out-of-line values.
    private static double bytes(DecisionsFixture onefold, String table) {
        String sum =
                """
                select sum(pg_total_relation_size(relid)) from (
                    select relid from pg_partition_tree('%1$s') union select '%1$s'::regclass) as tables
                """
                        .formatted(table);
        return Double.parseDouble(onefold.value(sum)) / DECISIONS;
    }
}
