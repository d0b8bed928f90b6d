package io.onefold.graph.query;

import io.onefold.model.DataType;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Brings what either engine gives for a column to one Java form, so that rows can be compared:
/// String, Boolean, Long, Double, BigDecimal of the column's scale, LocalDate, Instant, List of
/// these, null.
final class Values {

    private Values() {}

    /// @throws OnefoldException (UNPROCESSABLE) if the value is not of the column's type
    static @Nullable Object read(QueryColumn column, @Nullable Object value) {
        return read(column, column.type(), value);
    }

    private static @Nullable Object read(
            QueryColumn column, DataType type, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return switch (type) {
            case DataType.Simple simple -> simple(column, simple, value);
            case DataType.Decimal decimal -> decimal(column, decimal, value);
            case DataType.ListOf(DataType element) when value instanceof List<?> list ->
                    list.stream().map(each -> read(column, element, each)).toList();
            case DataType.ListOf other -> throw unfit(column, value);
            case DataType.Struct other -> throw unfit(column, value);
        };
    }

    private static Object simple(QueryColumn column, DataType.Simple type, Object value) {
        Object read =
                switch (type) {
                    case STRING -> value instanceof String ? value : null;
                    case BOOLEAN -> value instanceof Boolean ? value : null;
                    case INT, LONG -> isWhole(value) ? (Object) ((Number) value).longValue() : null;
                    case FLOAT, DOUBLE ->
                            value instanceof Number number ? (Object) number.doubleValue() : null;
                    case DATE -> value instanceof LocalDate ? value : null;
                    case TIMESTAMPTZ -> instant(value);
                    case TIME, TIMESTAMP, BINARY -> null;
                };
        if (read == null) {
            throw unfit(column, value);
        }
        return read;
    }

    private static @Nullable Instant instant(Object value) {
        return switch (value) {
            case OffsetDateTime time -> time.toInstant();
            case ZonedDateTime time -> time.toInstant();
            case Instant time -> time;
            default -> null;
        };
    }

    private static boolean isWhole(Object value) {
        return value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte
                || (value instanceof BigInteger number && number.bitLength() < Long.SIZE);
    }

    /// Cypher has no decimals and gives them as texts.
    private static BigDecimal decimal(QueryColumn column, DataType.Decimal type, Object value) {
        if (value instanceof BigDecimal || value instanceof String || isWhole(value)) {
            try {
                return new BigDecimal(value.toString()).setScale(type.scale());
            } catch (ArithmeticException | NumberFormatException e) {
                throw unfit(column, value);
            }
        }
        throw unfit(column, value);
    }

    private static OnefoldException unfit(QueryColumn column, Object value) {
        return new OnefoldException(
                ErrorCode.UNPROCESSABLE,
                "column '"
                        + column.name()
                        + "' answered a "
                        + value.getClass().getSimpleName()
                        + "; its manifest says "
                        + column.type()
                        + "; correct the query or its manifest");
    }
}
