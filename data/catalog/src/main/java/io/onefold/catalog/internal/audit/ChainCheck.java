package io.onefold.catalog.internal.audit;

import java.util.Arrays;
import java.util.Optional;

/// Follows one lane of the audit log event by event, from its beginning.
public final class ChainCheck {

    private byte[] previous = AuditChain.GENESIS;
    private long sequence;

    /// Takes the next event.
    ///
    /// @param canonical the event's canonical JSON, computed from its content
    /// @return what does not fit; empty if all does
    public Optional<Break> next(long number, byte[] previousHash, byte[] hash, String canonical) {
        long expected = sequence + 1;
        if (number != expected) {
            return Optional.of(
                    number > expected
                            ? new Break(
                                    expected,
                                    "event " + expected + " is missing; " + number + " follows")
                            : new Break(number, "event " + number + " stands there twice"));
        }
        if (!Arrays.equals(previousHash, previous)) {
            return Optional.of(new Break(number, "it does not follow event " + sequence));
        }
        if (!Arrays.equals(hash, AuditChain.hash(previous, canonical))) {
            return Optional.of(new Break(number, "its content does not fit its hash"));
        }
        sequence = number;
        previous = hash.clone();
        return Optional.empty();
    }

    /// The number of the newest event that fits, 0 before the first.
    public long sequence() {
        return sequence;
    }

    /// The hash of the newest event that fits.
    public byte[] hash() {
        return previous.clone();
    }

    /// The first event that does not fit.
    ///
    /// @param sequence its number
    /// @param reason what does not fit
    public record Break(long sequence, String reason) {}
}
