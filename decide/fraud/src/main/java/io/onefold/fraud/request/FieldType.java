package io.onefold.fraud.request;

/// What a field holds, and by that how it is checked.
public enum FieldType {
    /// Free text, without control characters.
    TEXT,
    /// An id: `[A-Za-z0-9._:@+-]`.
    ID,
    /// Decimal digits.
    DIGITS,
    /// One of the fraud types, or `all`.
    FRAUD_TYPE,
    BOOLEAN,
    /// A whole number.
    INTEGER,
    NUMBER,
    /// Money: a number or a decimal string, exact to the currency's decimals.
    AMOUNT,
    /// ISO 4217.
    CURRENCY,
    /// RFC 3339.
    TIMESTAMP,
    /// `yyyy-MM-dd`.
    DATE,
    /// ISO 3166-1 alpha-2.
    COUNTRY,
    EMAIL,
    /// E.164.
    PHONE,
    /// IPv4 or IPv6, as a literal.
    IP,
    /// A place, as `{lat, lng, country, city}`.
    LOCATION,
    /// A list of short texts.
    TEXTS;

    /// Whether a rule or a feature sees a number.
    public boolean numeric() {
        return this == INTEGER || this == NUMBER || this == AMOUNT;
    }
}
