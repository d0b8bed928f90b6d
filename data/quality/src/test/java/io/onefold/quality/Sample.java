package io.onefold.quality;

import io.onefold.model.DataType;
import io.onefold.model.DatasetName;
import io.onefold.model.contract.ContractColumn;
import io.onefold.model.contract.DatasetContract;
import io.onefold.model.contract.Normalisation;
import io.onefold.model.contract.Reference;
import io.onefold.model.contract.RowRule;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A random contract over raw text columns `id, ver, a, b, p`, each part of it said twice: once in
/// SQL for the product, once in plain Java for the oracle.
///
/// @param contract what the product is given
/// @param fields the same columns in Java
/// @param rules the same rules in Java
record Sample(DatasetContract contract, List<Field> fields, List<Rule> rules) {

    static final List<String> RAW = List.of("id", "ver", "a", "b", "p");
    static final DatasetName DATASET = DatasetName.parse("fuzz.things");
    static final DatasetName PARENTS = DatasetName.parse("fuzz.parents");

    /// One contract column in Java.
    ///
    /// @param corrected the corrected source, of a raw row
    /// @param value the value before conversion, of a raw row; null with a corrected source is a
    ///   failed conversion
    /// @param converted the value's typed form, null if it has none
    record Field(
            ContractColumn column,
            Function<Map<String, @Nullable String>, @Nullable String> corrected,
            Function<Map<String, @Nullable String>, @Nullable String> value,
            Function<String, @Nullable String> converted) {}

    /// One row rule in Java: TRUE, FALSE or null, of the typed values by column.
    record Rule(
            RowRule rule,
            Set<String> reads,
            Function<Map<String, @Nullable String>, @Nullable Boolean> holds) {}

    /// A text that a silo might give for a column.
    static @Nullable String cell(String column, RandomGenerator random) {
        List<String> pool =
                switch (column) {
                    case "id" -> List.of("1", "2", "3", "4", "01", "3.0", "five");
                    case "ver" -> List.of("1", "2", "3", "10", "soon");
                    case "p" -> List.of("1", "2", "3", "9", "none");
                    case "b" -> List.of("x", "new", "old", " ", "", "long word", "x");
                    default ->
                            List.of(
                                    "1",
                                    "12",
                                    "1.5",
                                    "1.555",
                                    "0100",
                                    "12345.6",
                                    "-2",
                                    " 7 ",
                                    "1e3",
                                    "0x10",
                                    "1993-02-28",
                                    "1993-02-30",
                                    "1993-2-1",
                                    "infinity",
                                    "true",
                                    "N",
                                    "",
                                    "9223372036854775808");
                };
        boolean isNull = random.nextInt(column.equals("id") ? 40 : 8) == 0;
        return isNull ? null : pool.get(random.nextInt(pool.size()));
    }

    static Sample draw(RandomGenerator random) {
        List<Field> fields = new ArrayList<>();
        boolean versioned = random.nextBoolean();
        boolean keepLastValid = random.nextInt(3) == 0;
        boolean unique = !keepLastValid && random.nextInt(3) == 0;
        boolean refers = random.nextBoolean();
        fields.add(plain("id", new Long64(), random.nextBoolean(), false));
        fields.add(plain("ver", new Long64(), random.nextInt(4) == 0, false));
        fields.add(plain("a", type(random), random.nextInt(4) == 0, false));
        fields.add(corrected(random.nextInt(4) == 0, unique));
        fields.add(joined());
        fields.add(plain("p", new Long64(), false, false));
        List<Rule> rules = rules(random);
        DatasetContract contract =
                new DatasetContract(
                        "things",
                        "1.0.0",
                        DATASET,
                        fields.stream().map(Field::column).toList(),
                        List.of("id"),
                        versioned ? "ver" : null,
                        rules.stream().map(Rule::rule).toList(),
                        refers
                                ? List.of(new Reference(List.of("p"), PARENTS, List.of("pid")))
                                : List.of(),
                        keepLastValid,
                        List.of());
        return new Sample(contract, fields, rules);
    }

    private static Field plain(String name, Type type, boolean required, boolean unique) {
        ContractColumn column =
                new ContractColumn(
                        name, name, type.type(), required, unique, Set.of(), List.of(), null);
        return new Field(column, row -> row.get(name), row -> row.get(name), type::convert);
    }

    /// `b`: a blank means none, an old word has a new spelling.
    private static Field corrected(boolean required, boolean unique) {
        ContractColumn column =
                new ContractColumn(
                        "b",
                        "b",
                        DataType.Simple.STRING,
                        required,
                        unique,
                        Set.of(),
                        List.of(
                                new Normalisation("blank", "nullif(trim(b), '')"),
                                new Normalisation(
                                        "word", "case b when 'old' then 'new' else b end")),
                        null);
        Function<Map<String, @Nullable String>, @Nullable String> corrected =
                row -> correct(row.get("b"));
        return new Field(column, corrected, corrected, text -> text);
    }

