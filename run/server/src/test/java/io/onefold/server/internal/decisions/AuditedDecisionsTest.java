package io.onefold.server.internal.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.fraud.port.DecisionStore.Kept;
import io.onefold.server.AuditedDecisions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whoever changes what is kept of a decision is found by the audit log.
final class AuditedDecisionsTest {

    private static final int DECISIONS = 200;

    private final DecisionsFixture onefold = new DecisionsFixture();

    @AfterEach
    void close() {
        onefold.close();
    }

    private void decide() {
        Payments payments = new Payments(17);
        List<CompletableFuture<Kept>> answers = new ArrayList<>();
        for (int i = 0; i < DECISIONS; i++) {
            answers.add(onefold.appending(payments.next("T" + i)));
        }
        answers.forEach(CompletableFuture::join);
    }

    @Test
    void decisionsAreKeptAsTheAuditLogSaysAlsoWhenAUserIsErased() {
        decide();
        onefold.decisions.eraseUser(
                Payments.TENANT,
                onefold.value("select min(user_id) from decisions.transactions"),
                DecisionsFixture.OPERATOR);

        AuditedDecisions compared = onefold.decisions.compareWithAudit();

        assertThat(compared.firstWrong()).isEmpty();
        assertThat(compared.events()).isEqualTo(2 * DECISIONS);
    }

    @ParameterizedTest
    @Tag("decisions-17")
    @CsvSource(
            delimiter = '|',
            value = {
                "update decisions.decision_details set request = set_byte(request, 20, 255 - get_byte(request, 20)) where id = ID | decision ID is kept otherwise",
                "update decisions.decision_details set response = (select response from decisions.decision_details where id = ID + 1) where id = ID | decision ID is kept otherwise",
                "update decisions.transactions set recommended_action = 'NONE' where id = ID | decision ID is kept otherwise",
                "update decisions.transactions set fraud_probability = case fraud_probability when 0.5 then 0.25 else 0.5 end where id = ID | decision ID is kept otherwise",
                "delete from decisions.decision_details where id = ID | decision ID has lost its details",
                "update decisions.transactions set transaction_id = 'X' where id = ID | not kept any more",
                "insert into decisions.transactions (transaction_id, timestamp, amount, currency, user_id, fraud_type, request_hash) values ('X', now(), 1, 'USD', 'u', 'merchant', '') | does not know it",
            })
    void whatWasChangedByHandIsNamed(String harm, String named) {
        decide();
        String id =
                onefold.value(
                        "select id from decisions.transactions where id > 20 and not exists (select 1 from decisions.fraud_alerts"
                                + " where fraud_alerts.transaction_id = transactions.transaction_id) order by id limit 1");

        onefold.execute(harm.replace("ID", id));

        assertThat(onefold.decisions.compareWithAudit().firstWrong().orElseThrow())
                .contains(named.replace("ID", id));
    }
}
