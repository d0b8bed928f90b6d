package io.onefold.cli.internal.manifest;

import io.onefold.catalog.Manifest;
import io.onefold.catalog.ManifestSet;
import io.onefold.catalog.ManifestType;
import io.onefold.catalog.Manifests;
import io.onefold.catalog.ReadOptions;
import io.onefold.cli.internal.command.Home;
import io.onefold.cli.internal.command.Session;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.fraud.FieldProblem;
import io.onefold.fraud.ProblemException;
import io.onefold.fraud.book.Deployment;
import io.onefold.fraud.book.Deployment.Body;
import io.onefold.fraud.book.Deployment.Kind;
import io.onefold.fraud.book.Deployment.Step;
import io.onefold.fraud.decide.Payments;
import io.onefold.fraud.policy.PolicySpec;
import io.onefold.fraud.request.FieldCatalogue;
import io.onefold.fraud.rule.CheckedRule;
import io.onefold.fraud.rule.RuleLanguage;
import io.onefold.fraud.rule.RuleSpec;
import io.onefold.fraud.spec.Spec;
import io.onefold.model.Finding;
import io.onefold.model.Finding.Severity;
import io.onefold.server.Decisions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The rules and policies among manifests, on their way into the books.
public final class FraudManifests {

    private static final String SHIPPED = "manifests/fraud";

    private final List<Manifest> manifests;

    private FraudManifests(List<Manifest> manifests) {
        this.manifests = manifests;
    }

    public static FraudManifests of(ManifestSet set) {
        return new FraudManifests(
                set.manifests().stream()
                        .filter(
                                manifest ->
                                        manifest.type() == ManifestType.FRAUD_RULE
                                                || manifest.type() == ManifestType.FRAUD_POLICY)
                        .toList());
    }

    public boolean isEmpty() {
        return manifests.isEmpty();
    }

    /// The language that rules are written in.
    public static RuleLanguage language() {
        return new RuleLanguage(FieldCatalogue.shipped(), Payments.catalogue());
    }

    /// What is to be done with each; nothing is changed.
    ///
    /// @param decisions where the books are
    public List<Step> plan(Terminal terminal, Session session, Decisions decisions) {
        Set<String> shipped = shipped(terminal, session);
        return deployment(decisions)
                .plan(
                        manifests.stream()
                                .map(
                                        manifest ->
                                                new Body(
                                                        kind(manifest),
                                                        json(manifest),
                                                        shipped.contains(identity(manifest))))
                                .toList());
    }

    /// The way into the books.
    public static Deployment deployment(Decisions decisions) {
        return new Deployment(decisions.rules(), decisions.policies(), language());
    }

    /// What became of them, for people: how many are in force now, and which wait for whom.
    ///
    /// @param done whether it was carried out
    public static void say(Terminal terminal, List<Step> steps, boolean done) {
        Map<Deployment.Fate, List<Step>> by =
                steps.stream().collect(Collectors.groupingBy(Step::fate));
        List<Step> installed = by.getOrDefault(Deployment.Fate.INSTALLED, List.of());
        if (!installed.isEmpty()) {
            long rules = installed.stream().filter(step -> step.kind() == Kind.RULE).count();
            terminal.say(
                    rules
                            + " rules and "
                            + (installed.size() - rules)
                            + " policies that ship with this release "
                            + (done ? "are" : "would be")
                            + " in force");
        }
        for (Step step : by.getOrDefault(Deployment.Fate.DRAFTED, List.of())) {
            terminal.say(
                    step.kind().wireName()
                            + " "
                            + step.title()
                            + (done ? " is" : " would be")
                            + " a draft; a second person puts it into force by `onefold fraud "
                            + (step.kind() == Kind.RULE ? "rules" : "policies")
                            + " publish "
                            + step.title()
                            + "`");
        }
    }

    /// What is wrong with them: what is ill typed, tests that do not hold, ids that come twice.
    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        RuleLanguage language = isEmpty() ? null : language();
        for (Manifest manifest : manifests) {
            try {
                String id;
                if (kind(manifest) == Kind.RULE && language != null) {
                    CheckedRule rule = language.check(RuleSpec.read(json(manifest)));
                    rule.failures()
                            .forEach(
                                    failure ->
                                            findings.add(
                                                    finding(
                                                            manifest,
                                                            "tests",
                                                            failure,
                                                            "rule-test",
                                                            Severity.ERROR)));
                    if (!rule.spec().testsBothOutcomes()) {
                        findings.add(
                                finding(
                                        manifest,
                                        "tests",
                                        "the tests show one outcome only; to be published it needs one that fires and one that does not",
                                        "one-outcome",
                                        Severity.WARNING));
                    }
                    id = rule.spec().id();
                } else {
                    id = PolicySpec.read(json(manifest)).id();
                }
                if (!ids.add(kind(manifest) + id)) {
                    findings.add(
                            finding(
                                    manifest,
                                    "id",
                                    "'" + id + "' comes twice; each id has one manifest",
                                    "duplicate-id",
                                    Severity.ERROR));
                }
            } catch (ProblemException wrong) {
                findings.addAll(findings(manifest, wrong));
            }
        }
        return findings;
    }

    private static List<Finding> findings(Manifest manifest, ProblemException wrong) {
        if (wrong.problem().errors().isEmpty()) {
            return List.of(
                    finding(
                            manifest,
                            "",
                            wrong.problem().detail(),
                            wrong.problem().code().wireName(),
                            Severity.ERROR));
        }
        return wrong.problem().errors().stream()
                .map(
                        (FieldProblem error) ->
                                finding(
                                        manifest,
                                        error.field(),
                                        error.message(),
                                        error.code(),
                                        Severity.ERROR))
                .toList();
    }

    private static Finding finding(
            Manifest manifest, String path, String message, String rule, Severity severity) {
        String key = manifest.type().bodyKey();
        return new Finding(
                manifest.file(),
                manifest.line(),
                1,
                path.isEmpty() ? key : key + "." + path,
                message,
                rule,
                severity);
    }

    /// The bodies that this release has, whoever changed a copy of them.
    private static Set<String> shipped(Terminal terminal, Session session) {
        Path folder = Home.folder(terminal).resolve(SHIPPED);
        if (!Files.isDirectory(folder)) {
            return Set.of();
        }
        ManifestSet set =
                new Manifests(session.path().settings())
                        .read(List.of(folder), new ReadOptions(true, "public", Map.of(), false));
        return of(set).manifests.stream().map(FraudManifests::identity).collect(Collectors.toSet());
    }

    private static String identity(Manifest manifest) {
        return kind(manifest) + " " + Spec.canonical(json(manifest));
    }

    private static Kind kind(Manifest manifest) {
        return manifest.type() == ManifestType.FRAUD_RULE ? Kind.RULE : Kind.POLICY;
    }

    private static String json(Manifest manifest) {
        return manifest.body().toString();
    }
}
