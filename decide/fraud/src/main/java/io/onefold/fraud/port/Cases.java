package io.onefold.fraud.port;

import io.onefold.model.access.Principal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where cases are kept. Every change is audited in its own commit.
public interface Cases {

    Optional<FraudCase> find(String tenant, long id);

    /// Newest first.
    ///
    /// @param status null: all
    /// @param beforeId the cursor; null: from the newest
    List<FraudCase> list(
            String tenant, FraudCase.@Nullable Status status, @Nullable Long beforeId, int limit);

    /// Keeps a new case with its number, and puts the alerts into it.
    FraudCase open(FraudCase opened, List<Long> alertIds, Principal by);

    /// Puts further alerts into a case whose version is the one given, and writes its new amount.
    ///
    /// @throws io.onefold.fraud.ProblemException (STALE_VERSION) when somebody changed it first,
    ///   (WRONG_STATE) when one of the alerts belongs to a case already
    FraudCase attach(FraudCase changed, List<Long> alertIds, Principal by);

    /// Adds a note.
    FraudCase note(String tenant, long id, FraudCase.Note note);

    /// Writes status, outcome, closer and approver of a case whose version is the one given, and in
    /// the same commit what follows from it.
    ///
    /// @throws io.onefold.fraud.ProblemException (STALE_VERSION) when somebody changed it first
    FraudCase update(FraudCase changed, Consequences consequences, Principal by);

    /// What follows when a case closes.
    ///
    /// @param closeAlerts whether its alerts close
    /// @param labels what its payments turned out to be
    /// @param suppressions the false positives to remember
    record Consequences(boolean closeAlerts, List<Label> labels, List<Suppression> suppressions) {

        public static final Consequences NONE = new Consequences(false, List.of(), List.of());

        public Consequences {
            labels = List.copyOf(labels);
            suppressions = List.copyOf(suppressions);
        }
    }
}
