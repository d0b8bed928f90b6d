package io.onefold.synth.internal.payments;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// A column of `payments`, by the name that a request to decide gives the field.
enum Field {
    TRANSACTION_ID,
    TIMESTAMP,
    FRAUD_TYPE,
    AMOUNT(Form.DECIMAL),
    CURRENCY,
    USER_ID,
    MERCHANT_ID,
    MERCHANT_CATEGORY,
    PAYMENT_METHOD,
    PAYMENT_METHOD_ID,
    DEVICE_ID,
    DEVICE_TYPE,
    BROWSER_TYPE,
    IP_ADDRESS,
    SESSION_ID,
    DISTANCE_FROM_HOME_KM(Form.DECIMAL),
    FOREIGN_TRANSACTION(Form.FLAG),
    ONLINE_ORDER(Form.FLAG),
    HIGH_RISK_MERCHANT(Form.FLAG),
    LATITUDE(Form.DECIMAL),
    LONGITUDE(Form.DECIMAL),
    COUNTRY,
    CITY,
    CARD_TYPE,
    CARD_BIN,
    CARD_LAST4,
    CARD_COUNTRY,
    CARD_AGE_DAYS(Form.WHOLE),
    CARD_PRESENT(Form.FLAG),
    USED_CHIP(Form.FLAG),
    USED_CONTACTLESS(Form.FLAG),
    USED_PIN(Form.FLAG),
    CVV_RESULT,
    AVS_RESULT,
    SECURE_3D_USED("3d_secure_used", Form.FLAG),
    PROCESSING_TIME_MS(Form.WHOLE),
    GATEWAY_USED,
    DECLINE_REASON,
    RETRY_COUNT(Form.WHOLE),
    BANK_ROUTING_NUMBER,
    ACCOUNT_TYPE,
    ACCOUNT_AGE_DAYS(Form.WHOLE),
    MFA_USED(Form.FLAG),
    MFA_METHOD,
    MFA_BYPASSED(Form.FLAG),
    SESSION_DURATION_MINUTES(Form.DECIMAL),
    TYPING_SPEED(Form.DECIMAL),
    COPY_PASTE_BEHAVIOR(Form.FLAG),
    BUSINESS_REGISTRATION_DATE,
    BUSINESS_TYPE,
    BUSINESS_LICENSE_VERIFIED(Form.FLAG),
    CREDIT_SCORE(Form.WHOLE),
    WEBSITE_LEGITIMACY_SCORE(Form.DECIMAL),
    CUSTOMER_REVIEWS_COUNT(Form.WHOLE),
    CUSTOMER_REVIEWS_RATING(Form.DECIMAL),
    CUSTOMER_COMPLAINT_RATE(Form.DECIMAL),
    PRODUCT_CATEGORY_MISMATCH(Form.FLAG),
    TRANSACTION_CHAIN_ID,
    ACCOUNT_OWNERSHIP_PATTERN,
    SHELL_COMPANY_INDICATOR(Form.FLAG),
    OFFSHORE_ACCOUNT_USED(Form.FLAG),
    MULTIPLE_ACCOUNT_HOLDERS(Form.FLAG),
    HOLIDAY_ACTIVITY(Form.FLAG),
    /// Whether the payment turned out to be fraud, as far as it is known at as-of.
    FRAUD(Form.FLAG),
    /// Which type of fraud it turned out to be; empty while none is known.
    FRAUD_KIND,
    /// When that became known.
    FRAUD_KNOWN_AT;

    /// How a value is spelt in JSON.
    enum Form {
        TEXT,
        DECIMAL,
        WHOLE,
        FLAG
    }

    private final String column;
    private final Form form;

    Field() {
        this(Form.TEXT);
    }

    Field(Form form) {
        this.column = name().toLowerCase(Locale.ROOT);
        this.form = form;
    }

    Field(String column, Form form) {
        this.column = column;
        this.form = form;
    }

    String column() {
        return column;
    }

    Form form() {
        return form;
    }

    /// As SQL writes the column's name: one begins with a digit.
    static List<String> columns() {
        return Arrays.stream(values())
                .map(
                        field ->
                                Character.isDigit(field.column.charAt(0))
                                        ? '"' + field.column + '"'
                                        : field.column)
                .toList();
    }
}
