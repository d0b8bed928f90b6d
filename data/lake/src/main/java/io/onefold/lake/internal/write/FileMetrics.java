package io.onefold.lake.internal.write;

import io.onefold.lake.DuckSql;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.util.UnicodeUtil;
import org.jspecify.annotations.Nullable;

/// The statistics that a COPY returns for a file, as Iceberg's metrics. A bound that cannot be told
/// for certain is left out: a missing bound costs time, a wrong one loses rows.
final class FileMetrics {

    /// Text bounds keep this many code points, enough for a UUID.
    private static final int TEXT_BOUND_LENGTH = 36;

    private static final DateTimeFormatter STAMP =
            new DateTimeFormatterBuilder()
                    .appendValue(ChronoField.YEAR, 4, 9, SignStyle.NEVER)
                    .appendPattern("-MM-dd")
                    .optionalStart()
                    .appendLiteral(' ')
                    .append(DateTimeFormatter.ISO_LOCAL_TIME)
                    .optionalStart()
                    .appendLiteral("+00")
                    .optionalEnd()
                    .optionalEnd()
                    .parseDefaulting(ChronoField.NANO_OF_DAY, 0)
                    .toFormatter()
                    .withResolverStyle(ResolverStyle.STRICT);

    private final Map<Integer, Long> sizes = new HashMap<>();
    private final Map<Integer, Long> values = new HashMap<>();
    private final Map<Integer, Long> nulls = new HashMap<>();
    private final Map<Integer, Long> nans = new HashMap<>();
    private final Map<Integer, ByteBuffer> lower = new HashMap<>();
    private final Map<Integer, ByteBuffer> upper = new HashMap<>();

    private FileMetrics() {}

    /// @param rows rows of the file
    /// @param statistics quoted column path → statistic → text, as the engine returns them
    static Metrics of(
            Schema schema, long rows, Map<String, Map<String, @Nullable String>> statistics) {
        FileMetrics metrics = new FileMetrics();
        for (Types.NestedField field : schema.columns()) {
            Map<String, @Nullable String> of = statistics.get(DuckSql.name(field.name()));
            if (of != null && field.type().isPrimitiveType()) {
                metrics.add(field.fieldId(), field.type(), of);
            }
        }
        return new Metrics(
                rows,
                metrics.sizes,
                metrics.values,
                metrics.nulls,
                metrics.nans,
                metrics.lower,
                metrics.upper);
    }

    private void add(int id, Type type, Map<String, @Nullable String> of) {
        count(sizes, id, of.get("column_size_bytes"));
        count(values, id, of.get("num_values"));
        count(nulls, id, of.get("null_count"));
        if (isFloating(type)) {
            count(nans, id, of.get("nan_count"));
        }
        boolean exact =
                "true".equals(of.get("min_is_exact")) && "true".equals(of.get("max_is_exact"));
        String min = of.get("min");
        String max = of.get("max");
        if (exact && min != null && max != null) {
            bound(type, min, false).ifPresent(b -> lower.put(id, b));
            bound(type, max, true).ifPresent(b -> upper.put(id, b));
        }
    }

    private static void count(Map<Integer, Long> into, int id, @Nullable String text) {
        if (text != null) {
            into.put(id, Long.valueOf(text));
        }
    }

    private static boolean isFloating(Type type) {
        return type.typeId() == Type.TypeID.FLOAT || type.typeId() == Type.TypeID.DOUBLE;
    }

    private static Optional<ByteBuffer> bound(Type type, String text, boolean isUpper) {
        try {
            return Optional.ofNullable(value(type, text, isUpper))
                    .map(v -> Conversions.toByteBuffer(type, v));
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static @Nullable Object value(Type type, String text, boolean isUpper) {
        return switch (type.typeId()) {
            case BOOLEAN -> truth(text);
            case INTEGER -> Integer.valueOf(text);
            case LONG -> Long.valueOf(text);
            case FLOAT -> (float) floating(text, isUpper);
            case DOUBLE -> floating(text, isUpper);
            case DECIMAL ->
                    new BigDecimal(text)
                            .setScale(((Types.DecimalType) type).scale(), RoundingMode.UNNECESSARY);
            case STRING -> textBound(text, isUpper);
            case DATE -> Math.toIntExact(LocalDate.parse(text, STAMP).toEpochDay());
            case TIME -> LocalTime.parse(text).toNanoOfDay() / 1000;
            case TIMESTAMP ->
                    ChronoUnit.MICROS.between(
                            LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC),
                            LocalDateTime.parse(text, STAMP));
            default -> null;
        };
    }

    /// The engine prints the bounds of a boolean column as numbers.
    private static @Nullable Boolean truth(String text) {
        return switch (text) {
            case "1", "true" -> true;
            case "0", "false" -> false;
            default -> null;
        };
    }

    /// Iceberg orders -0.0 before 0.0, the engine holds them equal: a zero bound is widened to
    /// both.
    private static double floating(String text, boolean isUpper) {
        double value =
                switch (text) {
                    case "inf" -> Double.POSITIVE_INFINITY;
                    case "-inf" -> Double.NEGATIVE_INFINITY;
                    default -> Double.parseDouble(text);
                };
        return value == 0.0 ? (isUpper ? 0.0 : -0.0) : value;
    }

    private static @Nullable String textBound(String text, boolean isUpper) {
        return isUpper
                ? UnicodeUtil.truncateStringMax(text, TEXT_BOUND_LENGTH)
                : UnicodeUtil.truncateStringMin(text, TEXT_BOUND_LENGTH);
    }
}
