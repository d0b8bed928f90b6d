package io.onefold.server.internal.decisions.commit;

import io.onefold.catalog.jdbc.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Small numbers for the hashes of feature plans, so that a logged vector costs four bytes more and
/// not 32. Plans are few. Safe for many threads.
public final class PlanNumbers {

    private final Jdbc jdbc;
    private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
    private final Map<Integer, byte[]> hashes = new ConcurrentHashMap<>();

    public PlanNumbers(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    /// The number of a plan; a new plan gets one at once.
    int number(byte[] hash) {
        String text = HexFormat.of().formatHex(hash);
        Integer known = numbers.get(text);
        if (known != null) {
            return known;
        }
        int number =
                jdbc.transaction(
                        connection -> {
                            Jdbc.update(
                                    connection,
                                    "insert into decisions.feature_plan (hash) values (?) on conflict do nothing",
                                    hash);
                            return Jdbc.first(
                                            connection,
                                            "select id from decisions.feature_plan where hash = ?",
                                            row -> row.getInt(1),
                                            hash)
                                    .orElseThrow();
                        });
        numbers.put(text, number);
        return number;
    }

    /// The hash of the plan of a number; empty for a number that no plan has.
    public byte[] hash(Connection connection, int number) throws SQLException {
        byte[] known = hashes.get(number);
        if (known != null) {
            return known.clone();
        }
        byte[] hash =
                Jdbc.first(
                                connection,
                                "select hash from decisions.feature_plan where id = ?",
                                row -> row.getBytes(1),
                                number)
                        .orElse(new byte[0]);
        hashes.put(number, hash);
        return hash.clone();
    }
}
