package io.onefold.scoring.evaluate;

import io.onefold.scoring.feature.Payment;

/// A payment of the past and what it turned out to be. It is filled again for the next one.
public final class HistoryRow {

    private final Payment payment;
    private String transaction = "";
    private boolean fraud;
    private long knownAtMicros;
    private boolean wanted = true;

    public HistoryRow(Payment payment) {
        this.payment = payment;
    }

    /// Says which transaction the payment is and what it turned out to be.
    ///
    /// @param since since when that is known, microseconds since 1970
    public HistoryRow is(String id, boolean isFraud, long since) {
        this.transaction = id;
        this.fraud = isFraud;
        this.knownAtMicros = since;
        return this;
    }

    /// Says whether the payment is of the kind that is asked for; one that is not counts for the
    /// others' features all the same.
    public HistoryRow wanted(boolean isWanted) {
        this.wanted = isWanted;
        return this;
    }

    public boolean wanted() {
        return wanted;
    }

    public Payment payment() {
        return payment;
    }

    public String transaction() {
        return transaction;
    }

    public boolean fraud() {
        return fraud;
    }

    public long knownAtMicros() {
        return knownAtMicros;
    }
}
