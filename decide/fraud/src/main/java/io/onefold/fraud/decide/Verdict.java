package io.onefold.fraud.decide;

import io.onefold.fraud.FraudType;
import io.onefold.fraud.policy.Judgement;
import io.onefold.fraud.policy.PolicySet;
import io.onefold.fraud.rule.Hit;
import io.onefold.scoring.Score;
import java.util.List;

/// What one fraud type's model, rules and policy say of a payment.
///
/// @param type the type
/// @param model what scored
/// @param score what it said
/// @param hits the rules that fired
/// @param policy what judged
/// @param judgement what it made of them
record Verdict(
        FraudType type,
        ModelInForce model,
        Score score,
        List<Hit> hits,
        PolicySet.InForce policy,
        Judgement judgement) {

    Verdict {
        hits = List.copyOf(hits);
    }

    Circumstances.Judged judged() {
        return new Circumstances.Judged(type, model.id(), policy.version().number());
    }
}
