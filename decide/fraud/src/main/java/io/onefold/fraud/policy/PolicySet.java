package io.onefold.fraud.policy;

import io.onefold.fraud.FraudType;
import io.onefold.fraud.port.BookVersion;
import io.onefold.fraud.port.Edition;
import io.onefold.fraud.port.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The policies of one edition.
///
/// @param policies those that are active
public record PolicySet(List<InForce> policies) {

    public PolicySet {
        policies = List.copyOf(policies);
    }

    /// A version of a policy.
    ///
    /// @param version as the book keeps it
    /// @param spec its body, read
    public record InForce(BookVersion version, PolicySpec spec) {

        /// Reads a version's body.
        public static InForce of(BookVersion version) {
            return new InForce(version, PolicySpec.read(version.body()));
        }
    }

    /// Reads the policies of an edition.
    public static PolicySet of(Edition edition) {
        List<InForce> policies = new ArrayList<>();
        for (BookVersion version : edition.versions()) {
            if (version.mode() == Mode.ACTIVE) {
                policies.add(InForce.of(version));
            }
        }
        return new PolicySet(policies);
    }

    /// The policy that judges: the named one, or the most special of those that fit; the tenant
    /// counts more than the type.
    ///
    /// @param name a channel's own policy; null: none is named
    public Optional<InForce> judging(String tenant, FraudType type, @Nullable String name) {
        InForce best = null;
        int bestRank = -1;
        for (InForce policy : policies) {
            PolicySpec spec = policy.spec();
            boolean fits =
                    (name == null ? !spec.named() : spec.id().equals(name))
                            && (spec.tenant() == null || spec.tenant().equals(tenant))
                            && (spec.fraudType() == null || spec.fraudType() == type);
            int rank = (spec.tenant() == null ? 0 : 2) + (spec.fraudType() == null ? 0 : 1);
            if (fits && rank > bestRank) {
                best = policy;
                bestRank = rank;
            }
        }
        return Optional.ofNullable(best);
    }
}
