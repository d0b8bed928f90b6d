package io.onefold.server.internal.decisions.state;

import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.fraud.port.AccountEvents.Happened;
import io.onefold.fraud.port.StateStore;
import io.onefold.server.internal.decisions.pack.Packing;
import io.onefold.server.internal.decisions.review.PostgresEvents;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.DeflaterInputStream;
import java.util.zip.InflaterInputStream;

/// Snapshots of the feature state in PostgreSQL, cut into parts so that no more than two of them
/// are in memory.
public final class PostgresState implements StateStore {

    private static final String PAYMENTS = Jdbc.resource(PostgresState.class, "payments-after.sql");
    private static final String EVENTS = Jdbc.resource(PostgresState.class, "events-after.sql");
    private static final int PART_BYTES = 1 << 20;
    private static final int PARTS_AT_ONCE = 2;
    private static final int FETCH_ROWS = 2_000;
    private static final byte[] NONE = {};

    private final Jdbc jdbc;
    private final Packing packing;
    private final Path folder;
    private final BooleanSupplier certain;

    /// @param folder takes a snapshot on its way into the database
    /// @param certain whether it is known of every commit that ended whether it was kept
    public PostgresState(Jdbc jdbc, Packing packing, Path folder, BooleanSupplier certain) {
        this.jdbc = jdbc;
        this.packing = packing;
        this.folder = folder;
        this.certain = certain;
    }

    @Override
    public long lastPayment() {
        return last(
                "select case when is_called then last_value else 0 end from decisions.transactions_id_seq");
    }

    @Override
    public long lastEvent() {
        return last("select coalesce(max(id), 0) from decisions.account_event");
    }

    private long last(String sql) {
        return jdbc.with(
                connection -> Jdbc.first(connection, sql, row -> row.getLong(1)).orElseThrow());
    }

    @Override
    public boolean isCertain() {
        return certain.getAsBoolean();
    }

    @Override
    public void keep(Writer writer) throws IOException {
        Path file = Files.createTempFile(Files.createDirectories(folder), "state", ".snapshot");
        try {
            Snapshot snapshot;
            try (OutputStream out = Files.newOutputStream(file)) {
                snapshot = writer.to(out);
            }
            keep(snapshot, file);
        } finally {
            Files.delete(file);
        }
    }

    private void keep(Snapshot snapshot, Path file) throws IOException {
        try (InputStream body = Files.newInputStream(file)) {
            jdbc.change(
                    connection -> {
                        long id = head(connection, snapshot);
                        parts(connection, id, body);
                        Jdbc.update(
                                connection,
                                "delete from decisions.state_snapshot where id < ?",
                                id);
                    });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static long head(Connection connection, Snapshot snapshot) throws SQLException {
        Position position = snapshot.position();
        return Jdbc.first(
                        connection,
                        "insert into decisions.state_snapshot (taken_at, format, after_id, also_ids, after_event)"
                                + " values (?, ?, ?, ?, ?) returning id",
                        row -> row.getLong(1),
                        snapshot.takenAt(),
                        snapshot.format(),
                        position.payment(),
                        connection.createArrayOf("bigint", position.also().toArray()),
                        position.event())
                .orElseThrow();
    }

    private static void parts(Connection connection, long id, InputStream body)
            throws SQLException {
        Deflater fast = new Deflater(Deflater.BEST_SPEED);
        try (DeflaterInputStream deflated = new DeflaterInputStream(body, fast, 1 << 16);
                PreparedStatement insert =
                        connection.prepareStatement(
                                "insert into decisions.state_snapshot_part (snapshot_id, number, crc32c, body) values (?, ?, ?, ?)")) {
            byte[] part = deflated.readNBytes(PART_BYTES);
            for (int number = 0; part.length > 0; number++) {
                insert.setLong(1, id);
                insert.setInt(2, number);
                insert.setLong(3, PartsStream.sum(part));
                insert.setBytes(4, part);
                insert.executeUpdate();
                part = deflated.readNBytes(PART_BYTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            fast.end();
        }
    }

    @Override
    public Optional<Snapshot> newest() {
        return jdbc.with(
                connection ->
                        Jdbc.first(
                                connection,
                                "select taken_at, format, after_id, also_ids, after_event"
                                        + " from decisions.state_snapshot order by id desc limit 1",
                                PostgresState::snapshot));
    }

    private static Snapshot snapshot(ResultSet row) throws SQLException {
        Set<Long> also =
                Arrays.stream((Long[]) row.getArray("also_ids").getArray())
                        .collect(Collectors.toSet());
        return new Snapshot(
                Objects.requireNonNull(Jdbc.instant(row, "taken_at")),
                row.getString("format"),
                new Position(row.getLong("after_id"), also, row.getLong("after_event")));
    }

    @Override
    public void read(Reader reader) throws IOException {
        try {
            jdbc.stream(
                    "select crc32c, body from decisions.state_snapshot_part where snapshot_id ="
                            + " (select max(id) from decisions.state_snapshot) order by number",
                    PARTS_AT_ONCE,
                    rows -> {
                        try (InputStream body =
                                new BufferedInputStream(
                                        new InflaterInputStream(new PartsStream(rows)))) {
                            reader.of(body);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public void payments(long afterPayment, Instant from, Consumer<PastPayment> each) {
        jdbc.stream(
                PAYMENTS,
                FETCH_ROWS,
                rows -> {
                    while (rows.next()) {
                        each.accept(payment(rows));
                    }
                },
                afterPayment,
                from);
    }

    private PastPayment payment(ResultSet row) throws SQLException {
        byte[] entities = row.getBytes("entities");
        return new PastPayment(
                row.getLong("id"),
                row.getString("tenant"),
                Objects.requireNonNull(Jdbc.instant(row, "timestamp")),
                row.getBigDecimal("amount"),
                row.getString("user_id"),
                row.getString("merchant_id"),
                entities == null ? NONE : packing.unpack(entities));
    }

    @Override
    public void events(long afterEvent, Instant from, Consumer<Happened> each) {
        jdbc.stream(
                EVENTS,
                FETCH_ROWS,
                rows -> {
                    while (rows.next()) {
                        each.accept(PostgresEvents.event(rows));
                    }
                },
                afterEvent,
                from);
    }
}
