package io.onefold.model;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The type of a lake column, in Iceberg's terms.
public sealed interface DataType {

    /// A type without parameters.
    enum Simple implements DataType {
        BOOLEAN,
        INT,
        LONG,
        FLOAT,
        DOUBLE,
        STRING,
        BINARY,
        DATE,
        /// Wall-clock time of day, microseconds.
        TIME,
        /// Date and time without a zone, microseconds.
        TIMESTAMP,
        /// An instant, microseconds, UTC.
        TIMESTAMPTZ;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// An exact decimal number.
    ///
    /// @param precision total digits, 1 to 38
    /// @param scale digits after the point, 0 to precision
    record Decimal(int precision, int scale) implements DataType {
        public Decimal {
            if (precision < 1 || precision > 38 || scale < 0 || scale > precision) {
                throw new OnefoldException(
                        ErrorCode.INVALID_INPUT,
                        "decimal("
                                + precision
                                + ","
                                + scale
                                + ") does not exist; expected precision 1 to 38 and scale 0 to precision");
            }
        }

        @Override
        public String toString() {
            return "decimal(" + precision + "," + scale + ")";
        }
    }

    /// A list whose elements may be null.
    record ListOf(DataType element) implements DataType {
        @Override
        public String toString() {
            return "list<" + element + ">";
        }
    }

    /// A struct with named fields; used for quarantine reasons.
    record Struct(java.util.SequencedMap<String, DataType> fields) implements DataType {
        public Struct {
            fields =
                    java.util.Collections.unmodifiableSequencedMap(
                            new java.util.LinkedHashMap<>(fields));
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder("struct<");
            fields.forEach(
                    (name, type) ->
                            text.append(text.length() > 7 ? "," : "")
                                    .append(name)
                                    .append(":")
                                    .append(type));
            return text.append(">").toString();
        }
    }

    /// Reads a type as manifests and contracts spell it, for example `long`, `decimal(18,2)`,
    /// `list<string>`. The common synonyms `bigint`, `integer`, `text`, `varchar`, `bool`, `uuid`,
    /// `json` are understood.
    ///
    /// @throws OnefoldException (INVALID_INPUT) naming the text and the allowed spellings
    static DataType parse(String text) {
        String spelt = text.trim().toLowerCase(Locale.ROOT);
        Matcher decimal = Spellings.DECIMAL.matcher(spelt);
        if (decimal.matches()) {
            return new Decimal(
                    Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
        }
        if (spelt.startsWith("list<") && spelt.endsWith(">")) {
            return new ListOf(parse(spelt.substring(5, spelt.length() - 1)));
        }
        DataType simple = Spellings.SIMPLE.get(spelt);
        if (simple == null) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "'"
                            + text
                            + "' is not a column type; expected one of boolean, int, long, float, double, string,"
                            + " binary, date, time, timestamp, timestamptz, decimal(p,s), list<type>");
        }
        return simple;
    }

    /// The spellings that [#parse] accepts.
    final class Spellings {
        private static final Pattern DECIMAL =
                Pattern.compile("(?:decimal|numeric)\\(\\s*(\\d{1,2})\\s*,\\s*(\\d{1,2})\\s*\\)");
        private static final Map<String, DataType> SIMPLE =
                Map.ofEntries(
                        Map.entry("boolean", Simple.BOOLEAN),
                        Map.entry("bool", Simple.BOOLEAN),
                        Map.entry("int", Simple.INT),
                        Map.entry("integer", Simple.INT),
                        Map.entry("long", Simple.LONG),
                        Map.entry("bigint", Simple.LONG),
                        Map.entry("float", Simple.FLOAT),
                        Map.entry("double", Simple.DOUBLE),
                        Map.entry("string", Simple.STRING),
                        Map.entry("text", Simple.STRING),
                        Map.entry("varchar", Simple.STRING),
                        Map.entry("uuid", Simple.STRING),
                        Map.entry("json", Simple.STRING),
                        Map.entry("binary", Simple.BINARY),
                        Map.entry("date", Simple.DATE),
                        Map.entry("time", Simple.TIME),
                        Map.entry("timestamp", Simple.TIMESTAMP),
                        Map.entry("timestamptz", Simple.TIMESTAMPTZ));

        private Spellings() {}
    }
}
