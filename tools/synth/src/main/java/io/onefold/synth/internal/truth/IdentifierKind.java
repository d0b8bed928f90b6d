package io.onefold.synth.internal.truth;

import io.onefold.synth.internal.streaming.Meeting;
import java.util.Locale;

/// A kind of identifier, and above how many accounts a value of it no longer connects them.
enum IdentifierKind {
    CARD(10, Meeting.TEST_CARD_FINGERPRINT),
    DEVICE(25, ""),
    IP(50, Meeting.CARRIER_ADDRESS);

    private final int hubAbove;
    private final String meeting;

    IdentifierKind(int hubAbove, String meeting) {
        this.hubAbove = hubAbove;
        this.meeting = meeting;
    }

    int hubAbove() {
        return hubAbove;
    }

    /// Whether accounts of different blocks use this value.
    boolean meeting(String value) {
        return meeting.equals(value);
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
