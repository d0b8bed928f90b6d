package io.onefold.fraud.request;

import io.onefold.fraud.FraudType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the values of a request mean together: the type with its fields, the amount in its
/// currency, the time by our clock. Used once.
final class Understanding {

    static final String TIMESTAMP_DEFAULTED = "timestamp_defaulted";
    static final String ZONE_ASSUMED = "zone_assumed";

    private static final Duration AHEAD_MAX = Duration.ofMinutes(5);
    private static final int EXPONENT_MAX = 40;
    private static final Field AMOUNT = RequestReader.CATALOGUE.get("amount");
    private static final Field CURRENCY = RequestReader.CATALOGUE.get("currency");
    private static final Field FRAUD_TYPE = RequestReader.CATALOGUE.get("fraud_type");
    private static final Field TIMESTAMP = RequestReader.CATALOGUE.get("timestamp");
    private static final List<Field> REQUIRED =
            RequestReader.CATALOGUE.fields().stream().filter(Field::required).toList();

    private final @Nullable Object[] values;
    private final Problems problems;
    private final Clock clock;
    private final Currency defaultCurrency;
    private final List<String> flags = new ArrayList<>(2);

    /// A number as it was sent.
    record Number(String text) {}

    Understanding(
            @Nullable Object[] values, Problems problems, Clock clock, Currency defaultCurrency) {
        this.values = values;
        this.problems = problems;
        this.clock = clock;
        this.defaultCurrency = defaultCurrency;
    }

    /// @return null when something is missing that the rest hangs on
    PaymentRequest.@Nullable Facts facts() {
        for (Field field : REQUIRED) {
            if (values[field.index()] == null) {
                problems.add(field.name(), "required", "a value is required");
            }
        }
        FraudType type = fraudType();
        Currency currency =
                values[CURRENCY.index()] instanceof String code
                        ? Formats.currency(code)
                        : defaultCurrency;
        Instant timestamp = timestamp();
        BigDecimal amount = currency == null ? null : amount(currency);
        if (amount == null || currency == null || timestamp == null) {
            return null;
        }
        long minor = amount.movePointRight(currency.getDefaultFractionDigits()).longValueExact();
        return new PaymentRequest.Facts(timestamp, amount, minor, currency, type, flags);
    }

    private @Nullable FraudType fraudType() {
        Object named = values[FRAUD_TYPE.index()];
        if ("all".equals(named)) {
            return null;
        }
        FraudType type =
                named instanceof String text ? FraudType.parse(text) : FraudType.CREDIT_CARD;
        for (Field field : RequestReader.CATALOGUE.fields()) {
            if (values[field.index()] != null && !field.takenBy(type)) {
                problems.add(
                        field.name(),
                        "not-for-this-type",
                        "a field of fraud type "
                                + String.join(
                                        ", ",
                                        field.types().stream()
                                                .map(FraudType::wireName)
                                                .sorted()
                                                .toList())
                                + "; this request's is "
                                + type.wireName());
            }
        }
        return type;
    }

    private @Nullable Instant timestamp() {
        if (!(values[TIMESTAMP.index()] instanceof String text)) {
            flags.add(TIMESTAMP_DEFAULTED);
            return clock.instant().truncatedTo(ChronoUnit.MICROS);
        }
        Rfc3339 parsed = Rfc3339.parse(text);
        if (parsed == null) {
            problems.add(TIMESTAMP.name(), "format", "an RFC 3339 time");
            return null;
        }
        ZoneOffset offset = parsed.offset();
        if (offset == null) {
            flags.add(ZONE_ASSUMED);
        }
        Instant at = parsed.local().toInstant(offset == null ? ZoneOffset.UTC : offset);
        if (at.isAfter(clock.instant().plus(AHEAD_MAX))) {
            problems.add(TIMESTAMP.name(), "in-the-future", "at most five minutes ahead");
            return null;
        }
        return at;
    }

    private @Nullable BigDecimal amount(Currency currency) {
        Object sent = values[AMOUNT.index()];
        BigDecimal exact =
                switch (sent) {
                    case Number number -> ofNumber(number.text());
                    case String text -> ofText(text);
                    case null, default -> null;
                };
        if (exact == null) {
            return null;
        }
        int digits = currency.getDefaultFractionDigits();
        if (exact.signum() < 0
                || exact.compareTo(BigDecimal.valueOf((long) AMOUNT.max())) >= 0
                || exact.movePointRight(digits).compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            problems.add(AMOUNT.name(), "out-of-range", "from 0 to less than 10^15");
            return null;
        }
        BigDecimal stripped = exact.signum() == 0 ? BigDecimal.ZERO : exact.stripTrailingZeros();
        if (stripped.scale() > digits) {
            problems.add(
                    AMOUNT.name(),
                    "too-many-decimals",
                    "at most " + digits + " decimals in " + currency.getCurrencyCode());
            return null;
        }
        return exact.setScale(digits, RoundingMode.UNNECESSARY);
    }

    private @Nullable BigDecimal ofText(String text) {
        if (text.length() > EXPONENT_MAX || !text.matches("[0-9]+(?:\\.[0-9]+)?")) {
            problems.add(AMOUNT.name(), "format", "decimal digits, for example 150.00");
            return null;
        }
        return new BigDecimal(text);
    }

    /// RFC 8785 knows doubles only, so a number whose digits a double does not keep would hash like
    /// another one.
    private @Nullable BigDecimal ofNumber(String text) {
        double number = Double.parseDouble(text);
        if (Math.abs(number) >= AMOUNT.max()) {
            problems.add(AMOUNT.name(), "out-of-range", "from 0 to less than 10^15");
            return null;
        }
        BigDecimal exact = new BigDecimal(text);
        boolean tiny = number == 0 && exact.signum() != 0;
        if (tiny || exact.compareTo(new BigDecimal(Double.toString(number))) != 0) {
            problems.add(
                    AMOUNT.name(),
                    "not-exact",
                    "fewer digits than a double loses; send the amount as a text");
            return null;
        }
        return exact;
    }
}
