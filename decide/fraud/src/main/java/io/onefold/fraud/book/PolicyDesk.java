package io.onefold.fraud.book;

import io.onefold.fraud.FraudType;
import io.onefold.fraud.ProblemCode;
import io.onefold.fraud.ProblemException;
import io.onefold.fraud.alert.FourEyes;
import io.onefold.fraud.decide.Backtest;
import io.onefold.fraud.decide.Candidate;
import io.onefold.fraud.policy.PolicySpec;
import io.onefold.fraud.port.Book;
import io.onefold.fraud.port.BookVersion;
import io.onefold.fraud.port.Edition;
import io.onefold.fraud.port.Mode;
import io.onefold.fraud.spec.Spec;
import io.onefold.model.access.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Where policies are written and published: a backtest and a second person are needed.
public final class PolicyDesk {

    private static final Duration BACKTESTED = Duration.ofDays(30);

    private final Book book;
    private final Backtest backtest;
    private final Clock clock;

    public PolicyDesk(Book book, Backtest backtest, Clock clock) {
        this.book = book;
        this.backtest = backtest;
        this.clock = clock;
    }

    /// Writes a draft.
    ///
    /// @param body the body of a `fraud-policy` manifest, as JSON
    /// @throws ProblemException (VALIDATION)
    public BookVersion draft(String body, Principal author) {
        return book.write(PolicySpec.read(body).id(), Spec.canonical(body), author);
    }

    /// Publishes a version.
    ///
    /// @throws ProblemException (FOUR_EYES) when its author publishes it, (WRONG_STATE) when it is
    ///   active already, (NOT_FOUND)
    public RuleDesk.Published publish(String id, int version, Principal approver) {
        BookVersion found = version(id, version);
        FourEyes.check(found.author(), approver);
        if (found.mode() == Mode.ACTIVE) {
            throw new ProblemException(ProblemCode.WRONG_STATE, "the version is active already");
        }
        Instant now = clock.instant();
        Backtest.Report report = backtest.run(candidate(found, null), now.minus(BACKTESTED), now);
        return new RuleDesk.Published(book.move(id, version, Mode.ACTIVE, approver), report);
    }

    /// Retires a version: nobody is judged by it any more.
    ///
    /// @throws ProblemException (NOT_FOUND)
    public Edition retire(String id, int version, Principal by) {
        version(id, version);
        return book.move(id, version, Mode.RETIRED, by);
    }

    /// A version as a backtest takes it.
    ///
    /// @param type whose decisions it would judge; null: those of its own type, or credit_card
    /// @throws ProblemException (NOT_FOUND)
    public Candidate candidate(String id, int version, @Nullable FraudType type) {
        return candidate(version(id, version), type);
    }

    private static Candidate candidate(BookVersion version, @Nullable FraudType type) {
        PolicySpec spec = PolicySpec.read(version.body());
        FraudType own = spec.fraudType() == null ? type : spec.fraudType();
        return new Candidate.OfPolicy(own == null ? FraudType.CREDIT_CARD : own, spec);
    }

    private BookVersion version(String id, int version) {
        return book.versions(id).stream()
                .filter(one -> one.version() == version)
                .findFirst()
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        ProblemCode.NOT_FOUND,
                                        "there is no version " + version + " of this policy"));
    }
}
