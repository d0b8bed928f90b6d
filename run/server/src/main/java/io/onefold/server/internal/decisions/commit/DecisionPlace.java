package io.onefold.server.internal.decisions.commit;

import io.onefold.fraud.port.DecisionRecord;

/// Where a decision's sealed request stands: authenticated with it, so that it opens nowhere else.
public final class DecisionPlace {

    private DecisionPlace() {}

    public static String of(String tenant, String transactionId) {
        return "decision_details|" + tenant + "|" + transactionId;
    }

    static String of(DecisionRecord decision) {
        return of(decision.caller().tenant(), decision.transactionId());
    }
}
