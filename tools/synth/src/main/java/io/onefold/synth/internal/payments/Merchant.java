package io.onefold.synth.internal.payments;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/// Somebody who is paid.
///
/// @param medianMinor what is usually paid here, in hundredths
/// @param badFrom the day from which the merchant cheats; never: [#NEVER]
/// @param compromisedFrom the day from which the terminal's cards are copied; never: [#NEVER]
record Merchant(
        String id,
        String category,
        Place place,
        boolean online,
        int medianMinor,
        LocalDate registered,
        String businessType,
        boolean licensed,
        int creditScore,
        int legitimacyPercent,
        int reviews,
        int ratingTenths,
        int complaintsPerThousand,
        int badFrom,
        int compromisedFrom) {

    static final int NEVER = Integer.MAX_VALUE;
    static final int BAD_DAYS = 28;
    static final int COMPROMISED_DAYS = 9;

    boolean bad(int day) {
        return badFrom != NEVER && day >= badFrom && day < badFrom + BAD_DAYS;
    }

    boolean compromised(int day) {
        return compromisedFrom != NEVER
                && day >= compromisedFrom
                && day < compromisedFrom + COMPROMISED_DAYS;
    }

    /// Whether there is such a business yet.
    boolean open(LocalDate today) {
        return !registered.isAfter(today);
    }

    boolean highRisk() {
        return Merchants.HIGH_RISK.contains(category);
    }

    Payment paid(Payment payment) {
        return payment.put(Field.MERCHANT_ID, id)
                .put(Field.MERCHANT_CATEGORY, category)
                .put(Field.HIGH_RISK_MERCHANT, highRisk());
    }

    /// What is known of the business itself.
    Payment described(Payment payment, LocalDate today) {
        long age = ChronoUnit.DAYS.between(registered, today);
        return payment.put(Field.BUSINESS_REGISTRATION_DATE, registered.toString())
                .put(Field.BUSINESS_TYPE, businessType)
                .put(Field.BUSINESS_LICENSE_VERIFIED, licensed)
                .put(Field.CREDIT_SCORE, creditScore)
                .decimal(Field.WEBSITE_LEGITIMACY_SCORE, legitimacyPercent, 2)
                .put(Field.CUSTOMER_REVIEWS_COUNT, Math.min(reviews, age))
                .decimal(Field.CUSTOMER_REVIEWS_RATING, ratingTenths, 1)
                .decimal(Field.CUSTOMER_COMPLAINT_RATE, complaintsPerThousand, 3);
    }
}
