package io.onefold.fraud.port;

import io.onefold.model.access.Principal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where alerts are kept. They open in the commit of their decision; every change is audited in its
/// own commit.
public interface Alerts {

    Optional<Alert> find(String tenant, long id);

    /// Those of the alerts that there are, by their numbers.
    List<Alert> find(String tenant, Set<Long> ids);

    /// The alert of a payment; empty when none was opened.
    Optional<Alert> ofTransaction(String tenant, String transactionId);

    /// Newest first.
    List<Alert> list(String tenant, Filter filter);

    /// Writes status, assignee and case of an alert whose version is the one given.
    ///
    /// @return the alert with its new version
    /// @throws io.onefold.fraud.ProblemException (STALE_VERSION) when somebody changed it first
    Alert update(Alert changed, Principal by);

    /// Opens an alert on a decision that has none, for a person who asked for a review.
    Alert open(String tenant, String transactionId, AlertDraft draft, Principal by);

    /// Which alerts are asked for; null asks for all.
    ///
    /// @param status how far they have come
    /// @param assignee who works on them
    /// @param caseId the case they belong to
    /// @param beforeId the cursor: only alerts with a smaller number
    /// @param limit how many at most
    record Filter(
            Alert.@Nullable Status status,
            @Nullable String assignee,
            @Nullable Long caseId,
            @Nullable Long beforeId,
            int limit) {}
}
