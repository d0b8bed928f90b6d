package io.onefold.fraud.decide;

import io.onefold.fraud.FraudType;
import io.onefold.fraud.RiskLevel;
import io.onefold.fraud.policy.Judgement;
import io.onefold.fraud.policy.PolicySet;
import io.onefold.fraud.rule.Effect;
import io.onefold.fraud.rule.Facts;
import io.onefold.fraud.rule.Hit;
import io.onefold.scoring.Score;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The one function from a vector to a verdict: live decisions, their replay and backtests call it.
final class Judge {

    private Judge() {}

    /// What the lists and the clock say.
    ///
    /// @param at our time, by which effects end
    record Standing(boolean blocked, boolean allowed, Instant at) {}

    /// @param hits the rules that fired on the facts
    static Verdict judge(
            FraudType type,
            ModelInForce model,
            List<Hit> hits,
            PolicySet.InForce policy,
            Facts.OfPayment facts,
            Standing standing) {
        Score score = model.scorer().score(facts.vector());
        RiskLevel raised = standing.blocked() ? RiskLevel.CRITICAL : null;
        boolean allowed = standing.allowed();
        for (Hit hit : hits) {
            Effect effect = hit.spec().effect();
            raised = higher(raised, raisedBy(effect));
            allowed |=
                    effect instanceof Effect.Allow allow && standing.at().isBefore(allow.until());
        }
        Judgement judgement =
                Judgement.of(
                        policy.spec(),
                        score.probability(),
                        facts.request().facts().amount(),
                        raised,
                        allowed);
        return new Verdict(type, model, score, hits, policy, judgement);
    }

    private static @Nullable RiskLevel raisedBy(Effect effect) {
        return switch (effect) {
            case Effect.RaiseTo raise -> raise.level();
            case Effect.Block block -> RiskLevel.CRITICAL;
            case Effect.Flag flag -> null;
            case Effect.Allow allow -> null;
        };
    }

    private static @Nullable RiskLevel higher(@Nullable RiskLevel a, @Nullable RiskLevel b) {
        return a == null ? b : b == null ? a : a.or(b);
    }
}
