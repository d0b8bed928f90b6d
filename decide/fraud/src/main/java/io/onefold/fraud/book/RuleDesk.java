package io.onefold.fraud.book;

import io.onefold.fraud.FieldProblem;
import io.onefold.fraud.Problem;
import io.onefold.fraud.ProblemCode;
import io.onefold.fraud.ProblemException;
import io.onefold.fraud.alert.FourEyes;
import io.onefold.fraud.decide.Backtest;
import io.onefold.fraud.decide.Candidate;
import io.onefold.fraud.port.Book;
import io.onefold.fraud.port.BookVersion;
import io.onefold.fraud.port.Edition;
import io.onefold.fraud.port.Mode;
import io.onefold.fraud.rule.CheckedRule;
import io.onefold.fraud.rule.RuleLanguage;
import io.onefold.fraud.rule.RuleSpec;
import io.onefold.fraud.spec.Spec;
import io.onefold.model.access.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where rules are written and published. A version never changes; to be published it needs tests
/// of both outcomes that hold, a backtest, and a second person.
public final class RuleDesk {

    private static final Duration BACKTESTED = Duration.ofDays(30);

    private final Book book;
    private final RuleLanguage language;
    private final Backtest backtest;
    private final Clock clock;

    public RuleDesk(Book book, RuleLanguage language, Backtest backtest, Clock clock) {
        this.book = book;
        this.language = language;
        this.backtest = backtest;
        this.clock = clock;
    }

    /// What came of a publication.
    ///
    /// @param edition the edition that has the version in force
    /// @param backtest what it would have done to the last 30 days
    public record Published(Edition edition, Backtest.Report backtest) {}

    /// Writes a draft.
    ///
    /// @param body the body of a `fraud-rule` manifest, as JSON
    /// @throws ProblemException (VALIDATION) naming the position of what is ill typed
    public BookVersion draft(String body, Principal author) {
        RuleSpec spec = checked(body).spec();
        return book.write(spec.id(), Spec.canonical(body), author);
    }

    /// Runs a version's tests; none that fail: empty.
    public List<String> test(String id, int version) {
        return failures(version(id, version));
    }

    /// Runs the tests of a version that was read already.
    public List<String> failures(BookVersion version) {
        return checked(version.body()).failures();
    }

    /// A version as a backtest takes it.
    ///
    /// @throws ProblemException (NOT_FOUND)
    public Candidate candidate(String id, int version) {
        return new Candidate.OfRule(RuleSpec.read(version(id, version).body()));
    }

    /// Publishes a version in the mode that its body names, shadow or active.
    ///
    /// @throws ProblemException (FOUR_EYES) when its author publishes it, (VALIDATION) when its
    ///   tests do not hold or show one outcome only, (WRONG_STATE), (NOT_FOUND)
    public Published publish(String id, int version, Principal approver) {
        return publish(id, version, null, approver);
    }

    /// Publishes a version in a mode; one that is in shadow becomes active so, and the other way
    /// round.
    ///
    /// @param wanted shadow or active; null: what its body names
    /// @throws ProblemException (FOUR_EYES) when its author publishes it, (VALIDATION) when its
    ///   tests do not hold or show one outcome only, (WRONG_STATE) when it is in that mode already,
    ///   (NOT_FOUND)
    public Published publish(String id, int version, @Nullable Mode wanted, Principal approver) {
        BookVersion found = version(id, version);
        FourEyes.check(found.author(), approver);
        CheckedRule rule = checked(found.body());
        requireTested(rule);
        Mode mode = wanted == null ? rule.spec().mode() : wanted;
        if ((mode != Mode.ACTIVE && mode != Mode.SHADOW) || mode == found.mode()) {
            throw new ProblemException(
                    ProblemCode.WRONG_STATE,
                    "the version is "
                            + found.mode().wireName()
                            + " and cannot become "
                            + mode.wireName()
                            + "; publish as shadow or active");
        }
        Instant now = clock.instant();
        Backtest.Report report =
                backtest.run(new Candidate.OfRule(rule.spec()), now.minus(BACKTESTED), now);
        return new Published(book.move(id, version, mode, approver), report);
    }

    /// Retires a version.
    public Edition retire(String id, int version, Principal by) {
        version(id, version);
        return book.move(id, version, Mode.RETIRED, by);
    }

    /// Holds a rule to what publication asks of it.
    ///
    /// @throws ProblemException (VALIDATION) when its tests do not hold or show one outcome only
    static void requireTested(CheckedRule rule) {
        List<String> failures = rule.failures();
        if (!failures.isEmpty() || !rule.spec().testsBothOutcomes()) {
            List<FieldProblem> errors =
                    failures.isEmpty()
                            ? List.of(
                                    new FieldProblem(
                                            "tests",
                                            "one-outcome",
                                            "a test that fires and one that does not are needed"))
                            : failures.stream()
                                    .map(text -> new FieldProblem("tests", "failed", text))
                                    .toList();
            throw new ProblemException(
                    new Problem(
                            ProblemCode.VALIDATION,
                            "rule " + rule.spec().id() + " does not pass its tests; see errors",
                            errors));
        }
    }

    private CheckedRule checked(String body) {
        return language.check(RuleSpec.read(body));
    }

    private BookVersion version(String id, int version) {
        return book.versions(id).stream()
                .filter(one -> one.version() == version)
                .findFirst()
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        ProblemCode.NOT_FOUND,
                                        "there is no version " + version + " of this rule"));
    }
}