    private static @Nullable String correct(@Nullable String b) {
        if (b == null || b.strip().isEmpty()) {
            return null;
        }
        return b.strip().equals("old") ? "new" : b.strip();
    }

    /// `ba`: made of two columns, so that a present source can lose its value.
    private static Field joined() {
        ContractColumn column =
                new ContractColumn(
                        "ba",
                        "b",
                        DataType.Simple.STRING,
                        false,
                        false,
                        Set.of(),
                        List.of(),
                        "b || '-' || a");
        return new Field(
                column,
                row -> row.get("b"),
                row ->
                        (row.get("b") == null || row.get("a") == null)
                                ? null
                                : row.get("b") + "-" + row.get("a"),
                text -> text);
    }

    private static List<Rule> rules(RandomGenerator random) {
        List<Rule> rules = new ArrayList<>();
        if (random.nextBoolean()) {
            RowRule short3 =
                    new RowRule(
                            "b-short", "b", "at most 3", "length(b) <= 3", random.nextBoolean());
            rules.add(
                    new Rule(short3, Set.of("b"), row -> map(row.get("b"), b -> b.length() <= 3)));
        }
        if (random.nextBoolean()) {
            RowRule sum =
                    new RowRule(
                            "p-below", null, "id + p below 6", "id + p < 6", random.nextBoolean());
            rules.add(
                    new Rule(
                            sum,
                            Set.of("id", "p"),
                            row ->
                                    (row.get("id") == null || row.get("p") == null)
                                            ? null
                                            : Long.parseLong(row.get("id"))
                                                            + Long.parseLong(row.get("p"))
                                                    < 6));
        }
        if (random.nextBoolean()) {
            RowRule any =
                    new RowRule("some", null, "b or p", "b is not null or p is not null", false);
            rules.add(
                    new Rule(
                            any,
                            Set.of("b", "p"),
                            row -> row.get("b") != null || row.get("p") != null));
        }
        return rules;
    }

    private static <T> @Nullable Boolean map(@Nullable T value, Function<T, Boolean> then) {
        return value == null ? null : then.apply(value);
    }

    private static Type type(RandomGenerator random) {
        return switch (random.nextInt(5)) {
            case 0 -> new Long64();
            case 1 -> new Cents();
            case 2 -> new Day();
            case 3 -> new Flag();
            default -> new Text();
        };
    }

    /// A column type in Java: what of a text it holds, exactly.
    private interface Type {
        DataType type();

        @Nullable String convert(String text);
    }

    private record Long64() implements Type {
        private static final Pattern WHOLE = Pattern.compile("[+-]?\\d+(\\.0*)?");

        @Override
        public DataType type() {
            return DataType.Simple.LONG;
        }

        @Override
        public @Nullable String convert(String text) {
            if (!WHOLE.matcher(text.strip()).matches()) {
                return null;
            }
            BigDecimal number = new BigDecimal(text.strip());
            boolean fits = number.toBigInteger().bitLength() < Long.SIZE;
            return fits ? number.toBigInteger().toString() : null;
        }
    }

    private record Cents() implements Type {
        private static final Pattern PLAIN = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)");

        @Override
        public DataType type() {
            return new DataType.Decimal(6, 2);
        }

        @Override
        public @Nullable String convert(String text) {
            if (!PLAIN.matcher(text.strip()).matches()) {
                return null;
            }
            BigDecimal number = new BigDecimal(text.strip()).stripTrailingZeros();
            boolean fits =
                    number.scale() <= 2 && number.abs().compareTo(new BigDecimal("10000")) < 0;
            return fits ? number.setScale(2).toPlainString() : null;
        }
    }

    private record Day() implements Type {
        @Override
        public DataType type() {
            return DataType.Simple.DATE;
        }

        @Override
        public @Nullable String convert(String text) {
            try {
                return LocalDate.parse(text.strip()).toString();
            } catch (DateTimeParseException e) {
                return null;
            }
        }
    }

    private record Flag() implements Type {
        @Override
        public DataType type() {
            return DataType.Simple.BOOLEAN;
        }

        @Override
        public @Nullable String convert(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "true", "t", "yes", "y", "1" -> "true";
                case "false", "f", "no", "n", "0" -> "false";
                default -> null;
            };
        }
    }

    private record Text() implements Type {
        @Override
        public DataType type() {
            return DataType.Simple.STRING;
        }

        @Override
        public String convert(String text) {
            return text;
        }
    }
}
