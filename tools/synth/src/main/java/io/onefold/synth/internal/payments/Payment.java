package io.onefold.synth.internal.payments;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A payment while it is drawn: an ordinary one first, of which a fraud then changes what thieves
/// change.
final class Payment {

    private static final String CURRENCY = "USD";

    private final Map<Field, String> values = new EnumMap<>(Field.class);
    private final FraudKind kind;
    private Instant at;
    private @Nullable String pattern;
    private @Nullable String episode;
    private @Nullable Instant knownAt;

    Payment(FraudKind kind, Instant at) {
        this.kind = kind;
        this.at = at;
        put(Field.FRAUD_TYPE, kind.wireName());
        put(Field.CURRENCY, CURRENCY);
    }

    Payment put(Field field, @Nullable String value) {
        if (value == null) {
            values.remove(field);
        } else {
            values.put(field, value);
        }
        return this;
    }

    Payment put(Field field, boolean value) {
        return put(field, Boolean.toString(value));
    }

    Payment put(Field field, long value) {
        return put(field, Long.toString(value));
    }

    /// A number in units of a fixed fraction, for example hundredths with two digits.
    Payment decimal(Field field, long units, int digits) {
        long one = 1;
        for (int i = 0; i < digits; i++) {
            one *= 10;
        }
        long size = Math.abs(units);
        return put(
                field,
                String.format(
                        Locale.ROOT,
                        "%s%d.%0" + digits + "d",
                        units < 0 ? "-" : "",
                        size / one,
                        size % one));
    }

    Payment amount(long minor) {
        return decimal(Field.AMOUNT, Math.max(1, minor), 2);
    }

    Payment at(Instant moment) {
        this.at = moment;
        return this;
    }

    /// Makes it a fraud.
    ///
    /// @param of the pattern it follows
    /// @param partOf what the frauds that belong together have in common
    /// @param known when the victim will have told
    Payment fraud(String of, String partOf, Instant known) {
        this.pattern = of;
        this.episode = partOf;
        this.knownAt = known;
        return this;
    }

    Instant at() {
        return at;
    }

    FraudKind kind() {
        return kind;
    }

    @Nullable String get(Field field) {
        return values.get(field);
    }

    long amountMinor() {
        String amount = values.getOrDefault(Field.AMOUNT, "0.00");
        return Long.parseLong(amount.replace(".", ""));
    }

    @Nullable String pattern() {
        return pattern;
    }

    @Nullable String episode() {
        return episode;
    }

    @Nullable Instant knownAt() {
        return knownAt;
    }

    /// Gives it its number, and the label as it is known at as-of.
    Payment end(String transactionId, Instant asOf) {
        put(Field.TRANSACTION_ID, transactionId);
        put(Field.TIMESTAMP, at.toString());
        boolean known = knownAt != null && !knownAt.isAfter(asOf);
        put(Field.FRAUD, known);
        put(Field.FRAUD_KIND, known ? kind.wireName() : null);
        return put(Field.FRAUD_KNOWN_AT, known ? String.valueOf(knownAt) : null);
    }
}
