package io.onefold.lake.internal.mask;

import io.onefold.model.DataType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Values that break careless code, and random ones.
final class OddValues {

    private OddValues() {}

    static List<@Nullable Object> of(DataType type) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(null);
        values.addAll(
                switch (type) {
                    case DataType.Decimal(int precision, int scale) ->
                            List.of(
                                    BigDecimal.TEN
                                            .pow(precision)
                                            .subtract(BigDecimal.ONE)
                                            .movePointLeft(scale),
                                    BigDecimal.TEN
                                            .pow(precision)
                                            .subtract(BigDecimal.ONE)
                                            .movePointLeft(scale)
                                            .negate(),
                                    BigDecimal.ZERO.setScale(scale));
                    case DataType.Simple simple -> ofSimple(simple);
                    case DataType.ListOf list -> List.of();
                    case DataType.Struct struct -> List.of();
                });
        return values;
    }

    private static List<Object> texts() {
        return List.of(
                "",
                " ",
                "'",
                "\"",
                "\\",
                "\n",
                "a\nb",
                "a\r\nb",
                "12345\n",
                "é",
                "e\u0301",
                "日本語",
                "😀 ok 😀",
                "\u2028x",
                "$1 \\1",
                "%_",
                "a@b@c.de",
                "no at sign",
                "@x",
                "12",
                "+91 98765-43210 ext. ",
                "call me",
                "٣٤٥٦٧٨٩",
                "x".repeat(20_000),
                "\u00a0\u000b\f\t");
    }

    private static List<Object> ofSimple(DataType.Simple type) {
        return switch (type) {
            case STRING -> texts();
            case INT -> List.of(Integer.MIN_VALUE, Integer.MAX_VALUE, 0, -50, -51, 100);
            case LONG ->
                    List.of(
                            Long.MIN_VALUE,
                            Long.MAX_VALUE,
                            0L,
                            999_999_999_999L,
                            1_000_000_000_000L);
            case FLOAT ->
                    List.of(
                            Float.NaN,
                            Float.POSITIVE_INFINITY,
                            Float.NEGATIVE_INFINITY,
                            -0.0f,
                            Float.MAX_VALUE,
                            99.99999f);
            case DOUBLE ->
                    List.of(
                            Double.NaN,
                            Double.POSITIVE_INFINITY,
                            Double.NEGATIVE_INFINITY,
                            -0.0,
                            Double.MIN_VALUE);
            case DATE ->
                    List.of(
                            LocalDate.of(1969, 12, 31),
                            LocalDate.of(2020, 2, 29),
                            LocalDate.of(1, 1, 1),
                            LocalDate.of(9999, 12, 31),
                            LocalDate.of(2018, 12, 31),
                            LocalDate.of(2021, 1, 3));
            case TIMESTAMP ->
                    List.of(
                            LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_000),
                            LocalDateTime.of(2020, 2, 29, 0, 0),
                            LocalDateTime.of(1, 1, 1, 0, 0));
            case TIMESTAMPTZ ->
                    List.of(
                            OffsetDateTime.of(
                                    1969, 12, 31, 23, 59, 59, 999_999_000, ZoneOffset.UTC),
                            OffsetDateTime.of(2021, 1, 3, 0, 30, 0, 0, ZoneOffset.ofHours(5)),
                            OffsetDateTime.of(2020, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC));
            case BOOLEAN, BINARY, TIME -> List.of();
        };
    }

    static Object random(DataType type, Random random) {
        return switch (type) {
            case DataType.Decimal(int precision, int scale) ->
                    new BigDecimal(new java.math.BigInteger(precision * 3, random), scale)
                            .multiply(
                                    random.nextBoolean()
                                            ? BigDecimal.ONE
                                            : BigDecimal.ONE.negate());
            case DataType.Simple simple ->
                    switch (simple) {
                        case STRING -> text(random);
                        case INT ->
                                random.nextBoolean() ? random.nextInt() : random.nextInt(-200, 200);
                        case LONG ->
                                random.nextBoolean()
                                        ? random.nextLong()
                                        : random.nextLong(-200, 200);
                        case FLOAT -> (float) (random.nextGaussian() * 200);
                        case DOUBLE -> random.nextGaussian() * 200;
                        case DATE -> LocalDate.ofEpochDay(random.nextInt(-60_000, 60_000));
                        case TIMESTAMP -> stamp(random);
                        case TIMESTAMPTZ -> stamp(random).atOffset(ZoneOffset.UTC);
                        case BOOLEAN, BINARY, TIME ->
                                throw new IllegalArgumentException(type.toString());
                    };
            case DataType.ListOf list -> throw new IllegalArgumentException(type.toString());
            case DataType.Struct struct -> throw new IllegalArgumentException(type.toString());
        };
    }

    private static LocalDateTime stamp(Random random) {
        return LocalDateTime.ofEpochSecond(
                random.nextLong(-5_000_000_000L, 5_000_000_000L),
                random.nextInt(1_000_000) * 1000,
                ZoneOffset.UTC);
    }

    private static String text(Random random) {
        String alphabet = "abcXYZ019 .-_@+()'\n\té日😀ß";
        int[] points = alphabet.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(24);
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }
}
