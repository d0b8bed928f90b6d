package io.onefold.scoring.feature;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A payment as the feature function reads it: a row that is filled, read and may be filled again,
/// so that a replay of millions makes no garbage. Not for use by several threads at once.
///
/// A key that is written as a whole number is that number: `12` of a live request and 12 of a
/// history table are one user; `012` is another one.
public final class Payment {

    /// Amounts are kept in ten-thousandths of the currency's unit, the finest minor unit of ISO
    /// 4217, as unsigned 64-bit numbers.
    static final long SCALE = 10_000;

    private static final int SCALE_DIGITS = 4;
    private static final BigDecimal AMOUNT_MAX = BigDecimal.TEN.pow(15);
    private static final long[] FACTORS = {10_000, 1_000, 100, 10, 1};

    private static final byte ABSENT = 0;
    private static final byte NUMBER = 1;
    private static final byte TEXT = 2;

    private final byte[] forms = new byte[Entity.COUNT];
    private final long[] numbers = new long[Entity.COUNT];
    private final @Nullable String[] texts = new String[Entity.COUNT];
    private final double[] values;
    private final @Nullable String[] words;
    private long atMicros;
    private long amount;
    private double latitude;
    private double longitude;

    /// A payment without request fields.
    public Payment() {
        this(RequestFields.NONE);
    }

    public Payment(RequestFields fields) {
        this.values = new double[fields.size()];
        this.words = new String[fields.size()];
        clear();
    }

    /// Forgets everything.
    public Payment clear() {
        Arrays.fill(forms, ABSENT);
        Arrays.fill(texts, null);
        Arrays.fill(values, Double.NaN);
        Arrays.fill(words, null);
        atMicros = 0;
        amount = 0;
        latitude = Double.NaN;
        longitude = Double.NaN;
        return this;
    }

    /// The event time; nanoseconds are cut to microseconds.
    public Payment at(Instant time) {
        return atMicros(
                Math.addExact(
                        Math.multiplyExact(time.getEpochSecond(), 1_000_000L),
                        time.getNano() / 1000));
    }

    /// The event time in microseconds since 1970.
    public Payment atMicros(long micros) {
        this.atMicros = micros;
        return this;
    }

    /// The amount.
    ///
    /// @throws IllegalArgumentException outside 0 to below 10¹⁵, or with more than four decimals
    public Payment amount(BigDecimal units) {
        if (units.signum() < 0 || units.compareTo(AMOUNT_MAX) >= 0) {
            throw new IllegalArgumentException(
                    "the amount is outside 0 to below 10^15 units; check it first");
        }
        this.amount =
                units.setScale(SCALE_DIGITS, RoundingMode.UNNECESSARY).unscaledValue().longValue();
        return this;
    }

    /// The amount in minor units of a currency with so many decimals, 0 to 4.
    ///
    /// @throws IllegalArgumentException when negative or not below 10¹⁵ units
    public Payment amountMinor(long minor, int decimals) {
        long factor = FACTORS[decimals];
        if (minor < 0 || minor / (SCALE / factor) >= 1_000_000_000_000_000L) {
            throw new IllegalArgumentException(
                    "the amount is outside 0 to below 10^15 units; check it first");
        }
        this.amount = minor * factor;
        return this;
    }

    /// Names one of the payment's entities; null leaves it unknown.
    public Payment entity(Entity entity, @Nullable String key) {
        int place = entity.ordinal();
        if (key == null) {
            forms[place] = ABSENT;
        } else if (isNumber(key)) {
            entity(entity, Long.parseLong(key));
        } else {
            forms[place] = TEXT;
            texts[place] = key;
        }
        return this;
    }

    /// Names one of the payment's entities by a number.
    public Payment entity(Entity entity, long key) {
        forms[entity.ordinal()] = NUMBER;
        numbers[entity.ordinal()] = key;
        return this;
    }

    /// Where it was paid, in degrees; NaN where unknown.
    public Payment place(double latitudeDegrees, double longitudeDegrees) {
        this.latitude = latitudeDegrees;
        this.longitude = longitudeDegrees;
        return this;
    }

    /// Sets a number or a flag (0 or 1) of the request; NaN where unknown.
    public Payment value(int slot, double value) {
        values[slot] = value;
        return this;
    }

    /// Sets a category of the request; null where unknown.
    public Payment word(int slot, @Nullable String word) {
        words[slot] = word;
        return this;
    }

    /// The event time in microseconds since 1970.
    public long atMicros() {
        return atMicros;
    }

    boolean has(Entity entity) {
        return forms[entity.ordinal()] != ABSENT;
    }

    /// The key's text; null when it is a number or absent.
    @Nullable String text(Entity entity) {
        return forms[entity.ordinal()] == TEXT ? texts[entity.ordinal()] : null;
    }

    long number(Entity entity) {
        return numbers[entity.ordinal()];
    }

    /// The key as it is written; null when absent.
    public @Nullable String key(Entity entity) {
        return forms[entity.ordinal()] == NUMBER ? Long.toString(number(entity)) : text(entity);
    }

    long amount() {
        return amount;
    }

    double latitude() {
        return latitude;
    }

    double longitude() {
        return longitude;
    }

    int requestSlots() {
        return values.length;
    }

    double value(int slot) {
        return values[slot];
    }

    /// A category of the request; null where unknown.
    public @Nullable String word(int slot) {
        return words[slot];
    }

    /// Whether a key is the one way to write a whole number of at most 18 digits.
    private static boolean isNumber(String key) {
        int first = !key.isEmpty() && key.charAt(0) == '-' ? 1 : 0;
        int digits = key.length() - first;
        boolean padded = digits > 0 && key.charAt(first) == '0' && (digits > 1 || first > 0);
        if (digits < 1 || digits > 18 || padded) {
            return false;
        }
        for (int i = first; i < key.length(); i++) {
            if (key.charAt(i) < '0' || key.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
