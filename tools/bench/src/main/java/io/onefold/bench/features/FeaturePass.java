package io.onefold.bench.features;

import io.onefold.bench.parts.ScratchLake;
import io.onefold.bench.parts.ScratchPostgres;
import io.onefold.bench.report.HeapPeak;
import io.onefold.lake.DuckSql;
import io.onefold.lake.Lake;
import io.onefold.lake.LakeSession;
import io.onefold.model.access.Principal;
import io.onefold.scoring.feature.Entity;
import io.onefold.scoring.feature.FeaturePlan;
import io.onefold.scoring.feature.FeatureSet;
import io.onefold.scoring.feature.FeatureState;
import io.onefold.scoring.feature.FraudLabel;
import io.onefold.scoring.feature.Payment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/// All payments of a file, once through the feature function of serving, payment by payment as they
/// came, and once through SQL windows of an engine that sees all of them at once.
final class FeaturePass implements AutoCloseable {

    static final String PEER = "SQL windows of DuckDB";

    private static final long DELAY_MICROS = Duration.ofDays(7).toMillis() * 1000;

    private final Lake lake;
    private final LakeSession session;
    private final FeaturePlan plan = FeaturePlan.of(FeatureSet.HANDBOOK);
    private final long[] micros;
    private final long[] customers;
    private final long[] terminals;
    private final long[] cents;
    private final boolean[] frauds;

    /// What one pass took.
    ///
    /// @param stateBytes of the state at its end
    record Taken(double seconds, long heapBytesPeak, long stateBytes) {}

    private FeaturePass(Lake lake, Path file) throws SQLException {
        this.lake = lake;
        this.session = lake.session(Principal.system("bench"));
        session.execute(
                "create temp table payments as "
                        + text("payments.sql").replace("{file}", DuckSql.text(file.toString())));
        try (Statement statement = session.connection().createStatement()) {
            int rows;
            try (ResultSet count = statement.executeQuery("select count(*) from payments")) {
                count.next();
                rows = count.getInt(1);
            }
            micros = new long[rows];
            customers = new long[rows];
            terminals = new long[rows];
            cents = new long[rows];
            frauds = new boolean[rows];
            try (ResultSet payments = statement.executeQuery("select * from payments")) {
                for (int row = 0; payments.next(); row++) {
                    micros[row] = payments.getLong(1);
                    customers[row] = payments.getLong(2);
                    terminals[row] = payments.getLong(3);
                    cents[row] = payments.getLong(4);
                    frauds[row] = payments.getBoolean(5);
                }
            }
        }
    }

    static FeaturePass open(Path folder, ScratchPostgres server, Path file) throws SQLException {
        return new FeaturePass(ScratchLake.open(folder, server), file);
    }

    int rows() {
        return micros.length;
    }

    /// Reads the features of every payment, then takes it in.
    Taken ours() {
        FeatureState state = new FeatureState(plan);
        Payment payment = new Payment();
        float[] vector = new float[plan.size()];
        try (HeapPeak heap = new HeapPeak()) {
            long began = System.nanoTime();
            for (int row = 0; row < micros.length; row++) {
                payment.atMicros(micros[row])
                        .amountMinor(cents[row], 2)
                        .entity(Entity.USER, customers[row])
                        .entity(Entity.MERCHANT, terminals[row]);
                state.featuresThenAdd(plan, payment, vector);
                if (frauds[row]) {
                    state.label(label(row));
                }
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            return new Taken(seconds, heap.bytes(), state.size().bytes());
        }
    }

    private FraudLabel label(int row) {
        return new FraudLabel(
                Integer.toString(row),
                Long.toString(terminals[row]),
                Instant.EPOCH.plus(micros[row], ChronoUnit.MICROS),
                true,
                Instant.EPOCH.plus(micros[row] + DELAY_MICROS, ChronoUnit.MICROS));
    }

    /// Computes the same by SQL.
    ///
    /// @return seconds
    double peer() {
        long began = System.nanoTime();
        session.execute(text("peer.sql"));
        return (System.nanoTime() - began) / 1e9;
    }

    private static String text(String resource) {
        try (InputStream in =
                Objects.requireNonNull(FeaturePass.class.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        session.close();
        lake.close();
    }
}
