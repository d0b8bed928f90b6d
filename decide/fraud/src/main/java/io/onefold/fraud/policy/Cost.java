package io.onefold.fraud.policy;

import io.onefold.fraud.Action;
import java.math.BigDecimal;
import java.util.Objects;

/// What a wrong decision costs, in units of the payment's currency. A is the amount, p the
/// probability of fraud.
///
/// @param loss share of the amount that is lost when a fraud is approved
/// @param fee what a chargeback costs beside the amount
/// @param review what one review costs
/// @param miss share of frauds that a review lets pass
/// @param margin share of the amount that is earned when an honest payment is approved
/// @param friction what declining an honest payment costs beside the margin
public record Cost(
        BigDecimal loss,
        BigDecimal fee,
        BigDecimal review,
        BigDecimal miss,
        BigDecimal margin,
        BigDecimal friction) {

    public Cost {
        Objects.requireNonNull(loss);
        Objects.requireNonNull(fee);
        Objects.requireNonNull(review);
        Objects.requireNonNull(miss);
        Objects.requireNonNull(margin);
        Objects.requireNonNull(friction);
    }

    /// p (A · loss + fee).
    public BigDecimal ofApproving(BigDecimal p, BigDecimal amount) {
        return p.multiply(amount.multiply(loss).add(fee));
    }

    /// review + p · miss (A · loss + fee).
    public BigDecimal ofReviewing(BigDecimal p, BigDecimal amount) {
        return review.add(miss.multiply(ofApproving(p, amount)));
    }

    /// (1 - p)(A · margin + friction).
    public BigDecimal ofDeclining(BigDecimal p, BigDecimal amount) {
        return BigDecimal.ONE.subtract(p).multiply(amount.multiply(margin).add(friction));
    }

    /// The cheapest of the three; of equal ones the safer.
    public Action cheapest(BigDecimal p, BigDecimal amount) {
        BigDecimal approve = ofApproving(p, amount);
        BigDecimal review = ofReviewing(p, amount);
        BigDecimal decline = ofDeclining(p, amount);
        if (decline.compareTo(review) <= 0 && decline.compareTo(approve) <= 0) {
            return Action.DECLINE;
        }
        return review.compareTo(approve) <= 0 ? Action.REVIEW : Action.APPROVE;
    }
}
