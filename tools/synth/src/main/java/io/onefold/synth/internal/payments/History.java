package io.onefold.synth.internal.payments;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/// The span that is drawn: eighteen weeks that end at as-of.
///
/// @param asOf where history ends; nothing that was learnt later is known
record History(Instant asOf) {

    static final int DAYS = 126;

    Instant start() {
        return asOf.truncatedTo(ChronoUnit.DAYS).minus(DAYS, ChronoUnit.DAYS);
    }

    /// A second of a day.
    ///
    /// @param day from 0
    Instant at(int day, int secondOfDay) {
        return start().plus(day, ChronoUnit.DAYS).plusSeconds(secondOfDay);
    }

    LocalDate date(int day) {
        return LocalDate.ofInstant(start(), ZoneOffset.UTC).plusDays(day);
    }

    int dayOf(Instant at) {
        return (int) ChronoUnit.DAYS.between(start(), at);
    }

    boolean holds(Instant at) {
        return !at.isBefore(start()) && at.isBefore(asOf);
    }
}
