package io.onefold.scoring.feature;

import java.time.Duration;

/// A span of event time (t − w, t].
public enum Window {
    H1("1h", Duration.ofHours(1), 0),
    H6("6h", Duration.ofHours(6), 1),
    H24("24h", Duration.ofHours(24), 2),
    /// As long as [#H24]; risks spell it in days.
    D1("1d", Duration.ofDays(1), 2),
    D7("7d", Duration.ofDays(7), 3),
    D30("30d", Duration.ofDays(30), 4);

    /// Different lengths.
    static final int HINTS = 5;

    /// Different lengths of windows of risks: 1, 7 and 30 days.
    static final int RISK_HINTS = 3;

    private final String wireName;
    private final Duration length;
    private final int hint;

    Window(String wireName, Duration length, int hint) {
        this.wireName = wireName;
        this.length = length;
        this.hint = hint;
    }

    /// As names of features spell it.
    public String wireName() {
        return wireName;
    }

    public Duration length() {
        return length;
    }

    /// Where an [EventList] remembers the beginning of this window.
    int hint() {
        return hint;
    }

    /// Where it remembers the beginning of this window of risks: those from a day on have one.
    int riskHint() {
        return HINTS + hint - D1.hint;
    }

    long micros() {
        return length.toMillis() * 1000;
    }
}
