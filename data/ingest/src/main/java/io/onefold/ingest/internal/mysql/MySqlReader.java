package io.onefold.ingest.internal.mysql;

import io.onefold.catalog.JdbcAddress;
import io.onefold.catalog.SourceSpec;
import io.onefold.catalog.SourceTable;
import io.onefold.ingest.internal.landing.Chunks;
import io.onefold.ingest.internal.landing.Landed;
import io.onefold.ingest.internal.landing.LandingFolder;
import io.onefold.ingest.internal.landing.SiloColumn;
import io.onefold.ingest.internal.landing.TextLanding;
import io.onefold.ingest.internal.silo.MissingTable;
import io.onefold.ingest.internal.silo.ReadPlan;
import io.onefold.ingest.internal.silo.RowMeter;
import io.onefold.ingest.internal.silo.SiloReader;
import io.onefold.ingest.internal.silo.SiloTable;
import io.onefold.ingest.internal.silo.Streams;
import java.io.IOException;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A table of MySQL or MariaDB, read by streaming cursors on consistent snapshots.
///
/// A large table whose key leads with a whole number is cut into ranges of it, one connection each,
/// if the account may lock the table for the moment in which the snapshots begin.
public final class MySqlReader implements SiloReader {

    /// Rows that are worth a stream of their own.
    private static final long ROWS_LEAST = 100_000;

    private final SourceTable table;
    private final String silo;
    private final List<MySqlSession> sessions;
    private final MySqlTable described;

    private MySqlReader(
            SourceTable table, String silo, List<MySqlSession> sessions, MySqlTable described) {
        this.table = table;
        this.silo = silo;
        this.sessions = List.copyOf(sessions);
        this.described = described;
    }

    /// Connects and begins the snapshots.
    ///
    /// @param streamsMax how many connections may read side by side
    public static MySqlReader open(
            JdbcAddress address, SourceSpec source, SourceTable table, int streamsMax) {
        String silo = "source '" + source.manifest() + "' (mysql at " + address + ")";
        String shown =
                (source.schema() == null ? "" : source.schema() + ".") + table.physicalName();
        try {
            MySqlSession session = MySqlSession.connect(address);
            try {
                MySqlTable described =
                        MySqlTable.describe(session.connection(), source.schema(), table);
                int streams =
                        described.cuttable().isPresent()
                                ? Math.clamp(described.rowsAbout() / ROWS_LEAST, 1, streamsMax)
                                : 1;
                return new MySqlReader(
                        table,
                        silo,
                        MySqlSession.alike(address, session, described.fullName(), streams),
                        described);
            } catch (MySqlTable.Missing e) {
                try (session) {
                    Connection connected = session.connection();
                    String database =
                            source.schema() == null ? connected.getCatalog() : source.schema();
                    throw new MissingTable(silo, shown, table.physicalName())
                            .failure(connected, database, null, e);
                }
            } catch (SQLException | RuntimeException e) {
                session.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new MySqlFailure(silo, shown, -1).of(e);
        }
    }

    @Override
    public SiloTable describe() {
        return SiloTable.without(
                table.exclude().keySet(),
                described.columns(),
                MySqlTypes.Described::name,
                MySqlTypes::column,
                described.isUnique(table.key()),
                described.now());
    }

    @Override
    public Landed read(ReadPlan plan, LandingFolder folder, RowMeter meter) {
        List<String> names =
                plan.columns().stream()
                        .map(SiloColumn::name)
                        .map(name -> plan.absent().contains(name) ? "" : name)
                        .toList();
        ReadPlan.Since since = plan.since();
        String where =
                since == null
                        ? null
                        : "(%1$s >= '%2$s' OR %1$s IS NULL)"
                                .formatted(MySqlTypes.name(since.column()), literal(since));
        return select(names, where, plan.columns(), "rows", folder, meter);
    }

    @Override
    public Landed readKeys(List<SiloColumn> key, LandingFolder folder, RowMeter meter) {
        return select(
                key.stream().map(SiloColumn::name).toList(), null, key, "keys", folder, meter);
    }

    @Override
    public void close() {
        sessions.forEach(MySqlSession::close);
    }

    /// The server reads an instant in the session's zone, which is UTC, and knows no `+00`.
    private static String literal(ReadPlan.Since since) {
        String value = since.value();
        return value.endsWith("+00") ? value.substring(0, value.length() - 3) : value;
    }

    /// @param names the columns to ask for, empty for one that lands as null
    private Landed select(
            List<String> names,
            @Nullable String where,
            List<SiloColumn> columns,
            String prefix,
            LandingFolder folder,
            RowMeter meter) {
        String list =
                names.stream()
                        .map(
                                name ->
                                        name.isEmpty()
                                                ? "NULL"
                                                : MySqlTypes.expression(described.column(name)))
                        .collect(Collectors.joining(", "));
        boolean[] texts = new boolean[names.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = !names.get(i).isEmpty() && described.column(names.get(i)).isText();
        }
        AtomicLong read = new AtomicLong();
        RowMeter both =
                rows -> {
                    read.addAndGet(rows);
                    meter.landed(rows);
                };
        Chunks rows = new Chunks(folder, prefix);
        try (rows) {
            List<String> ranges = where == null ? ranges() : List.of(" WHERE " + where);
            List<CursorStream> streams = new ArrayList<>();
            for (int i = 0; i < ranges.size(); i++) {
                String sql = "SELECT " + list + " FROM " + described.fullName() + ranges.get(i);
                streams.add(new CursorStream(sessions.get(i), sql, texts, rows.open(), both));
            }
            Streams.run(streams, described.fullName());
        } catch (IOException e) {
            throw folder.failure(e);
        } catch (SQLException e) {
            throw new MySqlFailure(silo, described.fullName(), read.get()).of(e);
        }
        return TextLanding.ofDatabase(
                rows, columns, table.physicalName(), described.isUnique(table.key()));
    }

    /// The WHERE clauses of the streams, one for each session.
    private List<String> ranges() throws SQLException {
        if (sessions.size() == 1) {
            return List.of("");
        }
        String name = MySqlTypes.name(described.cuttable().orElseThrow());
        BigInteger least;
        BigInteger most;
        try (Statement statement = sessions.getFirst().connection().createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT min(%1$s), max(%1$s) FROM %2$s"
                                        .formatted(name, described.fullName()))) {
            row.next();
            if (row.getString(1) == null) {
                return List.of("");
            }
            least = new BigInteger(row.getString(1));
            most = new BigInteger(row.getString(2));
        }
        BigInteger count = BigInteger.valueOf(sessions.size());
        BigInteger width = most.subtract(least).add(BigInteger.ONE);
        List<String> ranges = new ArrayList<>();
        for (int i = 0; i < sessions.size(); i++) {
            BigInteger from = least.add(width.multiply(BigInteger.valueOf(i)).divide(count));
            BigInteger to = least.add(width.multiply(BigInteger.valueOf(i + 1L)).divide(count));
            String lower = i == 0 ? "" : name + " >= " + from;
            String upper = i == sessions.size() - 1 ? "" : name + " < " + to;
            ranges.add(
                    " WHERE "
                            + lower
                            + (lower.isEmpty() || upper.isEmpty() ? "" : " AND ")
                            + upper);
        }
        return ranges;
    }
}
