package io.onefold.lake.internal.mask;

import io.onefold.lake.Mask;
import io.onefold.model.DataType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Masks in Java. Values are String, Integer, Long, Float, Double, BigDecimal, LocalDate,
/// LocalDateTime and OffsetDateTime, by the column's type.
public final class JavaMask {

    private JavaMask() {}

    /// The mask as a function.
    ///
    /// @param keys finds a key by its name
    public static UnaryOperator<@Nullable Object> of(
            Mask mask, DataType type, Function<String, MaskKey> keys) {
        return switch (mask) {
            case Mask.PassThrough() -> value -> value;
            case Mask.Withhold() -> value -> null;
            case Mask.Hash() -> ofText(text -> hex(MaskKey.sha256(utf8(text))));
            case Mask.HmacSha256(String name) -> {
                MaskKey key = keys.apply(name);
                yield ofText(text -> hex(key.hmac(utf8(text))));
            }
            case Mask.Redact(String replacement) -> {
                Object constant = constant(replacement, type);
                yield value -> constant;
            }
            case Mask.RegexReplace(String pattern, String replacement) -> {
                SafePattern safe = SafePattern.of(pattern);
                yield ofText(text -> safe.replaceAll(text, replacement));
            }
            case Mask.RandPattern(String pattern, String name) -> {
                MaskKey key = keys.apply(name);
                yield ofText(text -> randPattern(pattern, key.hmac(utf8(pattern + ":" + text))));
            }
            case Mask.BucketNumber number -> {
                List<BigDecimal> bounds = number.boundsOf(type);
                yield value -> value == null ? null : bucket(bounds, value, type);
            }
            case Mask.BucketDate(Mask.BucketDate.Precision precision) ->
                    value -> value == null ? null : startOf(precision, value);
        };
    }

    private static UnaryOperator<@Nullable Object> ofText(UnaryOperator<String> mask) {
        return value -> value == null ? null : mask.apply((String) value);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String randPattern(String pattern, byte[] digest) {
        StringBuilder text = new StringBuilder();
        int digit = 0;
        for (char c : pattern.toCharArray()) {
            if (c == '#') {
                text.append((digest[digit] & 0xff) % 10);
                digit++;
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    /// A text as a value of a type; [Mask#fits] has seen that it can be read.
    private static Object constant(String text, DataType type) {
        if (type instanceof DataType.Simple simple) {
            return switch (simple) {
                case STRING, BINARY -> text;
                case BOOLEAN -> Boolean.valueOf(text);
                case DATE -> LocalDate.parse(text);
                case TIME -> LocalTime.parse(text);
                case TIMESTAMP -> LocalDateTime.parse(text.replace(' ', 'T'));
                case TIMESTAMPTZ ->
                        OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
                case INT, LONG, FLOAT, DOUBLE -> number(new BigDecimal(text), type);
            };
        }
        return number(new BigDecimal(text), type);
    }

    private static Object number(BigDecimal number, DataType type) {
        if (type instanceof DataType.Decimal(int precision, int scale)) {
            return number.setScale(scale, RoundingMode.UNNECESSARY);
        }
        return switch ((DataType.Simple) type) {
            case INT -> number.intValueExact();
            case LONG -> number.longValueExact();
            case FLOAT -> number.floatValue();
            case DOUBLE -> number.doubleValue();
            case BOOLEAN, STRING, BINARY, DATE, TIME, TIMESTAMP, TIMESTAMPTZ ->
                    throw new IllegalStateException(type + " is not a number");
        };
    }

    private static @Nullable Object bucket(List<BigDecimal> bounds, Object value, DataType type) {
        for (BigDecimal bound : bounds.reversed()) {
            if (isAtLeast(value, bound)) {
                return number(bound, type);
            }
        }
        return null;
    }

    /// The engine orders NaN above every number.
    private static boolean isAtLeast(Object value, BigDecimal bound) {
        return switch (value) {
            case Float number -> Float.isNaN(number) || number >= bound.floatValue();
            case Double number -> Double.isNaN(number) || number >= bound.doubleValue();
            case Integer number -> BigDecimal.valueOf(number).compareTo(bound) >= 0;
            case Long number -> BigDecimal.valueOf(number).compareTo(bound) >= 0;
            case BigDecimal number -> number.compareTo(bound) >= 0;
            default -> throw new IllegalArgumentException(value.getClass() + " is not a number");
        };
    }

    private static Object startOf(Mask.BucketDate.Precision precision, Object value) {
        return switch (value) {
            case LocalDate date -> startOf(precision, date);
            case LocalDateTime stamp -> startOf(precision, stamp);
            case OffsetDateTime instant ->
                    startOf(
                                    precision,
                                    instant.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime())
                            .atOffset(ZoneOffset.UTC);
            default -> throw new IllegalArgumentException(value.getClass() + " is not a date");
        };
    }

    private static LocalDateTime startOf(Mask.BucketDate.Precision precision, LocalDateTime stamp) {
        return precision == Mask.BucketDate.Precision.HOUR
                ? stamp.truncatedTo(ChronoUnit.HOURS)
                : startOf(precision, stamp.toLocalDate()).atStartOfDay();
    }

    private static LocalDate startOf(Mask.BucketDate.Precision precision, LocalDate date) {
        return switch (precision) {
            case HOUR, DAY -> date;
            case WEEK -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> date.withDayOfMonth(1);
            case QUARTER ->
                    date.withMonth((date.getMonthValue() - 1) / 3 * 3 + 1).withDayOfMonth(1);
            case YEAR -> date.withDayOfYear(1);
        };
    }
}
