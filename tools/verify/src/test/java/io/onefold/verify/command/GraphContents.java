package io.onefold.verify.command;

import io.onefold.catalog.BoltAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Record;

/// What a graph holds, read past Onefold's own code: every node with its labels and properties,
/// every relationship with its ends, as lines of text.
///
/// @param lines sorted
public record GraphContents(List<String> lines) {

    private static final String NODES = "MATCH (n) RETURN labels(n) AS l, properties(n) AS p";
    private static final String RELATIONSHIPS =
            """
            MATCH (a)-[r]->(b)
            RETURN type(r) AS t, labels(a) AS la, a._key AS ka, labels(b) AS lb, b._key AS kb, properties(r) AS p
            """;

    public static GraphContents of(BoltAddress address) {
        List<String> lines = new ArrayList<>();
        try (Driver driver =
                GraphDatabase.driver(
                        address.uri(), AuthTokens.basic(address.user(), address.password()))) {
            for (String query : List.of(NODES, RELATIONSHIPS)) {
                driver.executableQuery(query)
                        .execute()
                        .records()
                        .forEach(row -> lines.add(line(row)));
            }
        }
        return new GraphContents(lines.stream().sorted().toList());
    }

    private static String line(Record row) {
        Map<String, Object> cells = new TreeMap<>(row.asMap());
        cells.replaceAll(
                (_, cell) -> cell instanceof Map<?, ?> map ? new TreeMap<>(map).toString() : cell);
        return cells.toString();
    }

    /// One hash of everything.
    public String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String line : lines) {
                digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return lines.size() + " " + HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
