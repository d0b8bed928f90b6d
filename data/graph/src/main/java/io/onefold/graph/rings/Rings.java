package io.onefold.graph.rings;

import io.onefold.catalog.Catalog;
import io.onefold.catalog.GraphSpec;
import io.onefold.catalog.RunContext;
import io.onefold.catalog.RunItem;
import io.onefold.graph.internal.load.GraphLineage;
import io.onefold.graph.internal.load.RingInput;
import io.onefold.lake.Commit;
import io.onefold.lake.DuckSql;
import io.onefold.lake.Lake;
import io.onefold.lake.LakeSession;
import io.onefold.lake.LakeTable;
import io.onefold.lake.PartitionField;
import io.onefold.lake.SchemaChange;
import io.onefold.lake.Write;
import io.onefold.lake.WriteMode;
import io.onefold.model.Column;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.TableName;
import io.onefold.model.access.Principal;
import io.onefold.model.cluster.Naming;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Computes who belongs to which ring, how far everybody is from confirmed fraud, and the features
/// that decisions load.
///
/// Rings are the connected components of customers over identifiers; an identifier with more
/// customers than its mapping's `hub_above` connects nobody. Distance counts customer hops, at most
/// four. Only edges seen and labels known before the moment count, and never a customer's own
/// label. Members are kept in `graph.ring_<graph>`, features of all graphs in
/// `features.graph_customer`, by graph.
public final class Rings {

    /// The stage's name in the run log.
    public static final String STAGE = "rings";

    private static final String INPUTS = "onefold.rings-inputs";

    /// The table that holds the features of every graph: `graph`, `customer_id`, `as_of`, …
    public static final TableName FEATURES = TableName.of("features", "graph_customer");

    private final Catalog catalog;
    private final Lake lake;

    public Rings(Catalog catalog, Lake lake) {
        this.catalog = catalog;
        this.lake = lake;
    }

    /// The table that holds a graph's ring members: `customer_id`, `ring_id`, `ring`, `current`.
    public static TableName members(String graph) {
        return TableName.of("graph", "ring_" + graph.replace('-', '_'));
    }

    /// Computes a graph's rings and features, unless they stand already.
    ///
    /// @param asOf the moment they speak of; null: the commit of the newest table they are made of,
    ///   so that nothing is written again while nothing changes
    public RingResult compute(GraphSpec graph, @Nullable Instant asOf, RunContext run) {
        try (RunItem item = run.journal().begin(STAGE, graph.name());
                LakeSession session = lake.session(Principal.system(STAGE))) {
            try {
                RingInput input = RingInput.of(catalog, lake, session, graph);
                Instant moment = asOf == null ? input.newest().committedAt() : asOf;
                RingResult result = compute(graph, input, moment, session, run);
                item.note(
                        Map.of(
                                "as_of", moment.toString(),
                                "rings", Long.toString(result.rings()),
                                "customers", Long.toString(result.customers())));
                item.succeed();
                return result;
            } catch (OnefoldException e) {
                item.fail(String.valueOf(e.getMessage()));
                throw e;
            } catch (SQLException e) {
                item.fail("the engine failed");
                throw new OnefoldException(
                        ErrorCode.RUN_FAILED,
                        "rings of graph '" + graph.name() + "' failed: " + e.getMessage(),
                        e);
            }
        }
    }

    private RingResult compute(
            GraphSpec graph, RingInput input, Instant asOf, LakeSession session, RunContext run)
            throws SQLException {
        TableName members = members(graph.name());
        String state = INPUTS + "." + graph.name();
        String inputs = input.fingerprint() + " as of " + asOf;
        Optional<LakeTable> standing = lake.find(FEATURES);
        RingTables tables = new RingTables(session, input, asOf);
        if (standing.flatMap(t -> t.state(state)).filter(inputs::equals).isPresent()) {
            return new RingResult(asOf, 0, ringsIn(members, session, tables), 0, false);
        }
        tables.compute();
        Naming<Long, Integer> naming =
                new RingNames(session, tables).name(former(members, session));
        String memberSql =
                "SELECT id AS customer_id, 'R' || lpad(ring::VARCHAR, 9, '0') AS ring_id, ring, current"
                        + " FROM ring_named";
        lake.findOrCreate(members, session.columnsOf(memberSql), List.of());
        session.publish(
                new Write(members, memberSql, new WriteMode.Overwrite(), run.runId().toString()));
        String own = "SELECT " + DuckSql.text(graph.name()) + " AS graph";
        Commit commit =
                session.publish(
                        new Write(
                                FEATURES,
                                fitted(
                                        FEATURES,
                                        own + ", * FROM (" + featuresSql(input, asOf) + ")",
                                        session),
                                new WriteMode.Replace(List.of("graph"), own),
                                run.runId().toString(),
                                Map.of(state, inputs)));
        registerTables(graph, members, run);
        return new RingResult(
                asOf, commit.rowsAdded(), naming.members().size(), naming.changes().size(), true);
    }

