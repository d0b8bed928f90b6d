package io.onefold.fraud.policy;

import io.onefold.fraud.Action;
import io.onefold.fraud.RiskLevel;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/// What a policy makes of a probability and of what the rules and lists say.
///
/// @param probability rounded half-even to four places: this is compared, kept and shown
/// @param level the higher of the model's and the rules'
/// @param action what is recommended
public record Judgement(BigDecimal probability, RiskLevel level, Action action) {

    private static final int PLACES = 4;

    /// The probability as it is compared, kept and shown.
    public static BigDecimal rounded(double probability) {
        return new BigDecimal(probability).setScale(PLACES, RoundingMode.HALF_EVEN);
    }

    /// Judges a payment. A cost replaces the action that the model's band has; the action is never
    /// milder than that of the level that rules ask for. What is allowed is never milder than
    /// REVIEW where it would have been declined.
    ///
    /// @param probability as the model gives it, 0 to 1
    /// @param amount in units of the currency
    /// @param raised the highest level that a rule or the block list asks for; null: none does
    /// @param allowed whether the allow list, or a rule, lowers the action
    public static Judgement of(
            PolicySpec policy,
            double probability,
            BigDecimal amount,
            @Nullable RiskLevel raised,
            boolean allowed) {
        BigDecimal p = rounded(probability);
        Band band = policy.band(p);
        Action action = policy.cost() == null ? band.action() : policy.cost().cheapest(p, amount);
        RiskLevel level = band.level();
        if (raised != null) {
            level = level.or(raised);
            action = stricter(action, policy.action(raised));
        }
        if (allowed && action.compareTo(Action.REVIEW) > 0) {
            return new Judgement(p, reviewed(policy, level), Action.REVIEW);
        }
        return new Judgement(p, level, action);
    }

    private static Action stricter(Action one, Action other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /// The highest level at or below this one whose action is REVIEW or milder.
    private static RiskLevel reviewed(PolicySpec policy, RiskLevel level) {
        RiskLevel found = level;
        for (Band band : policy.bands()) {
            if (band.level().compareTo(level) <= 0 && band.action().compareTo(Action.REVIEW) <= 0) {
                found = band.level();
            }
        }
        return found;
    }
}
