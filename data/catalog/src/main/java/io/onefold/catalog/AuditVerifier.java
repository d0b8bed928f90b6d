package io.onefold.catalog;

import io.onefold.catalog.AuditVerdict.BrokenLink;
import io.onefold.catalog.internal.audit.ChainCheck;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Follows the audit log, lane by lane, events in their order and each signed head after the event
/// it names. Stops at the first link that does not hold.
final class AuditVerifier {

    private final List<byte[]> trusted;
    private final Map<Integer, ChainCheck> lanes = new TreeMap<>();
    private final Map<Integer, Long> covered = new TreeMap<>();
    private long events;
    private long anchors;
    private @Nullable BrokenLink broken;

    /// @param trusted the public keys that may have signed; none: any
    AuditVerifier(List<byte[]> trusted) {
        this.trusted = List.copyOf(trusted);
    }

    /// Takes the next event.
    ///
    /// @return whether all holds so far
    boolean event(int lane, long sequence, byte[] previous, byte[] hash, String canonical) {
        events++;
        Optional<ChainCheck.Break> wrong = lane(lane).next(sequence, previous, hash, canonical);
        wrong.ifPresent(at -> broken(lane, at.sequence(), at.reason()));
        return wrong.isEmpty();
    }

    /// Takes the next signed head.
    ///
    /// @return whether all holds so far
    boolean anchor(AuditAnchor anchor) {
        anchors++;
        ChainCheck chain = lane(anchor.lane());
        if (!isSigned(anchor)) {
            return broken(
                    anchor.lane(),
                    anchor.sequence(),
                    "the head signed at " + anchor.signedAt() + " was not signed by a trusted key");
        }
        if (anchor.sequence() != chain.sequence()) {
            return broken(
                    anchor.lane(),
                    chain.sequence() + 1,
                    "events up to "
                            + anchor.sequence()
                            + " are missing: the head signed at "
                            + anchor.signedAt()
                            + " names them");
        }
        if (!Arrays.equals(anchor.hash(), chain.hash())) {
            return broken(
                    anchor.lane(),
                    anchor.sequence(),
                    "it is not the event that the head signed at " + anchor.signedAt() + " names");
        }
        covered.put(anchor.lane(), anchor.sequence());
        return true;
    }

    private boolean isSigned(AuditAnchor anchor) {
        return trusted.isEmpty()
                ? anchor.signedBy(anchor.publicKey())
                : trusted.stream().anyMatch(anchor::signedBy);
    }

    /// Notes a link that does not hold.
    ///
    /// @return false
    boolean broken(int lane, long sequence, String reason) {
        if (broken == null) {
            broken = new BrokenLink(lane, sequence, reason);
        }
        return false;
    }

    /// Where each lane ends so far.
    Map<Integer, ChainCheck> heads() {
        return lanes;
    }

    AuditVerdict verdict() {
        List<AuditVerdict.Uncovered> uncovered = new ArrayList<>();
        lanes.forEach(
                (lane, chain) -> {
                    long open = chain.sequence() - covered.getOrDefault(lane, 0L);
                    if (open > 0) {
                        uncovered.add(new AuditVerdict.Uncovered(lane, open));
                    }
                });
        return new AuditVerdict(events, anchors, broken, uncovered);
    }

    private ChainCheck lane(int lane) {
        return lanes.computeIfAbsent(lane, _ -> new ChainCheck());
    }
}
