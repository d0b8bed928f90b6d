package io.onefold.fraud.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import io.onefold.fraud.request.PaymentRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/// A rule whose expression is well typed.
public final class CheckedRule {

    private final RuleSpec spec;
    private final CelAbstractSyntaxTree tree;
    private final Map<String, Variable> variables;
    private final Node.Flag given;
    private final Set<String> names = new TreeSet<>();

    CheckedRule(RuleSpec spec, CelAbstractSyntaxTree tree, Map<String, Variable> variables) {
        this.spec = spec;
        this.tree = tree;
        this.variables = variables;
        Binding tests = Binding.ofGiven();
        this.given =
                translate(
                        variable -> {
                            names.add(variable.name());
                            return tests.leaf(variable);
                        });
    }

    public RuleSpec spec() {
        return spec;
    }

    /// The names it uses.
    public Set<String> names() {
        return Set.copyOf(names);
    }

    /// The features it uses; a plan must have them.
    public Set<String> features() {
        Set<String> features = new TreeSet<>();
        for (String name : names) {
            Variable variable = variables.get(name);
            if (variable != null && variable.field() == null) {
                features.add(name);
            }
        }
        return features;
    }

    /// The tests that do not come out as they say, each in words.
    public List<String> failures() {
        List<String> failures = new ArrayList<>();
        for (int i = 0; i < spec.tests().size(); i++) {
            RuleTest test = spec.tests().get(i);
            byte outcome = given.of(new Facts.Given(test.given()));
            if ((outcome == Node.TRUE) != test.fires()) {
                failures.add(
                        "test "
                                + (i + 1)
                                + " expects "
                                + (test.fires() ? "firing" : "no firing")
                                + ", the rule "
                                + (outcome == Node.TRUE
                                        ? "fires"
                                        : outcome == Node.FALSE ? "does not fire" : "is unknown"));
            }
        }
        return failures;
    }

    /// True, false or unknown on the names and values of a test.
    byte outcome(Map<String, Object> values) {
        return given.of(new Facts.Given(values));
    }

    /// What a rule says of a payment.
    public enum Outcome {
        FIRES,
        DOES_NOT_FIRE,
        UNKNOWN
    }

    /// What it says of a payment whose features have these places.
    public Outcome outcome(PaymentRequest request, float[] vector, ToIntFunction<String> place) {
        return switch (bind(place).of(new Facts.OfPayment(request, vector))) {
            case Node.TRUE -> Outcome.FIRES;
            case Node.FALSE -> Outcome.DOES_NOT_FIRE;
            default -> Outcome.UNKNOWN;
        };
    }

    CelAbstractSyntaxTree tree() {
        return tree;
    }

    /// Ready for payments whose vectors have their features at these places.
    Node.Flag bind(ToIntFunction<String> place) {
        return translate(Binding.ofPayments(place));
    }

    private Node.Flag translate(Binding binding) {
        return new Translation(spec, tree, variables, binding).expression();
    }
}
