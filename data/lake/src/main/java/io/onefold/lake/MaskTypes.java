package io.onefold.lake;

import io.onefold.model.DataType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;

/// What masks need to know about types.
final class MaskTypes {

    private MaskTypes() {}

    static boolean isNumber(DataType type) {
        return switch (type) {
            case DataType.Decimal decimal -> true;
            case DataType.Simple simple ->
                    switch (simple) {
                        case INT, LONG, FLOAT, DOUBLE -> true;
                        case BOOLEAN, STRING, BINARY, DATE, TIME, TIMESTAMP, TIMESTAMPTZ -> false;
                    };
            case DataType.ListOf list -> false;
            case DataType.Struct struct -> false;
        };
    }

    /// Whether a number type holds a number exactly.
    static boolean holds(BigDecimal number, DataType type) {
        try {
            return switch (type) {
                case DataType.Decimal(int precision, int scale) ->
                        number.setScale(scale, java.math.RoundingMode.UNNECESSARY).precision()
                                <= precision;
                case DataType.Simple simple ->
                        switch (simple) {
                            case INT -> isWhole(number, 32);
                            case LONG -> isWhole(number, 64);
                            case FLOAT ->
                                    new BigDecimal(number.floatValue()).compareTo(number) == 0;
                            case DOUBLE ->
                                    new BigDecimal(number.doubleValue()).compareTo(number) == 0;
                            case BOOLEAN, STRING, BINARY, DATE, TIME, TIMESTAMP, TIMESTAMPTZ ->
                                    false;
                        };
                case DataType.ListOf list -> false;
                case DataType.Struct struct -> false;
            };
        } catch (ArithmeticException | NumberFormatException e) {
            return false;
        }
    }

    private static boolean isWhole(BigDecimal number, int bits) {
        return number.toBigIntegerExact().bitLength() < bits;
    }

    /// Whether a number is above everything that a number type can hold.
    static boolean isAbove(BigDecimal number, DataType type) {
        int scale = type instanceof DataType.Decimal(int precision, int digits) ? digits : 0;
        return number.signum() > 0
                && number.stripTrailingZeros().scale() <= scale
                && !holds(number, type);
    }

    /// Whether a text reads as a value of a type.
    static boolean canRead(String text, DataType type) {
        if (isNumber(type)) {
            try {
                return holds(new BigDecimal(text), type);
            } catch (NumberFormatException e) {
                return false;
            }
        }
        if (!(type instanceof DataType.Simple simple)) {
            return false;
        }
        try {
            return switch (simple) {
                case STRING -> true;
                case BOOLEAN -> text.equals("true") || text.equals("false");
                case DATE -> LocalDate.parse(text).getYear() > 0;
                case TIME -> LocalTime.parse(text).getNano() >= 0;
                case TIMESTAMP -> LocalDateTime.parse(text.replace(' ', 'T')).getYear() > 0;
                case TIMESTAMPTZ -> Instant.parse(text).isAfter(Instant.MIN);
                case BINARY, INT, LONG, FLOAT, DOUBLE -> false;
            };
        } catch (DateTimeException e) {
            return false;
        }
    }
}
