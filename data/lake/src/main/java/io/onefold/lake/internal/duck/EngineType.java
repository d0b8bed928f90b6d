package io.onefold.lake.internal.duck;

import io.onefold.model.DataType;
import io.onefold.model.DataType.Decimal;
import io.onefold.model.DataType.ListOf;
import io.onefold.model.DataType.Simple;
import io.onefold.model.DataType.Struct;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// A column type as the engine prints it, for example `STRUCT(a DECIMAL(18,2)[], "b c" VARCHAR)`.
///
/// @param name the type's name in upper case without parameters; `LIST` and `STRUCT` for the nested
///   ones
/// @param precision digits of a decimal, else 0
/// @param scale digits after the point of a decimal, else 0
/// @param element a list's element
/// @param fields a struct's fields, in order
public record EngineType(
        String name,
        int precision,
        int scale,
        @Nullable EngineType element,
        SequencedMap<String, EngineType> fields) {

    private static final Map<String, DataType> EXACT =
            Map.ofEntries(
                    Map.entry("BOOLEAN", Simple.BOOLEAN),
                    Map.entry("TINYINT", Simple.INT),
                    Map.entry("SMALLINT", Simple.INT),
                    Map.entry("INTEGER", Simple.INT),
                    Map.entry("UTINYINT", Simple.INT),
                    Map.entry("USMALLINT", Simple.INT),
                    Map.entry("UINTEGER", Simple.LONG),
                    Map.entry("BIGINT", Simple.LONG),
                    Map.entry("UBIGINT", new Decimal(20, 0)),
                    Map.entry("HUGEINT", new Decimal(38, 0)),
                    Map.entry("FLOAT", Simple.FLOAT),
                    Map.entry("DOUBLE", Simple.DOUBLE),
                    Map.entry("VARCHAR", Simple.STRING),
                    Map.entry("UUID", Simple.STRING),
                    Map.entry("JSON", Simple.STRING),
                    Map.entry("ENUM", Simple.STRING),
                    Map.entry("\"NULL\"", Simple.STRING),
                    Map.entry("BLOB", Simple.BINARY),
                    Map.entry("DATE", Simple.DATE),
                    Map.entry("TIME", Simple.TIME),
                    Map.entry("TIMESTAMP", Simple.TIMESTAMP),
                    Map.entry("TIMESTAMP_S", Simple.TIMESTAMP),
                    Map.entry("TIMESTAMP_MS", Simple.TIMESTAMP),
                    Map.entry("TIMESTAMP WITH TIME ZONE", Simple.TIMESTAMPTZ));

    /// Reads the engine's spelling.
    public static EngineType parse(String text) {
        return new TypeText(text).read();
    }

    static EngineType plain(String name) {
        return new EngineType(name, 0, 0, null, new LinkedHashMap<>());
    }

    static EngineType decimal(int precision, int scale) {
        return new EngineType("DECIMAL", precision, scale, null, new LinkedHashMap<>());
    }

    static EngineType listOf(EngineType element) {
        return new EngineType("LIST", 0, 0, element, new LinkedHashMap<>());
    }

    static EngineType struct(SequencedMap<String, EngineType> fields) {
        return new EngineType("STRUCT", 0, 0, null, fields);
    }

    /// The lake's type that holds every value of this one, if there is one. There is none for
    /// INTERVAL, TIMESTAMP_NS, TIME WITH TIME ZONE, MAP, UNION, BIT and the like: the SELECT must
    /// say what to make of them.
    public Optional<DataType> natural() {
        if (element != null) {
            return element.natural().map(ListOf::new);
        }
        if (name.equals("DECIMAL")) {
            return Optional.of(new Decimal(precision, scale));
        }
        if (name.equals("STRUCT")) {
            SequencedMap<String, DataType> types = new LinkedHashMap<>();
            for (Map.Entry<String, EngineType> field : fields.entrySet()) {
                Optional<DataType> type = field.getValue().natural();
                if (type.isEmpty()) {
                    return Optional.empty();
                }
                types.put(field.getKey(), type.get());
            }
            return Optional.of(new Struct(types));
        }
        return Optional.ofNullable(EXACT.get(name));
    }

    /// Whether a cast to a lake type keeps every value or fails loudly, never rounds or guesses.
    public boolean fits(DataType to) {
        if (name.equals("\"NULL\"")) {
            return true;
        }
        return switch (to) {
            case ListOf(DataType wanted) -> element != null && element.fits(wanted);
            case Struct struct -> fitsStruct(struct);
            case Decimal(int wantedPrecision, int wantedScale) ->
                    isInteger() || (name.equals("DECIMAL") && scale <= wantedScale);
            case Simple simple -> fitsSimple(simple);
        };
    }

    private boolean fitsStruct(Struct struct) {
        return name.equals("STRUCT")
                && fields.keySet().equals(struct.fields().keySet())
                && fields.entrySet().stream()
                        .allMatch(
                                f -> {
                                    DataType wanted = struct.fields().get(f.getKey());
                                    return wanted != null && f.getValue().fits(wanted);
                                });
    }

    private boolean fitsSimple(Simple to) {
        return switch (to) {
            case INT, LONG -> isInteger() || (name.equals("DECIMAL") && scale == 0);
            case DOUBLE -> name.equals("DOUBLE") || name.equals("FLOAT") || isIntegerUpTo64Bits();
            case STRING ->
                    element == null
                            && fields.isEmpty()
                            && !name.equals("BLOB")
                            && !name.equals("INTERVAL");
            case BOOLEAN, FLOAT, BINARY, DATE, TIME, TIMESTAMPTZ ->
                    natural().filter(to::equals).isPresent();
            case TIMESTAMP -> name.equals("DATE") || natural().filter(to::equals).isPresent();
        };
    }

    private boolean isInteger() {
        return isIntegerUpTo64Bits() || name.equals("HUGEINT") || name.equals("UHUGEINT");
    }

    private boolean isIntegerUpTo64Bits() {
        return switch (name) {
            case "TINYINT",
                    "SMALLINT",
                    "INTEGER",
                    "BIGINT",
                    "UTINYINT",
                    "USMALLINT",
                    "UINTEGER",
                    "UBIGINT" ->
                    true;
            default -> false;
        };
    }
}
