package io.onefold.fraud.decide;

import io.onefold.fraud.FraudType;
import io.onefold.fraud.policy.PolicySpec;
import io.onefold.fraud.rule.RuleSpec;

/// What a backtest puts in the place of what decided.
public sealed interface Candidate {

    /// The fraud type whose decisions it looks at.
    FraudType type();

    /// A rule beside those that were active; one of the same id gives way.
    record OfRule(RuleSpec rule) implements Candidate {
        @Override
        public FraudType type() {
            return rule.fraudType();
        }
    }

    /// A policy instead of the one that judged.
    record OfPolicy(FraudType type, PolicySpec policy) implements Candidate {}

    /// A model instead of the one that scored.
    record OfModel(FraudType type, long modelId) implements Candidate {}
}
