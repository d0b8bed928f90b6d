package io.onefold.scoring.feature;

/// How a feature follows from a payment and from what went before it.
///
/// Every window is (t − w, t] of event time with the payment itself included. A value whose input
/// is not there is NaN.
public sealed interface Formula {

    /// Of the amount alone.
    record OfAmount(AmountForm form) implements Formula {}

    /// Of the event time alone, in UTC.
    record OfTime(TimeForm form) implements Formula {}

    /// An aggregate of an entity's payments.
    record Windowed(Entity entity, Aggregate aggregate, Window window) implements Formula {}

    /// How many different entities of one kind meet another in its payments.
    record Distinct(Entity entity, Entity of, Window window) implements Formula {}

    /// How many of the user's payments have an amount of a kind.
    record Patterned(AmountPattern pattern, Window window) implements Formula {}

    /// How far the user's last payment is away.
    record SinceLast(Distance distance) implements Formula {}

    /// How many standard deviations the amount is above the mean of the user's payments in the
    /// window; NaN when they do not differ.
    record ZScore(Window window) implements Formula {}

    /// 1 when no retained payment of the user before this one names what this one names.
    record Unseen(Entity of) implements Formula {}

    /// Payments of the merchant in (t − 7 d − w, t − 7 d], or the share of them whose label of
    /// fraud was known at t.
    record Risk(RiskForm form, Window window) implements Formula {}

    /// Account events of an entity.
    record Events(Entity entity, AccountEventType type, Window window) implements Formula {}

    /// A column of the customer table.
    ///
    /// @param place its place in the table's rows
    record OfCustomer(int place) implements Formula {}

    /// A field of the request.
    ///
    /// @param slot its slot in [RequestFields]
    record OfRequest(int slot, RequestFields.Kind kind) implements Formula {}

    /// Forms of the amount.
    enum AmountForm {
        /// In units of the currency.
        UNITS,
        /// Natural logarithm of 1 + the amount.
        LOG1P,
        /// Whether it is a multiple of 100 units.
        ROUND,
        /// The hundredths behind the point, 0 to 99.
        HUNDREDTHS
    }

    /// Forms of the event time.
    enum TimeForm {
        HOUR_SINE,
        HOUR_COSINE,
        WEEKDAY_SINE,
        WEEKDAY_COSINE,
        WEEKEND,
        /// Hour 0 to 6, so that 06:59 is still night.
        NIGHT_0_6,
        /// Hour 22, 23 or 0 to 6.
        NIGHT_22_6
    }

    /// What is made of the payments of a window.
    enum Aggregate {
        COUNT,
        SUM,
        MEAN,
        MAX
    }

    /// Amounts that structuring and card testing show.
    enum AmountPattern {
        /// Below 2 units.
        SMALL,
        /// A positive multiple of 100 units.
        ROUND,
        /// 90 to 100 % of 10,000 units, the usual reporting limit.
        NEAR_LIMIT
    }

    /// Ways from the last payment to this one.
    enum Distance {
        SECONDS,
        /// Great circle, on a sphere of 6,371.0088 km.
        KILOMETRES
    }

    /// What is said of a merchant's past.
    enum RiskForm {
        COUNT,
        SHARE
    }
}
