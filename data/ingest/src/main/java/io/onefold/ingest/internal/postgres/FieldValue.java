package io.onefold.ingest.internal.postgres;

import io.onefold.ingest.internal.landing.SiloColumn;
import io.onefold.lake.RowBatch;
import io.onefold.model.DataType;
import io.onefold.model.DataType.Simple;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// How the values of one column get from the binary format into a batch.
///
/// Dates are held to the years 1 to 9999, which every reader of the lake understands.
interface FieldValue {

    long DAY_MICROS = 86_400_000_000L;
    int FIRST_DAY = (int) LocalDate.of(1, 1, 1).toEpochDay();
    int LAST_DAY = (int) LocalDate.of(9999, 12, 31).toEpochDay();
    long FIRST_MICROS = FIRST_DAY * DAY_MICROS;
    long END_MICROS =
            LocalDateTime.of(10_000, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC) * 1_000_000;

    /// @param length bytes of the value, which is not null
    void put(byte[] bytes, int at, int length, RowBatch batch, int column, int row) throws Misfit;

    /// @param typed the column whose type the values have in the batch; null: they are texts
    static FieldValue of(Wire wire, @Nullable SiloColumn typed) {
        if (typed == null) {
            return text(wire);
        }
        return switch (wire) {
            case INTEGER -> typed.type() == Simple.INT ? FieldValue::integer : FieldValue::whole;
            case BOOLEAN -> (b, at, length, to, c, r) -> to.setBoolean(c, r, b[at] != 0);
            case REAL ->
                    (b, at, length, to, c, r) ->
                            to.setFloat(c, r, Float.intBitsToFloat(Binary.int4(b, at)));
            case DOUBLE ->
                    (b, at, length, to, c, r) ->
                            to.setDouble(c, r, Double.longBitsToDouble(Binary.int8(b, at)));
            case NUMERIC -> decimal((DataType.Decimal) typed.type());
            case DATE -> FieldValue::date;
            case TIME -> FieldValue::time;
            case TIMESTAMP, TIMESTAMPTZ -> FieldValue::stamp;
            case UUID, INET, JSONB, BYTES, TEXT -> text(wire);
        };
    }

    private static FieldValue text(Wire wire) {
        return switch (wire) {
            case TEXT ->
                    (b, at, length, to, c, r) ->
                            to.setText(c, r, Arrays.copyOfRange(b, at, at + length));
            case JSONB ->
                    (b, at, length, to, c, r) ->
                            to.setText(c, r, Arrays.copyOfRange(b, at + 1, at + length));
            default -> {
                Spelling spelling = new Spelling();
                yield (b, at, length, to, c, r) ->
                        to.setText(c, r, spelling.of(wire, b, at, length).copy());
            }
        };
    }

    private static void integer(
            byte[] bytes, int at, int length, RowBatch batch, int column, int row) throws Misfit {
        long value = Binary.int8(bytes, at);
        if (value != (int) value) {
            throw new Misfit();
        }
        batch.setInt(column, row, (int) value);
    }

    private static void whole(
            byte[] bytes, int at, int length, RowBatch batch, int column, int row) {
        batch.setLong(column, row, Binary.int8(bytes, at));
    }

    private static void date(byte[] bytes, int at, int length, RowBatch batch, int column, int row)
            throws Misfit {
        long day = (long) Binary.int4(bytes, at) + Binary.EPOCH_DAYS;
        if (day < FIRST_DAY || day > LAST_DAY) {
            throw new Misfit();
        }
        batch.setInt(column, row, (int) day);
    }

    private static void time(byte[] bytes, int at, int length, RowBatch batch, int column, int row)
            throws Misfit {
        long micros = Binary.int8(bytes, at);
        if (micros >= DAY_MICROS) {
            throw new Misfit();
        }
        batch.setLong(column, row, micros);
    }

    private static void stamp(byte[] bytes, int at, int length, RowBatch batch, int column, int row)
            throws Misfit {
        long since2000 = Binary.int8(bytes, at);
        if (since2000 < FIRST_MICROS - Binary.EPOCH_MICROS
                || since2000 >= END_MICROS - Binary.EPOCH_MICROS) {
            throw new Misfit();
        }
        batch.setLong(column, row, since2000 + Binary.EPOCH_MICROS);
    }

    private static FieldValue decimal(DataType.Decimal type) {
        return (bytes, at, length, batch, column, row) -> {
            if (!Binary.special(bytes, at).isEmpty()) {
                throw new Misfit();
            }
            try {
                var value = Binary.decimal(bytes, at, type.scale());
                if (value.precision() > type.precision()) {
                    throw new Misfit();
                }
                batch.setDecimal(column, row, value);
            } catch (ArithmeticException e) {
                throw new Misfit();
            }
        };
    }
}
