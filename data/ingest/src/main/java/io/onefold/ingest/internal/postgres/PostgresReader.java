package io.onefold.ingest.internal.postgres;

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
import io.onefold.ingest.internal.silo.SiloFeed;
import io.onefold.ingest.internal.silo.SiloReader;
import io.onefold.ingest.internal.silo.SiloTable;
import io.onefold.ingest.internal.silo.Streams;
import io.onefold.lake.DuckSql;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A table of PostgreSQL, read by COPY in its binary format.
///
/// One connection opens a read-only snapshot and exports it; further streams join that snapshot, so
/// that together they read one moment. A plain table is cut into ranges of physical blocks
/// (`ctid`), which are disjoint and complete within a snapshot whatever the key looks like;
/// everything else (views, partitioned or foreign tables, incremental reads) is one stream.
public final class PostgresReader implements SiloReader {

    /// Blocks of 8 KiB that are worth a stream of their own.
    private static final long BLOCKS_LEAST = 2048;

    /// Blocks from which on a table is fed to the engine, as it takes connections of its own.
    private static final long BLOCKS_LEAST_FED = 128;

    /// The first version whose planner reads a range of `ctid` without scanning the table.
    private static final int VERSION_OF_CTID_RANGES = 140_000;

    private final JdbcAddress address;
    private final SourceTable table;
    private final String silo;
    private final int streamsMax;
    private final PostgresSession session;
    private final PostgresTable described;

    private PostgresReader(
            JdbcAddress address,
            SourceTable table,
            String silo,
            int streamsMax,
            PostgresSession session,
            PostgresTable described) {
        this.address = address;
        this.table = table;
        this.silo = silo;
        this.streamsMax = streamsMax;
        this.session = session;
        this.described = described;
    }

    /// Connects and opens the snapshot.
    ///
    /// @param streamsMax how many connections may read side by side
    public static PostgresReader open(
            JdbcAddress address, SourceSpec source, SourceTable table, int streamsMax) {
        String silo = "source '" + source.manifest() + "' (postgres at " + address + ")";
        String shown =
                (source.schema() == null ? "" : source.schema() + ".") + table.physicalName();
        try {
            PostgresSession session = PostgresSession.begin(address, null);
            try {
                PostgresTable described =
                        PostgresTable.describe(session.connection(), source.schema(), table);
                return new PostgresReader(address, table, silo, streamsMax, session, described);
            } catch (PostgresTable.Missing e) {
                try (session) {
                    throw new MissingTable(silo, shown, table.physicalName())
                            .failure(session.connection(), null, source.schema(), e);
                }
            } catch (SQLException | RuntimeException e) {
                session.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new PostgresFailure(silo, shown, -1).of(e);
        }
    }

    @Override
    public SiloTable describe() {
        return SiloTable.without(
                table.exclude().keySet(),
                described.columns(),
                PostgresTypes.Described::name,
                PostgresTypes::column,
                described.keyIsUnique(),
                described.now());
    }

    @Override
    public Landed read(ReadPlan plan, LandingFolder folder, RowMeter meter) {
        return land(parts(plan), plan.columns(), "rows", folder, meter);
    }

    /// Worth it for tables that are more than one connection's handshake long, and for those whose
    /// length is not known.
    @Override
    public Optional<SiloFeed> feed(ReadPlan plan, RowMeter meter) {
        boolean small = described.plainHeap() && described.blocks() < BLOCKS_LEAST_FED;
        if (small || described.validate()) {
            return Optional.empty();
        }
        try {
            String snapshot = session.exportSnapshot();
            return Optional.of(
                    new PostgresFeed(
                            plan.columns(),
                            parts(plan),
                            () -> PostgresSession.begin(address, snapshot),
                            (failure, read) ->
                                    new PostgresFailure(silo, described.fullName(), read)
                                            .of(failure),
                            table.physicalName(),
                            meter));
        } catch (SQLException e) {
            throw new PostgresFailure(silo, described.fullName(), 0).of(e);
        }
    }

    @Override
    public Landed readKeys(List<SiloColumn> key, LandingFolder folder, RowMeter meter) {
        return land(parts(new ReadPlan(key, Set.of(), null)), key, "keys", folder, meter);
    }

    @Override
    public void close() {
        session.close();
    }

    /// The statements that together read what is planned.
    private List<CopyPart> parts(ReadPlan plan) {
        List<String> items = new ArrayList<>();
        List<Wire> wires = new ArrayList<>();
        for (SiloColumn column : plan.columns()) {
            boolean absent = plan.absent().contains(column.name());
            wires.add(absent ? Wire.TEXT : Wire.of(described.column(column.name())));
            items.add(absent ? "NULL" : Wire.expression(described.column(column.name())));
        }
        ReadPlan.Since since = plan.since();
        String where =
                since == null
                        ? null
                        : "(%1$s >= %2$s OR %1$s IS NULL)"
                                .formatted(
                                        DuckSql.name(since.column()), DuckSql.text(since.value()));
        return ranges(where).stream()
                .map(
                        range ->
                                new CopyPart(
                                        "COPY (SELECT "
                                                + String.join(", ", items)
                                                + " FROM "
                                                + described.fullName()
                                                + range
                                                + ") TO STDOUT (FORMAT binary)",
                                        wires))
                .toList();
    }

    private Landed land(
            List<CopyPart> parts,
            List<SiloColumn> columns,
            String prefix,
            LandingFolder folder,
            RowMeter meter) {
        AtomicLong read = new AtomicLong();
        RowMeter both =
                rows -> {
                    read.addAndGet(rows);
                    meter.landed(rows);
                };
        Chunks rows = new Chunks(folder, prefix);
        Chunks rejects = new Chunks(folder, prefix + "-rejects");
        try (rows;
                rejects) {
            List<CopyStream> streams = new ArrayList<>();
            for (CopyPart part : parts) {
                streams.add(
                        new CopyStream(
                                part,
                                rows.open(),
                                described.validate() ? rejects.open() : null,
                                both));
            }
            run(streams);
        } catch (IOException e) {
            throw folder.failure(e);
        } catch (SQLException e) {
            throw new PostgresFailure(silo, described.fullName(), read.get()).of(e);
        }
        return TextLanding.ofDatabase(
                rows,
                rejects,
                columns,
                table.physicalName(),
                described.keyIsUnique() && rejects.rows() == 0);
    }

    private void run(List<CopyStream> streams) throws SQLException, IOException {
        if (streams.size() == 1) {
            streams.getFirst().on(session);
            streams.getFirst().run();
            return;
        }
        String snapshot = session.exportSnapshot();
        streams.forEach(stream -> stream.on(address, snapshot));
        Streams.run(streams, described.fullName());
    }

    /// The WHERE clauses of the streams.
    private List<String> ranges(@Nullable String where) {
        if (where != null) {
            return List.of(" WHERE " + where);
        }
        boolean cuttable = described.plainHeap() && described.version() >= VERSION_OF_CTID_RANGES;
        long count = cuttable ? Math.clamp(described.blocks() / BLOCKS_LEAST, 1, streamsMax) : 1;
        List<String> ranges = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            String from = "ctid >= '(" + described.blocks() * i / count + ",0)'";
            String to = "ctid < '(" + described.blocks() * (i + 1) / count + ",0)'";
            ranges.add(
                    count == 1
                            ? ""
                            : i == count - 1 ? " WHERE " + from : " WHERE " + from + " AND " + to);
        }
        return ranges;
    }
}
