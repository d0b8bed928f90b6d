package io.onefold.fraud.request;

import io.onefold.fraud.EntityKind;
import io.onefold.fraud.FraudType;
import io.onefold.fraud.request.FieldCatalogue.Declaration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The declarations of all fields, by the fraud types that take them.
final class Fields {

    private static final double HALF_EARTH_KM = 20_040;
    private static final double MONEY_MAX = 1e15;
    private static final double DAYS_MAX = 366 * 200;

    private Fields() {}

    static List<Field> all() {
        Declaration fields = new Declaration();
        core(fields);
        creditCard(fields.takenBy(Set.of(FraudType.CREDIT_CARD)));
        paymentProcessing(fields.takenBy(Set.of(FraudType.PAYMENT_PROCESSING)));
        accountTakeover(fields.takenBy(Set.of(FraudType.ACCOUNT_TAKEOVER)));
        merchant(fields.takenBy(Set.of(FraudType.MERCHANT)));
        moneyLaundering(fields.takenBy(Set.of(FraudType.MONEY_LAUNDERING)));
        return fields.all();
    }

    private static void core(Declaration fields) {
        fields.takenBy(EnumSet.allOf(FraudType.class))
                .required(FieldType.ID, 1, 50, "transaction_id")
                .required(FieldType.ID, 1, 50, "user_id")
                .required(FieldType.AMOUNT, 0, MONEY_MAX, "amount")
                .add(FieldType.ID, 1, 50, "merchant_id", "device_id", "session_id")
                .add(FieldType.ID, 1, 50, "payment_method_id")
                .add(FieldType.CURRENCY, 3, 3, "currency")
                .add(FieldType.TIMESTAMP, 0, 40, "timestamp")
                .add(FieldType.FRAUD_TYPE, 0, 30, "fraud_type")
                .texts(100, "merchant_category", "merchant_name")
                .texts(30, "card_type", "device_type", "browser_type", "payment_method", "status")
                .texts(512, "user_agent")
                .texts(300, "address")
                .add(FieldType.EMAIL, 3, 254, "email")
                .add(FieldType.PHONE, 8, 16, "phone")
                .add(FieldType.IP, 2, 45, "ip_address")
                .add(FieldType.TEXT, 4, 30, "ssn")
                .add(FieldType.NUMBER, 0, HALF_EARTH_KM, "distance_from_home_km")
                .counts("velocity_24h", "transaction_count_user")
                .add(FieldType.LOCATION, 0, 0, "merchant_location")
                .booleans("foreign_transaction", "online_order", "high_risk_merchant")
                .booleans("card_present", "used_chip", "used_pin")
                .entity("user_id", EntityKind.USER, false)
                .entity("merchant_id", EntityKind.MERCHANT, false)
                .entity("device_id", EntityKind.DEVICE, false)
                .entity("payment_method_id", EntityKind.METHOD, false)
                .entity("ip_address", EntityKind.IP, false)
                .entity("email", EntityKind.EMAIL, false)
                .entity("phone", EntityKind.PHONE, false)
                .entity("ssn", EntityKind.SSN, true);
    }

    private static void creditCard(Declaration fields) {
        fields.add(FieldType.DIGITS, 6, 8, "card_bin")
                .add(FieldType.DIGITS, 4, 4, "card_last4")
                .texts(100, "card_issuer")
                .add(FieldType.COUNTRY, 2, 2, "card_country")
                .add(FieldType.INTEGER, 0, DAYS_MAX, "card_age_days")
                .booleans("used_contactless", "used_signature", "3d_secure_used")
                .texts(20, "auth_code", "cvv_result", "avs_result", "3d_secure_result")
                .add(FieldType.LOCATION, 0, 0, "transaction_location", "cardholder_home_location")
                .add(FieldType.NUMBER, 0, 26, "timezone_difference_hours")
                .add(FieldType.NUMBER, 0, HALF_EARTH_KM, "distance_from_last_txn_km")
                .add(FieldType.NUMBER, 0, MONEY_MAX, "cardholder_avg_amount")
                .counts("cardholder_transaction_count_24h", "cardholder_transaction_count_7d")
                .add(
                        FieldType.TEXTS,
                        0,
                        50,
                        "cardholder_preferred_categories",
                        "cardholder_usual_times");
    }

