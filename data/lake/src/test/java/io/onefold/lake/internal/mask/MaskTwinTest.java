package io.onefold.lake.internal.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.lake.DuckSql;
import io.onefold.lake.Mask;
import io.onefold.lake.MaskRule;
import io.onefold.lake.SparkSql;
import io.onefold.lake.internal.duck.Engine;
import io.onefold.lake.internal.sql.SqlTree;
import io.onefold.model.DataType;
import io.onefold.model.OnefoldException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The kit that holds the two renderings of every mask together: the same random values through the
/// engine and through Java must read the same, null and odd values too.
class MaskTwinTest {

    private static final long SEED = 20_260_301;
    private static final int ROWS = 1_000;

    /// RFC 4231, test case 2 and 6: a short key and one longer than a block.
    private static final byte[] LONG_KEY = HexFormat.of().parseHex("aa".repeat(131));

    private static final Map<DataType, Input> INPUTS = new HashMap<>();

    @TempDir static Path spill;

    private static Engine engine;

    @BeforeAll
    static void open() {
        engine = Engine.open(spill, 256, 2);
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    static Stream<Arguments> masks() {
        return Stream.of(textMasks(), numberMasks(), dateMasks(), constants()).flatMap(s -> s);
    }

    private static Stream<Arguments> textMasks() {
        List<Mask> text =
                new ArrayList<>(
                        List.of(
                                new Mask.PassThrough(),
                                new Mask.Withhold(),
                                new Mask.Hash(),
                                new Mask.HmacSha256("k"),
                                new Mask.HmacSha256("long"),
                                new Mask.Redact("it's \"gone\" é"),
                                new Mask.RegexReplace("[0-9]+", "<$$0>"),
                                new Mask.RegexReplace("(\\w)(\\w*)\\s", "$2\\$1-$0"),
                                new Mask.RegexReplace("^.{1,3}|[aeiou]+?|é$", "_"),
                                new Mask.RegexReplace("[^\\s\\d]\\)", "!"),
                                new Mask.RandPattern("#", "k"),
                                new Mask.RandPattern(
                                        "AB-##'##-####-####-####-####-####-####", "long")));
        MaskRule.BUILT_IN.stream()
                .map(MaskRule::mask)
                .filter(m -> m.fits(DataType.Simple.STRING))
                .forEach(text::add);
        return text.stream().map(m -> Arguments.of(m, DataType.Simple.STRING));
    }

    private static Stream<Arguments> numberMasks() {
        return numberTypes()
                .flatMap(
                        type ->
                                Stream.of(
                                                new Mask.BucketNumber(
                                                        List.of(
                                                                new BigDecimal("-50"),
                                                                new BigDecimal("0"),
                                                                new BigDecimal("100"),
                                                                new BigDecimal("1000000000000"))),
                                                new Mask.Redact("7"),
                                                new Mask.Withhold())
                                        .map(mask -> Arguments.of(mask, type)));
    }

    private static Stream<Arguments> dateMasks() {
        return Stream.of(Mask.BucketDate.Precision.values())
                .flatMap(
                        p ->
                                Stream.of(
                                                DataType.Simple.DATE,
                                                DataType.Simple.TIMESTAMP,
                                                DataType.Simple.TIMESTAMPTZ)
                                        .filter(type -> new Mask.BucketDate(p).fits(type))
                                        .map(type -> Arguments.of(new Mask.BucketDate(p), type)));
    }

    private static Stream<Arguments> constants() {
        return Stream.of(
                Arguments.of(new Mask.Redact("1970-01-01"), DataType.Simple.DATE),
                Arguments.of(new Mask.Redact("2020-02-29 12:30:00"), DataType.Simple.TIMESTAMP),
                Arguments.of(new Mask.Redact("2020-02-29T12:30:00Z"), DataType.Simple.TIMESTAMPTZ));
    }

    private static Stream<DataType> numberTypes() {
        return Stream.of(
                DataType.Simple.INT,
                DataType.Simple.LONG,
                DataType.Simple.FLOAT,
                DataType.Simple.DOUBLE,
                new DataType.Decimal(9, 2),
                new DataType.Decimal(38, 10));
    }

    @ParameterizedTest
    @MethodSource("masks")
    void theEngineAndJavaGiveTheSameValue(Mask mask, DataType type) throws SQLException {
        Input input = inputOf(type);
        UnaryOperator<@Nullable Object> java = JavaMask.of(mask, type, MaskTwinTest::key);

        List<@Nullable Object> fromEngine = throughEngine(mask, type, input.table());
        assertThat(namesThatSparkReadsOtherwise(mask, type)).isEmpty();

        List<@Nullable Object> values = input.values();
        assertThat(fromEngine).hasSameSizeAs(values);
        for (int i = 0; i < values.size(); i++) {
            assertThat(fromEngine.get(i))
                    .as("seed %d, row %d, %s of %s value <%s>", SEED, i, mask, type, values.get(i))
                    .isEqualTo(java.apply(values.get(i)));
        }
    }

    /// A view is read by whatever dialect its reader has.
    private static List<String> namesThatSparkReadsOtherwise(Mask mask, DataType type) {
        String masked = SqlMask.render(mask, "v", type, name -> SqlMask.KeyVariables.numbered(0));
        return SqlTree.parse(
                        engine.connection(),
                        "SELECT " + masked.replace("system.main.", "by_address_"))
                .names()
                .stream()
                .filter(name -> SparkSql.address(name).isPresent())
                .toList();
    }

    private static MaskKey key(String name) {
        return MaskKey.of(
                name.equals("long")
                        ? LONG_KEY
                        : "sixteen bytes at least".getBytes(StandardCharsets.UTF_8));
    }

    /// A table of the engine and the values in it.
    private record Input(String table, List<@Nullable Object> values) {}

    private static Input inputOf(DataType type) throws SQLException {
        Input known = INPUTS.get(type);
        if (known != null) {
            return known;
        }
        Random random = new Random(SEED);
        List<@Nullable Object> values = new ArrayList<>(OddValues.of(type));
        while (values.size() < ROWS) {
            values.add(random.nextInt(20) == 0 ? null : OddValues.random(type, random));
        }
        Input input = new Input("input_" + INPUTS.size(), values);
        engine.execute(
                "CREATE TEMP TABLE "
                        + input.table()
                        + " (i INTEGER, \"the \"\"value\" "
                        + DuckSql.type(type)
                        + ")");
        try (PreparedStatement insert =
                engine.connection()
                        .prepareStatement("INSERT INTO " + input.table() + " VALUES (?, ?)")) {
            for (int i = 0; i < values.size(); i++) {
                insert.setInt(1, i);
                insert.setObject(2, values.get(i));
                insert.addBatch();
            }
            insert.executeBatch();
        }
        INPUTS.put(type, input);
        return input;
    }

    private static List<@Nullable Object> throughEngine(Mask mask, DataType type, String table)
            throws SQLException {
        setKey("k", 0);
        setKey("long", 1);
        String masked =
                SqlMask.render(
                        mask,
                        "the \"value",
                        type,
                        name -> SqlMask.KeyVariables.numbered(name.equals("long") ? 1 : 0));
        List<@Nullable Object> result = new ArrayList<>();
        try (Statement statement = engine.connection().createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT "
                                        + masked
                                        + ", typeof("
                                        + masked
                                        + ") FROM "
                                        + table
                                        + " ORDER BY i")) {
            while (rows.next()) {
                assertThat(rows.getString(2)).isEqualTo(DuckSql.type(type));
                Object value = rows.getObject(1);
                result.add(
                        value instanceof Timestamp
                                ? rows.getObject(1, LocalDateTime.class)
                                : value);
            }
        }
        return result;
    }

