package io.onefold.server;

import io.onefold.catalog.Settings;
import io.onefold.fraud.Caller;
import io.onefold.fraud.port.Customers;
import io.onefold.graph.rings.Rings;
import io.onefold.lake.AsOf;
import io.onefold.lake.DuckSql;
import io.onefold.lake.Lake;
import io.onefold.lake.LakeSession;
import io.onefold.lake.LakeTable;
import io.onefold.model.Column;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Principal;
import io.onefold.scoring.feature.CustomerFeatures;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a graph knows of customers, in memory, so that decisions never wait for it: the rows of
/// `features.graph_customer`. A payer is the customer whose key the graph's manifest declares: the
/// `user_id` of payments is that key, until identity links other ids to it.
///
/// The columns are those that the table has when it is first read; a table that comes later is
/// known after the next start. What it says of nobody is unknown.
public final class GraphCustomers implements Customers {

    private static final Logger LOG = LoggerFactory.getLogger(GraphCustomers.class);
    private static final Principal STAGE = Principal.system("customer-features");
    private static final String GRAPH = "onefold.decisions.customers";
    private static final Set<String> KEYS =
            Set.of("graph", "customer_id", "as_of", "ring_id", "snapshot_id");

    /// Customers in memory at most, about 150 bytes each.
    private static final int CUSTOMERS_MOST = 2_000_000;

    private final Lake lake;
    private final AsOf asOf;
    private final @Nullable String graph;
    private final List<String> columns;
    private volatile Loaded loaded = new Loaded(OptionalLong.empty(), Map.of());

    /// The rows of a snapshot.
    private record Loaded(OptionalLong snapshot, Map<String, float[]> rows) {}

    private GraphCustomers(Lake lake, AsOf asOf, @Nullable String graph) {
        this.lake = lake;
        this.asOf = asOf;
        this.graph = graph;
        this.columns =
                lake.find(Rings.FEATURES).map(LakeTable::columns).orElse(List.of()).stream()
                        .map(Column::name)
                        .filter(name -> !KEYS.contains(name))
                        .toList();
    }

    /// The customers of the graph that `onefold.decisions.customers` names, or of the only one
    /// there is, as they were at a moment; with [AsOf#LATEST] they are read again when they change.
    public static GraphCustomers of(Lake lake, Settings settings, AsOf asOf) {
        GraphCustomers customers = new GraphCustomers(lake, asOf, settings.get(GRAPH).orElse(null));
        customers.refresh();
        return customers;
    }

    @Override
    public Optional<String> customerId(String tenant, String userId) {
        return tenant.equals(Caller.DEFAULT_TENANT) && loaded.rows().containsKey(userId)
                ? Optional.of(userId)
                : Optional.empty();
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public CustomerFeatures features() {
        return user -> loaded.rows().get(user);
    }

    @Override
    public synchronized void refresh() {
        Optional<LakeTable> table =
                columns.isEmpty() ? Optional.empty() : lake.find(Rings.FEATURES);
        boolean changed =
                table.isPresent()
                        && (loaded.snapshot().isEmpty()
                                || !loaded.snapshot().equals(table.get().snapshotId()));
        if (changed) {
            Loaded now = new Loaded(table.get().snapshotId(), read());
            loaded = now;
            LOG.info("features of {} customers are in memory", now.rows().size());
        }
    }

    private Map<String, float[]> read() {
        try (LakeSession session = lake.session(STAGE)) {
            session.attach(Rings.FEATURES, asOf);
            try (Statement statement = session.connection().createStatement()) {
                Optional<String> chosen = chosen(statement);
                return chosen.isEmpty() ? Map.of() : rows(statement, chosen.get());
            }
        } catch (OnefoldException e) {
            if (e.code() == ErrorCode.NOT_FOUND) {
                return Map.of(); // there was no table at that moment
            }
            throw e;
        } catch (SQLException e) {
            throw new OnefoldException(
                    ErrorCode.RUN_FAILED, Rings.FEATURES + " cannot be read: " + e.getMessage(), e);
        }
    }

    private Optional<String> chosen(Statement statement) throws SQLException {
        if (graph != null) {
            return Optional.of(graph);
        }
        try (ResultSet row =
                statement.executeQuery(
                        "select min(graph), count(distinct graph) from "
                                + DuckSql.table(Rings.FEATURES))) {
            row.next();
            if (row.getLong(2) > 1) {
                LOG.warn(
                        "{} graphs know customers; say whose keys the user_id of payments is by {}",
                        row.getLong(2),
                        GRAPH);
                return Optional.empty();
            }
            return Optional.ofNullable(row.getString(1));
        }
    }

    private Map<String, float[]> rows(Statement statement, String of) throws SQLException {
        String values =
                columns.stream()
                        .map(
                                column ->
                                        "coalesce(cast("
                                                + DuckSql.name(column)
                                                + " as float), 'nan'::float)")
                        .collect(Collectors.joining(", "));
        Map<String, float[]> rows = new HashMap<>();
        try (ResultSet row =
                statement.executeQuery(
                        "select cast(customer_id as varchar), "
                                + values
                                + " from "
                                + DuckSql.table(Rings.FEATURES)
                                + " where graph = "
                                + DuckSql.text(of)
                                + " order by customer_id limit "
                                + CUSTOMERS_MOST)) {
            while (row.next()) {
                float[] features = new float[columns.size()];
                for (int i = 0; i < features.length; i++) {
                    features[i] = row.getFloat(i + 2);
                }
                rows.put(row.getString(1), features);
            }
        }
        if (rows.size() == CUSTOMERS_MOST) {
            LOG.warn(
                    "graph {} has {} customers or more; those beyond are unknown to decisions",
                    of,
                    CUSTOMERS_MOST);
        }
        return rows;
    }
}