    private static void paymentProcessing(Declaration fields) {
        fields.counts("processing_time_ms", "retry_count", "previous_declines_24h")
                .texts(50, "gateway_used", "processor_used")
                .texts(100, "decline_reason", "bank_name")
                .add(FieldType.TEXT, 4, 40, "bank_account_number")
                .add(FieldType.DIGITS, 9, 9, "bank_routing_number")
                .texts(30, "account_type")
                .add(FieldType.INTEGER, 0, DAYS_MAX, "account_age_days")
                .booleans("high_value_transaction", "multiple_payment_methods")
                .booleans("rapid_payment_attempts", "cross_border_transaction")
                .booleans("new_merchant_account")
                .entity("bank_account_number", EntityKind.ACCOUNT, true);
    }

    private static void accountTakeover(Declaration fields) {
        fields.booleans("mfa_used", "mfa_bypassed", "copy_paste_behavior")
                .texts(30, "mfa_method")
                .add(FieldType.NUMBER, 0, 1_000_000, "session_duration_minutes", "typing_speed")
                .texts(100, "session_location", "session_device")
                .add(FieldType.IP, 2, 45, "session_ip")
                .texts(100, "mouse_movement_pattern", "device_usage_pattern", "navigation_pattern")
                .counts("login_attempts_24h", "failed_password_attempts")
                .counts("password_reset_requests_24h")
                .booleans("recent_email_change", "recent_phone_change", "recent_address_change")
                .add(FieldType.NUMBER, 0, 1_000_000, "profile_update_frequency");
    }

    private static void merchant(Declaration fields) {
        fields.add(FieldType.DATE, 10, 10, "business_registration_date")
                .texts(100, "business_type")
                .texts(300, "business_address", "business_website")
                .add(FieldType.PHONE, 8, 16, "business_phone")
                .add(FieldType.EMAIL, 3, 254, "business_email")
                .booleans("business_license_verified", "product_category_mismatch")
                .texts(30, "tax_id")
                .add(FieldType.NUMBER, 0, 1000, "credit_score")
                .shares("website_legitimacy_score", "customer_complaint_rate")
                .texts(100, "social_media_presence")
                .counts("customer_reviews_count")
                .add(FieldType.NUMBER, 0, 10, "customer_reviews_rating")
                .add(FieldType.NUMBER, 0, MONEY_MAX, "monthly_transaction_volume")
                .add(FieldType.NUMBER, 0, MONEY_MAX, "average_transaction_amount")
                .shares("chargeback_rate", "refund_rate")
                .booleans("high_chargeback_ratio", "unusual_transaction_spikes")
                .booleans("geographic_anomalies");
    }

    private static void moneyLaundering(Declaration fields) {
        fields.add(FieldType.ID, 1, 50, "transaction_chain_id")
                .texts(100, "account_ownership_pattern")
                .booleans("shell_company_indicator", "offshore_account_used")
                .booleans("multiple_account_holders", "holiday_activity")
                .counts("chain_length", "related_accounts")
                .add(FieldType.NUMBER, 0, MONEY_MAX, "chain_total_amount")
                .add(FieldType.NUMBER, 0, 1_000_000, "chain_duration_hours")
                .booleans("structuring_detected", "smurfing_detected", "weekend_activity")
                .booleans("round_number_transaction", "regular_payment_pattern")
                .booleans("unusual_timing", "high_risk_jurisdiction", "cross_border_transfer")
                .booleans("geographic_clustering", "travel_pattern_match")
                .shares("location_risk_score");
    }
}
