package io.onefold.graph.explore;

import io.onefold.lake.Mask;
import io.onefold.model.DataType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// How a reader sees the values that a column of the lake became in the graph.
///
/// @param mask the reader's mask; null: the value is shown as it stands in the graph
/// @param type the column's type
/// @param masker the mask as a function
record Property(@Nullable Mask mask, DataType type, UnaryOperator<@Nullable Object> masker) {

    /// A value that is shown to nobody.
    static final Property WITHHELD =
            new Property(new Mask.Withhold(), DataType.Simple.STRING, value -> null);

    boolean isShown() {
        return mask == null;
    }

    /// The value as the reader sees it; empty where it is withheld.
    Optional<Object> show(Object value) {
        return Optional.ofNullable(mask == null ? plain(value) : masked(type, value));
    }

    /// How a value is seen that was derived of the column: the mask does not fit it.
    Property derived() {
        return isShown() ? this : WITHHELD;
    }

    private @Nullable Object masked(DataType of, Object value) {
        return switch (of) {
            case DataType.Simple simple -> simple(simple, value);
            case DataType.Decimal decimal -> decimal(decimal, value);
            case DataType.ListOf(DataType element) when value instanceof List<?> list ->
                    each(element, list);
            case DataType.ListOf other -> null;
            case DataType.Struct other -> null;
        };
    }

    private @Nullable Object simple(DataType.Simple simple, Object value) {
        return switch (simple) {
            case STRING -> value instanceof String ? masker.apply(value) : null;
            case BOOLEAN -> value instanceof Boolean ? masker.apply(value) : null;
            case LONG -> value instanceof Long ? masker.apply(value) : null;
            case INT ->
                    value instanceof Long whole && whole == whole.intValue()
                            ? masker.apply(whole.intValue())
                            : null;
            case DOUBLE -> value instanceof Double ? masker.apply(value) : null;
            case FLOAT -> value instanceof Double number ? masker.apply(number.floatValue()) : null;
            case DATE -> value instanceof LocalDate ? masker.apply(value) : null;
            case TIMESTAMPTZ -> value instanceof ZonedDateTime at ? instant(at) : null;
            case TIME, TIMESTAMP, BINARY -> null;
        };
    }

    private @Nullable Object instant(ZonedDateTime at) {
        Object masked = masker.apply(at.toOffsetDateTime());
        return masked instanceof OffsetDateTime time ? time.toInstant() : null;
    }

    private @Nullable Object decimal(DataType.Decimal decimal, Object value) {
        if (!(value instanceof String text)) {
            return null;
        }
        try {
            Object masked = masker.apply(new BigDecimal(text).setScale(decimal.scale()));
            return masked instanceof BigDecimal number ? number.toPlainString() : null;
        } catch (ArithmeticException | NumberFormatException e) {
            return null; // a value of another type is not the column's: withheld
        }
    }

    private List<@Nullable Object> each(DataType element, List<?> list) {
        List<@Nullable Object> masked = new ArrayList<>();
        list.forEach(value -> masked.add(value == null ? null : masked(element, value)));
        return masked;
    }

    private static Object plain(Object value) {
        return switch (value) {
            case ZonedDateTime at -> at.toInstant();
            case List<?> list ->
                    list.stream().map(each -> each == null ? null : plain(each)).toList();
            default -> value;
        };
    }
}
