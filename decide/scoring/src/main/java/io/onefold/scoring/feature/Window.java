package io.onefold.scoring.feature;

import java.time.Duration;

/// A span of event time (t − w, t].
public enum Window {
    H1("1h", Duration.ofHours(1)),
    H6("6h", Duration.ofHours(6)),
    H24("24h", Duration.ofHours(24)),
    /// As long as [#H24]; risks spell it in days.
    D1("1d", Duration.ofDays(1)),
    D7("7d", Duration.ofDays(7)),
    D30("30d", Duration.ofDays(30));

    private final String wireName;
    private final Duration length;

    Window(String wireName, Duration length) {
        this.wireName = wireName;
        this.length = length;
    }

    /// As names of features spell it.
    public String wireName() {
        return wireName;
    }

    public Duration length() {
        return length;
    }

    long micros() {
        return length.toMillis() * 1000;
    }
}
