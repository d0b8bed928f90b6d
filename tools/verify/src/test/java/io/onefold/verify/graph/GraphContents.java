package io.onefold.verify.graph;

import io.onefold.catalog.BoltAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;

/// All that a graph holds: how many there are of each label and type, and the sum of the SHA-256 of
/// every node and relationship with all its properties, which does not depend on the order they are
/// read in. It knows nothing of the loader's own keys and fingerprints.
///
/// @param counts of each label and relationship type
/// @param hash sixteen hex digits
record GraphContents(SortedMap<String, Long> counts, String hash) {

    static GraphContents of(BoltAddress address) {
        SortedMap<String, Long> counts = new TreeMap<>();
        long[] sum = new long[1];
        try (Driver driver =
                        GraphDatabase.driver(
                                address.uri(),
                                AuthTokens.basic(
                                        String.valueOf(address.user()),
                                        String.valueOf(address.password())));
                Session session =
                        driver.session(
                                SessionConfig.builder()
                                        .withDefaultAccessMode(AccessMode.READ)
                                        .withFetchSize(10_000)
                                        .build())) {
            session.run("MATCH (n) RETURN labels(n) AS labels, properties(n) AS p")
                    .forEachRemaining(
                            row -> {
                                String labels = row.get("labels").asList().toString();
                                counts.merge(labels, 1L, Long::sum);
                                sum[0] += hash(labels + text(row));
                            });
            session.run(
                            "MATCH (a)-[r]->(b) RETURN type(r) AS type, properties(r) AS p,"
                                    + " labels(a) AS la, a._key AS a, labels(b) AS lb, b._key AS b")
                    .forEachRemaining(
                            row -> {
                                String type = row.get("type").asString();
                                counts.merge(type, 1L, Long::sum);
                                sum[0] +=
                                        hash(
                                                row.get("la")
                                                        + " "
                                                        + row.get("a")
                                                        + " "
                                                        + type
                                                        + text(row)
                                                        + row.get("lb")
                                                        + " "
                                                        + row.get("b"));
                            });
        }
        return new GraphContents(counts, Long.toHexString(sum[0]));
    }

    private static String text(Record row) {
        Map<String, String> sorted = new TreeMap<>();
        row.get("p")
                .asMap()
                .forEach((k, v) -> sorted.put(k, v.getClass().getSimpleName() + " " + v));
        return sorted.toString();
    }

    private static long hash(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
