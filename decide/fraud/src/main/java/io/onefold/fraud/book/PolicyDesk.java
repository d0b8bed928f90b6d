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
import io.onefold.fraud.port.Mode;
import io.onefold.fraud.spec.Spec;
import io.onefold.model.access.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

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
    /// @throws ProblemException (FOUR_EYES) when its author publishes it, (NOT_FOUND)
    public RuleDesk.Published publish(String id, int version, Principal approver) {
        BookVersion found =
                book.versions(id).stream()
                        .filter(one -> one.version() == version)
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                ProblemCode.NOT_FOUND,
                                                "there is no version "
                                                        + version
                                                        + " of this policy"));
        FourEyes.check(found.author(), approver);
        PolicySpec spec = PolicySpec.read(found.body());
        FraudType type = spec.fraudType() == null ? FraudType.CREDIT_CARD : spec.fraudType();
        Instant now = clock.instant();
        Backtest.Report report =
                backtest.run(new Candidate.OfPolicy(type, spec), now.minus(BACKTESTED), now);
        return new RuleDesk.Published(book.move(id, version, Mode.ACTIVE, approver), report);
    }

    /// Installs a policy that ships with Onefold, as [RuleDesk#install] does.
    public BookVersion install(String body, Principal operator) {
        BookVersion written = draft(body, Principal.system("onefold"));
        if (written.mode() == Mode.DRAFT) {
            book.move(written.id(), written.version(), Mode.ACTIVE, operator);
        }
        return written;
    }
}
