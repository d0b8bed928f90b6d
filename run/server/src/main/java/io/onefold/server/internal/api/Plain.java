package io.onefold.server.internal.api;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Values as they stand in an answer. Decimals are texts, and so are whole numbers beyond ±(2^53 −
/// 1), so that no reader rounds them; bytes are hexadecimal.
final class Plain {

    private static final long EXACT_MAX = (1L << 53) - 1;

    private Plain() {}

    static @Nullable Object of(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case BigDecimal decimal -> decimal.toPlainString();
            case BigInteger whole -> whole.toString();
            case Long whole when (whole > EXACT_MAX || whole < -EXACT_MAX) -> whole.toString();
            case byte[] bytes -> HexFormat.of().formatHex(bytes);
            case List<?> list -> list.stream().<@Nullable Object>map(Plain::of).toList();
            case Map<?, ?> struct -> fields(struct);
            default -> value;
        };
    }

    private static Map<String, @Nullable Object> fields(Map<?, ?> struct) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        struct.forEach((name, value) -> fields.put(String.valueOf(name), of(value)));
        return fields;
    }
}
