package io.onefold.lake.internal.read;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;

/// The driver's values as plain Java ones.
final class Cells {

    private Cells() {}

    static @Nullable Object read(ResultSet rows, int column) throws SQLException {
        Object value = rows.getObject(column);
        return value instanceof Timestamp
                ? rows.getObject(column, LocalDateTime.class)
                : plain(value);
    }

    private static @Nullable Object plain(@Nullable Object value) throws SQLException {
        return switch (value) {
            case null -> null;
            case Byte number -> number.intValue();
            case Short number -> number.intValue();
            case BigInteger number -> new BigDecimal(number);
            case OffsetDateTime instant -> instant.withOffsetSameInstant(ZoneOffset.UTC);
            case Timestamp stamp -> stamp.toLocalDateTime();
            case Blob blob -> bytes(blob);
            case Array array -> list((Object[]) array.getArray());
            case DuckDBStruct struct -> map(struct.getMap());
            case Map<?, ?> map -> map(map);
            case java.util.UUID uuid -> uuid.toString();
            case org.duckdb.JsonNode json -> json.toString();
            default -> value;
        };
    }

    private static byte[] bytes(Blob blob) throws SQLException {
        return ByteBuffer.wrap(blob.getBytes(1, Math.toIntExact(blob.length()))).array();
    }

    private static List<@Nullable Object> list(Object[] values) throws SQLException {
        List<@Nullable Object> list = new ArrayList<>(values.length);
        for (Object value : values) {
            list.add(plain(value));
        }
        return list;
    }

    private static Map<String, @Nullable Object> map(Map<?, ?> entries) throws SQLException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            map.put(String.valueOf(entry.getKey()), plain(entry.getValue()));
        }
        return map;
    }
}
