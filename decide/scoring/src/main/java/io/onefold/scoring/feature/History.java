package io.onefold.scoring.feature;

import org.jspecify.annotations.Nullable;

/// What is retained of one entity.
final class History {

    /// Its payments; null for an entity that is only a trait of others.
    final @Nullable EventList payments;

    /// The newest event time of anything it took part in.
    long newest = Long.MIN_VALUE;

    private @Nullable FraudList frauds;
    private final @Nullable EventList @Nullable [] events;

    History(TableNeeds needs) {
        this.payments =
                needs.payments() ? new EventList(needs.amounts(), needs.traitColumns()) : null;
        this.events = needs.events().isEmpty() ? null : new EventList[AccountEventType.COUNT];
    }

    @Nullable FraudList frauds() {
        return frauds;
    }

    FraudList fraudsToWrite() {
        FraudList there = frauds;
        if (there == null) {
            there = new FraudList();
            frauds = there;
        }
        return there;
    }

    @Nullable EventList events(AccountEventType type) {
        return events == null ? null : events[type.ordinal()];
    }

    EventList eventsToWrite(AccountEventType type) {
        if (events == null) {
            throw new IllegalStateException("the plan keeps no account events of this entity");
        }
        EventList there = events[type.ordinal()];
        if (there == null) {
            there = new EventList(false, 0);
            events[type.ordinal()] = there;
        }
        return there;
    }

    long bytes() {
        long bytes = 40 + (payments == null ? 0 : payments.bytes());
        bytes += frauds == null ? 0 : frauds.bytes();
        if (events != null) {
            bytes += 16 + 4L * events.length;
            for (EventList list : events) {
                bytes += list == null ? 0 : list.bytes();
            }
        }
        return bytes;
    }
}
