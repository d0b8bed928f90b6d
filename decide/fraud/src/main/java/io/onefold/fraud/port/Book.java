package io.onefold.fraud.port;

import io.onefold.model.access.Principal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where the versions of rules, or of policies, are kept. There is one book of each. Every change
/// makes a new edition, and old editions can be read again, so that a decision can be recomputed.
/// Every change is audited in its own commit.
public interface Book {

    /// The edition in force; number 0 and no versions before the first change.
    Edition current();

    /// The edition of that number, as it stood.
    Optional<Edition> edition(long number);

    /// All versions of an id, oldest first; all ids when the id is null.
    List<BookVersion> versions(@Nullable String id);

    /// Adds a draft with the next version of its id. A body equal to that of the id's newest
    /// version adds nothing and answers that version.
    default BookVersion write(String id, String body, Principal author) {
        return add(List.of(new NewVersion(id, body, Mode.DRAFT)), author, author).getFirst();
    }

    /// Adds versions in one commit: all of them or none. A body equal to that of its id's newest
    /// version adds nothing. Those that are no drafts are in force from then on, all in one new
    /// edition.
    ///
    /// @param versions each id at most once
    /// @param approver who puts into force what is no draft
    /// @return one for each, in their order: the version added, or the newest one that is equal
    /// @throws io.onefold.fraud.ProblemException (WRONG_STATE) when a version that is to be active
    ///   has an older one that is
    List<BookVersion> add(List<NewVersion> versions, Principal author, Principal approver);

    /// Moves a version to a mode. When it becomes active, the version of that id that was active is
    /// retired in the same commit.
    ///
    /// @throws io.onefold.fraud.ProblemException (NOT_FOUND) when there is no such version
    Edition move(String id, int version, Mode mode, Principal by);
}
