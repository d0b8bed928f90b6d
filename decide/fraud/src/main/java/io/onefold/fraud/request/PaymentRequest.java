package io.onefold.fraud.request;

import io.onefold.fraud.FraudType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A request that holds every rule of the catalogue.
public final class PaymentRequest {

    private final @Nullable Object[] values;
    private final Facts facts;
    private final byte[] canonical;
    private final byte[] hash;

    /// What was understood of the fields that every payment has.
    ///
    /// @param timestamp the payment's event time
    /// @param amount in units of the currency
    /// @param amountMinor in minor units of the currency
    /// @param currency ISO 4217
    /// @param fraudType which model judges; null: `all`
    /// @param flags what was assumed: `timestamp_defaulted`, `zone_assumed`
    public record Facts(
            Instant timestamp,
            BigDecimal amount,
            long amountMinor,
            Currency currency,
            @Nullable FraudType fraudType,
            List<String> flags) {

        public Facts {
            flags = List.copyOf(flags);
        }
    }

    PaymentRequest(@Nullable Object[] values, Facts facts, byte[] canonical, byte[] hash) {
        this.values = values;
        this.facts = facts;
        this.canonical = canonical;
        this.hash = hash;
    }

    public Facts facts() {
        return facts;
    }

    public String transactionId() {
        return required(RequestReader.TRANSACTION_ID);
    }

    public String userId() {
        return required(RequestReader.USER_ID);
    }

    /// The text of a field, of an HMAC where the field is secret; null: absent.
    public @Nullable String text(Field field) {
        return values[field.index()] instanceof String text ? text : null;
    }

    /// The number of a numeric field, in units of the currency for amounts; NaN: absent.
    public double number(Field field) {
        if (field.type() == FieldType.AMOUNT) {
            return facts.amount().doubleValue();
        }
        return values[field.index()] instanceof Double number ? number : Double.NaN;
    }

    /// A flag; null: absent.
    public @Nullable Boolean flag(Field field) {
        return values[field.index()] instanceof Boolean flag ? flag : null;
    }

    public @Nullable Location location(Field field) {
        return values[field.index()] instanceof Location location ? location : null;
    }

    /// A field's value as text, number, flag, place or list of texts; null: absent.
    public @Nullable Object value(Field field) {
        Object value = values[field.index()];
        return value instanceof RequestReader.Absent ? null : value;
    }

    /// The request as RFC 8785 writes it, secrets replaced by their HMACs. Not to be changed.
    public byte[] canonical() {
        return canonical;
    }

    /// SHA-256 of [#canonical()].
    public byte[] hash() {
        return hash;
    }

    private String required(Field field) {
        if (values[field.index()] instanceof String text) {
            return text;
        }
        throw new IllegalStateException("an accepted request has " + field.name());
    }
}
