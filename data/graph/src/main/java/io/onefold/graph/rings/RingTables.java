package io.onefold.graph.rings;

import io.onefold.graph.internal.load.RingInput;
import io.onefold.lake.DuckSql;
import io.onefold.lake.LakeSession;
import io.onefold.lake.RowAppender;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.BitSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The temporary tables of one computation: numbered customers, edges and identifiers as of a
/// moment, and what the arrays found about each customer.
///
/// `ring_customer(n, id)`, `ring_edge(n, kind, value, first_seen)`, `ring_identifier(i, kind,
/// value, degree, hub)`, `ring_fraud(n)`, `ring_found(n, component, size, ring_frauds, hops,
/// fraud_neighbours, shared_0 …)`. Only edges seen and labels known before the moment are in them.
/// Memory of the arrays: 16 bytes an edge, about 40 a customer.
final class RingTables {

    private static final int HOPS_MAX = 4;

    private final LakeSession session;
    private final RingInput input;
    private final String before;

    RingTables(LakeSession session, RingInput input, Instant asOf) {
        this.session = session;
        this.input = input;
        this.before = "TIMESTAMPTZ " + DuckSql.text(asOf.toString());
    }

    void compute() throws SQLException {
        createInputs();
        int identifiers = count("ring_identifier");
        byte[] kindOf = new byte[identifiers];
        BitSet hubs = new BitSet(identifiers);
        read(
                "SELECT i, kind, hub FROM ring_identifier",
                row -> {
                    kindOf[row.getInt(1)] = row.getByte(2);
                    hubs.set(row.getInt(1), row.getBoolean(3));
                });
        BitSet frauds = new BitSet();
        read("SELECT n FROM ring_fraud", row -> frauds.set(row.getInt(1)));
        IdentifierGraph.Edges edges = new IdentifierGraph.Edges();
        read(
                "SELECT e.n, i.i FROM ring_edge AS e JOIN ring_identifier AS i USING (kind, value)",
                row -> edges.add(row.getInt(1), row.getInt(2)));
        write(edges.build(count("ring_customer"), identifiers, hubs), kindOf, frauds);
    }

    private void createInputs() {
        session.execute(
                "CREATE TEMP TABLE ring_customer AS SELECT"
                        + " (row_number() OVER (ORDER BY id) - 1)::INTEGER AS n, id FROM (SELECT DISTINCT id FROM ("
                        + input.customersSql()
                        + ")) WHERE id IS NOT NULL");
        session.execute(
                "CREATE TEMP TABLE ring_edge(n INTEGER, kind TINYINT, value VARCHAR, first_seen TIMESTAMPTZ)");
        for (int kind = 0; kind < input.kinds().size(); kind++) {
            session.execute(
                    "INSERT INTO ring_edge SELECT c.n, "
                            + kind
                            + ", e.value, e.first_seen FROM ("
                            + input.kinds().get(kind).edgesSql()
                            + ") AS e JOIN ring_customer AS c USING (id)"
                            + " WHERE e.value IS NOT NULL AND (e.first_seen IS NULL OR e.first_seen < "
                            + before
                            + ")");
        }
        String limits =
                input.kinds().isEmpty()
                        ? "0"
                        : IntStream.range(0, input.kinds().size())
                                .mapToObj(
                                        kind ->
                                                "WHEN "
                                                        + kind
                                                        + " THEN "
                                                        + input.kinds().get(kind).hubAbove())
                                .collect(Collectors.joining(" ", "CASE kind ", " END"));
        session.execute(
                "CREATE TEMP TABLE ring_identifier AS SELECT"
                        + " (row_number() OVER (ORDER BY kind, value) - 1)::INTEGER AS i, kind, value, degree, degree > "
                        + limits
                        + " AS hub FROM (SELECT kind, value, count(DISTINCT n)::INTEGER AS degree FROM ring_edge"
                        + " GROUP BY kind, value)");
        session.execute(
                input.fraudSql() == null
                        ? "CREATE TEMP TABLE ring_fraud(n INTEGER)"
                        : "CREATE TEMP TABLE ring_fraud AS SELECT DISTINCT c.n FROM ("
                                + input.fraudSql()
                                + ") AS f JOIN ring_customer AS c USING (id) WHERE f.known_at < "
                                + before);
    }

    private void write(IdentifierGraph graph, byte[] kindOf, BitSet frauds) {
        Components components = Components.of(graph);
        FraudDistance distance = FraudDistance.from(graph, frauds, HOPS_MAX);
        Sharing sharing = new Sharing(graph, kindOf, input.kinds().size(), frauds);
        int[] fraudsOf = new int[graph.customers()];
        frauds.stream().forEach(fraud -> fraudsOf[components.representative(fraud)]++);
        session.execute(
                "CREATE TEMP TABLE ring_found(n INTEGER, component INTEGER, size INTEGER, ring_frauds INTEGER,"
                        + " hops INTEGER, fraud_neighbours INTEGER"
                        + IntStream.range(0, input.kinds().size())
                                .mapToObj(kind -> ", shared_" + kind + " INTEGER")
                                .collect(Collectors.joining())
                        + ")");
        try (RowAppender rows = session.append("ring_found")) {
            for (int customer = 0; customer < graph.customers(); customer++) {
                int component = components.representative(customer);
                rows.beginRow().add(customer).add(component).add(components.sizeOf(customer));
                rows.add(fraudsOf[component] - (frauds.get(customer) ? 1 : 0));
                int hops = distance.hops(customer);
                if (hops == FraudDistance.NONE) {
                    rows.addNull();
                } else {
                    rows.add(hops);
                }
                Sharing.Counts counts = sharing.of(customer);
                rows.add(counts.fraudNeighbours());
                for (int shared : counts.sharedByKind()) {
                    rows.add(shared);
                }
                rows.endRow();
            }
        }
    }

    private int count(String table) throws SQLException {
        int[] rows = new int[1];
        read("SELECT count(*) FROM " + table, row -> rows[0] = Math.toIntExact(row.getLong(1)));
        return rows[0];
    }

    void read(String sql, RowReader reader) throws SQLException {
        try (Statement statement = session.connection().createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                reader.read(rows);
            }
        }
    }

    /// Takes one row of a result.
    interface RowReader {
        void read(ResultSet row) throws SQLException;
    }
}
