package io.onefold.fraud.book;

import io.onefold.fraud.policy.PolicySpec;
import io.onefold.fraud.port.Book;
import io.onefold.fraud.port.BookVersion;
import io.onefold.fraud.port.Mode;
import io.onefold.fraud.port.NewVersion;
import io.onefold.fraud.rule.CheckedRule;
import io.onefold.fraud.rule.RuleLanguage;
import io.onefold.fraud.rule.RuleSpec;
import io.onefold.fraud.spec.Spec;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// How the rules and policies of applied manifests come into the books, with four eyes on each
/// (docs/decisions/0022). What ships with the release and was never in force is installed: its
/// author is the release, its approver the operator who applies it. Everything else that is new
/// becomes a draft, which a second person publishes.
public final class Deployment {

    /// The author of what ships.
    public static final Principal RELEASE = Principal.system("onefold");

    private final Book rules;
    private final Book policies;
    private final RuleLanguage language;

    public Deployment(Book rules, Book policies, RuleLanguage language) {
        this.rules = rules;
        this.policies = policies;
        this.language = language;
    }

    /// Which book.
    public enum Kind {
        RULE,
        POLICY;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What becomes of a body.
    public enum Fate {
        /// It is in force at once.
        INSTALLED,
        /// It waits for a second person to publish it.
        DRAFTED,
        /// It is the newest version of its id already.
        UNCHANGED;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// The body of a manifest.
    ///
    /// @param json as it is written
    /// @param shipped whether the release has the same body
    public record Body(Kind kind, String json, boolean shipped) {}

    /// What is to be done with a body.
    ///
    /// @param version that it has, or will have
    /// @param mode that this version has, or will have
    /// @param body as RFC 8785 writes it
    public record Step(Kind kind, String id, int version, Mode mode, Fate fate, String body) {

        /// For example `CC01@1`.
        public String title() {
            return id + "@" + version;
        }
    }

    /// Looks what is to be done, and checks what is new: rules are well typed, and what is to be
    /// installed passes its tests of both outcomes.
    ///
    /// @param bodies each id at most once per book
    /// @throws io.onefold.fraud.ProblemException (VALIDATION) for a body that does not hold
    public List<Step> plan(List<Body> bodies) {
        Map<Kind, Map<String, Known>> known =
                Map.of(Kind.RULE, known(rules), Kind.POLICY, known(policies));
        List<Step> steps = new ArrayList<>();
        for (Body body : bodies) {
            steps.add(step(body, Objects.requireNonNull(known.get(body.kind()))));
        }
        return steps;
    }

    private Step step(Body body, Map<String, Known> known) {
        String canonical = Spec.canonical(body.json());
        RuleSpec rule = body.kind() == Kind.RULE ? RuleSpec.read(body.json()) : null;
        String id = rule == null ? PolicySpec.read(body.json()).id() : rule.id();
        Known before = known.get(id);
        if (before != null && before.newest().body().equals(canonical)) {
            BookVersion newest = before.newest();
            return new Step(
                    body.kind(), id, newest.version(), newest.mode(), Fate.UNCHANGED, canonical);
        }
        Mode wanted = rule == null ? Mode.ACTIVE : rule.mode();
        boolean published = wanted == Mode.ACTIVE || wanted == Mode.SHADOW;
        boolean installs = body.shipped() && published && (before == null || !before.published());
        if (rule != null) {
            CheckedRule checked = language.check(rule);
            if (installs) {
                RuleDesk.requireTested(checked);
            }
        }
        return new Step(
                body.kind(),
                id,
                before == null ? 1 : before.newest().version() + 1,
                installs ? wanted : Mode.DRAFT,
                installs ? Fate.INSTALLED : Fate.DRAFTED,
                canonical);
    }

    /// What a book holds of an id.
    ///
    /// @param published whether any version of it was ever in force
    private record Known(BookVersion newest, boolean published) {}

    private static Map<String, Known> known(Book book) {
        Map<String, Known> known = new HashMap<>();
        for (BookVersion version : book.versions(null)) {
            Known before = known.get(version.id());
            boolean published =
                    version.mode() != Mode.DRAFT || (before != null && before.published());
            known.put(version.id(), new Known(version, published));
        }
        return known;
    }

    /// Who may carry this out: drafts are written by those who write rules; what ships is installed
    /// by whoever may apply manifests.
    ///
    /// @throws io.onefold.model.OnefoldException (FORBIDDEN)
    public static void requireAllowed(List<Step> steps, Principal by) {
        if (steps.stream().anyMatch(step -> step.fate() == Fate.DRAFTED)) {
            by.require(Permission.FRAUD_RULES);
        }
    }

    /// Carries out a plan, one commit per book and author. Repeated, it changes nothing.
    public void carryOut(List<Step> steps, Principal by) {
        for (Kind kind : Kind.values()) {
            Book book = kind == Kind.RULE ? rules : policies;
            add(book, steps, kind, Fate.INSTALLED, RELEASE, by);
            add(book, steps, kind, Fate.DRAFTED, by, by);
        }
    }

    private static void add(
            Book book, List<Step> steps, Kind kind, Fate fate, Principal author, Principal by) {
        List<NewVersion> fresh =
                steps.stream()
                        .filter(step -> step.kind() == kind && step.fate() == fate)
                        .map(step -> new NewVersion(step.id(), step.body(), step.mode()))
                        .toList();
        if (!fresh.isEmpty()) {
            book.add(fresh, author, by);
        }
    }
}
