package io.onefold.catalog;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a verification of the audit log found.
///
/// @param events how many events were followed
/// @param anchors how many signed heads were held against them
/// @param broken the first link that does not hold; null: all hold
/// @param uncovered lanes whose newest events no signed head covers yet, each with how many
public record AuditVerdict(
        long events, long anchors, @Nullable BrokenLink broken, List<Uncovered> uncovered) {

    public AuditVerdict {
        uncovered = List.copyOf(uncovered);
    }

    /// The first link that does not hold; empty if all do.
    public Optional<BrokenLink> brokenLink() {
        return Optional.ofNullable(broken);
    }

    /// Where the chain does not hold.
    ///
    /// @param lane the lane
    /// @param sequence the first event that does not follow from the one before it
    /// @param reason what does not fit
    public record BrokenLink(int lane, long sequence, String reason) {

        public BrokenLink {
            Objects.requireNonNull(reason);
        }
    }

    /// The end of a lane that could be cut off without a trace.
    ///
    /// @param lane the lane
    /// @param events how many events stand after its last signed head
    public record Uncovered(int lane, long events) {}
}
