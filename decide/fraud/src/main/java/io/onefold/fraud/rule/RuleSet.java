package io.onefold.fraud.rule;

import io.onefold.fraud.FraudType;
import io.onefold.fraud.port.BookVersion;
import io.onefold.fraud.port.Edition;
import io.onefold.fraud.port.Mode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToIntFunction;

/// The rules of one edition, ready for the vectors of one plan.
public final class RuleSet {

    private final long edition;
    private final Map<FraudType, List<Bound>> active = new EnumMap<>(FraudType.class);
    private final Map<FraudType, List<Bound>> shadow = new EnumMap<>(FraudType.class);

    private record Bound(Hit hit, Node.Flag when, LongAdder fired, LongAdder unknown) {}

    /// What is counted of a rule since the set was made.
    ///
    /// @param id the rule
    /// @param version its version
    /// @param fired decisions it fired on
    /// @param unknown decisions on which its outcome stayed unknown
    public record Count(String id, int version, long fired, long unknown) {}

    /// The rules of an edition, read and checked.
    public record Checked(long edition, List<One> rules) {

        /// One of them.
        public record One(BookVersion version, CheckedRule rule) {}

        public Checked {
            rules = List.copyOf(rules);
        }

        /// The features they name.
        public Set<String> features() {
            Set<String> features = new TreeSet<>();
            rules.forEach(one -> features.addAll(one.rule().features()));
            return features;
        }
    }

    /// Reads the rules of an edition.
    public static Checked check(Edition edition, RuleLanguage language) {
        List<Checked.One> rules = new ArrayList<>();
        for (BookVersion version : edition.versions()) {
            rules.add(new Checked.One(version, language.check(RuleSpec.read(version.body()))));
        }
        return new Checked(edition.number(), rules);
    }

    /// @param place where a feature stands in the vectors
    public RuleSet(Checked checked, ToIntFunction<String> place) {
        this.edition = checked.edition();
        for (Checked.One one : checked.rules()) {
            RuleSpec spec = one.rule().spec();
            (one.version().mode() == Mode.ACTIVE ? active : shadow)
                    .computeIfAbsent(spec.fraudType(), type -> new ArrayList<>())
                    .add(
                            new Bound(
                                    new Hit(spec, one.version().version()),
                                    one.rule().bind(place),
                                    new LongAdder(),
                                    new LongAdder()));
        }
    }

    public long edition() {
        return edition;
    }

    /// The active rules of a type that fire, by id.
    public List<Hit> fired(FraudType type, Facts.OfPayment facts) {
        return evaluate(active.getOrDefault(type, List.of()), facts);
    }

    /// The rules in shadow of a type that would fire, by id.
    public List<Hit> wouldFire(FraudType type, Facts.OfPayment facts) {
        return evaluate(shadow.getOrDefault(type, List.of()), facts);
    }

    /// What was counted so far, active and shadow.
    public List<Count> counts() {
        List<Count> counts = new ArrayList<>();
        active.values().forEach(rules -> rules.forEach(rule -> counts.add(count(rule))));
        shadow.values().forEach(rules -> rules.forEach(rule -> counts.add(count(rule))));
        return counts;
    }

    private static Count count(Bound rule) {
        return new Count(
                rule.hit().spec().id(),
                rule.hit().version(),
                rule.fired().sum(),
                rule.unknown().sum());
    }

    private static List<Hit> evaluate(List<Bound> rules, Facts facts) {
        List<Hit> hits = List.of();
        for (Bound rule : rules) {
            byte outcome = rule.when().of(facts);
            if (outcome == Node.TRUE) {
                rule.fired().increment();
                hits = hits.isEmpty() ? new ArrayList<>(4) : hits;
                hits.add(rule.hit());
            } else if (outcome == Node.UNKNOWN) {
                rule.unknown().increment();
            }
        }
        return hits;
    }
}