    /// Tags of the customers' keys follow them into both tables.
    private void registerTables(GraphSpec graph, TableName members, RunContext run) {
        GraphLineage lineage = new GraphLineage(catalog, lake);
        lineage.customers(members, List.of(graph), run.runId());
        lineage.customers(
                FEATURES,
                catalog.graphs().stream()
                        .map(catalog::graph)
                        .filter(spec -> !spec.identifiers().isEmpty())
                        .toList(),
                run.runId());
    }

    /// The SELECT with exactly the table's columns. The table is made when missing; it gains the
    /// kinds of identifiers that this graph brings, and keeps null where another graph's are
    /// unknown to it.
    private String fitted(TableName table, String select, LakeSession session) {
        List<Column> columns = session.columnsOf(select);
        LakeTable standing =
                lake.findOrCreate(table, columns, List.of(PartitionField.identity("graph")));
        Set<String> known = names(standing.columns());
        List<SchemaChange> added =
                columns.stream()
                        .filter(column -> !known.contains(column.name()))
                        .<SchemaChange>map(
                                column ->
                                        new SchemaChange.Add(
                                                Column.optional(column.name(), column.type())))
                        .toList();
        LakeTable fitting = added.isEmpty() ? standing : lake.evolve(table, added);
        Set<String> given = names(columns);
        return fitting.columns().stream()
                .map(
                        column ->
                                given.contains(column.name())
                                        ? DuckSql.name(column.name())
                                        : "NULL::"
                                                + DuckSql.type(column.type())
                                                + " AS "
                                                + DuckSql.name(column.name()))
                .collect(Collectors.joining(", ", "SELECT ", " FROM (" + select + ")"));
    }

    private static Set<String> names(List<Column> columns) {
        return columns.stream().map(Column::name).collect(Collectors.toSet());
    }

    private String former(TableName members, LakeSession session) {
        if (lake.find(members).isEmpty()) {
            return "SELECT ''::VARCHAR AS customer_id, 0::BIGINT AS ring, false AS current WHERE false";
        }
        session.attach(members);
        return "SELECT customer_id, ring, current FROM " + DuckSql.table(members);
    }

    private static long ringsIn(TableName members, LakeSession session, RingTables tables)
            throws SQLException {
        session.attach(members);
        long[] rings = new long[1];
        tables.read(
                "SELECT count(DISTINCT ring) FROM " + DuckSql.table(members) + " WHERE current",
                row -> rings[0] = row.getLong(1));
        return rings[0];
    }

    private static String featuresSql(RingInput input, Instant asOf) {
        String moment = "TIMESTAMPTZ " + DuckSql.text(asOf.toString());
        String monthBefore =
                "TIMESTAMPTZ " + DuckSql.text(asOf.minus(30, ChronoUnit.DAYS).toString());
        List<String> columns =
                new ArrayList<>(
                        List.of(
                                "c.id AS customer_id",
                                moment + " AS as_of",
                                "CASE WHEN f.size > 1 THEN 'R' || lpad(m.ring::VARCHAR, 9, '0') END AS ring_id",
                                "f.size AS ring_size",
                                "f.ring_frauds AS ring_known_fraud"));
        IntStream.range(0, input.kinds().size())
                .mapToObj(
                        kind ->
                                "f.shared_"
                                        + kind
                                        + " AS "
                                        + DuckSql.name(
                                                "shared_"
                                                        + input.kinds()
                                                                .get(kind)
                                                                .label()
                                                                .toLowerCase(Locale.ROOT)))
                .forEach(columns::add);
        columns.addAll(
                List.of(
                        "f.hops AS hops_to_fraud",
                        "f.fraud_neighbours",
                        "coalesce(e.degree, 0)::INTEGER AS max_identifier_degree",
                        "coalesce(e.fresh, 0)::INTEGER AS new_identifiers_30d",
                        input.newest().id() + "::BIGINT AS snapshot_id"));
        return columns.stream().collect(Collectors.joining(", ", "SELECT ", ""))
                + " FROM ring_found AS f JOIN ring_customer AS c USING (n)"
                + " LEFT JOIN (SELECT id, ring FROM ring_named WHERE current) AS m ON m.id = c.id"
                + " LEFT JOIN (SELECT n, max(degree) AS degree, count(*) FILTER (WHERE first_seen >= "
                + monthBefore
                + ") AS fresh FROM ring_edge JOIN ring_identifier USING (kind, value) GROUP BY n) AS e ON e.n = f.n";
    }
}