    private static void setKey(String name, int number) throws SQLException {
        SqlMask.KeyVariables variables = SqlMask.KeyVariables.numbered(number);
        for (var pad :
                Map.of(
                                variables.inner(),
                                key(name).innerPad(),
                                variables.outer(),
                                key(name).outerPad())
                        .entrySet()) {
            try (PreparedStatement set =
                    engine.connection().prepareStatement("SET VARIABLE " + pad.getKey() + " = ?")) {
                set.setBytes(1, pad.getValue());
                set.execute();
            }
        }
    }

    @Test
    void theHmacEqualsThePublishedVectors() {
        // RFC 4231 §4.7: key of 131 bytes 0xaa.
        UnaryOperator<@Nullable Object> mask =
                JavaMask.of(new Mask.HmacSha256("long"), DataType.Simple.STRING, MaskTwinTest::key);

        assertThat(mask.apply("Test Using Larger Than Block-Size Key - Hash Key First"))
                .isEqualTo("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    }

    @Test
    void theHashEqualsThePublishedVector() {
        // FIPS 180-2, appendix B.1.
        assertThat(
                        JavaMask.of(new Mask.Hash(), DataType.Simple.STRING, MaskTwinTest::key)
                                .apply("abc"))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(?=x)a",
                "(?!x)a",
                "(?<=x)a",
                "a(?i)b",
                "(a)\\1",
                "a++",
                "a*+",
                "[a[bc]]",
                "[a&&b]",
                "x*",
                "^",
                "$",
                "a|",
                "\\p{L}",
                "\\Qa\\E",
                "{",
                "(",
                "a{1000000}",
                "\\b"
            })
    void aPatternThatTheEnginesReadDifferentlyIsRefused(String pattern) {
        assertThatThrownBy(() -> new Mask.RegexReplace(pattern, "x"))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining(pattern);
    }

    @Test
    void aReplacementWithAGroupThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> new Mask.RegexReplace("(a)b", "$2"))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("it has 1");
    }
}
