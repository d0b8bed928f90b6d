package io.onefold.fraud.decide;

import io.onefold.fraud.FraudType;
import io.onefold.fraud.policy.PolicySet;
import io.onefold.fraud.port.Edition;
import io.onefold.fraud.rule.RuleLanguage;
import io.onefold.fraud.rule.RuleSet;
import io.onefold.scoring.feature.FeaturePlan;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The models, rules and policies that decide together, and the one plan that serves them all.
/// Immutable: a change makes a new one, and every decision is made by one of them from its
/// beginning to its end.
///
/// @param modelsEdition which models
/// @param policiesEdition which policies
/// @param plan the places of the vectors
/// @param planHash its hash, not to be changed
/// @param models what scores, by type
/// @param rules what fires
/// @param policies what judges
record InForce(
        String modelsEdition,
        long policiesEdition,
        FeaturePlan plan,
        byte[] planHash,
        Map<FraudType, Models.Lineup> models,
        RuleSet rules,
        PolicySet policies) {

    InForce {
        Map<FraudType, Models.Lineup> copy = new EnumMap<>(FraudType.class);
        copy.putAll(models);
        models = copy;
    }

    /// Puts what the books and the registry hold into force.
    ///
    /// @param before what was in force; null at the start
    /// @return the one before when nothing changed
    static InForce load(DecisionParts parts, RuleLanguage language, @Nullable InForce before) {
        Edition rules = parts.rules().current();
        Edition policies = parts.policies().current();
        String models = parts.models().edition();
        if (before != null
                && before.rules.edition() == rules.number()
                && before.policiesEdition == policies.number()
                && before.modelsEdition.equals(models)) {
            return before;
        }
        RuleSet.Checked checked = RuleSet.check(rules, language);
        Set<String> names = new LinkedHashSet<>();
        names.addAll(new TreeSet<>(parts.models().features()));
        names.addAll(checked.features());
        names.addAll(ALWAYS);
        FeaturePlan plan =
                FeaturePlan.compile(parts.catalogue(), names, parts.models().dictionaries());
        byte[] hash = plan.hash();
        parts.plans().keep(hash, plan.names());
        return new InForce(
                models,
                policies.number(),
                plan,
                hash,
                parts.models().bind(plan),
                new RuleSet(checked, plan::place),
                PolicySet.of(policies));
    }

    /// Features that decisions read whatever the models and rules name: what claims are compared
    /// with.
    static final Set<String> ALWAYS = new TreeSet<>(Set.of(Composer.COUNT_24H, Composer.COUNT_30D));
}
