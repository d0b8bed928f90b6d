package io.onefold.bench.features;

import io.onefold.bench.parts.ScratchLake;
import io.onefold.bench.parts.ScratchPostgres;
import io.onefold.bench.parts.SqlText;
import io.onefold.bench.report.Taken;
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
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

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
    private long stateBytes;

    private FeaturePass(Lake lake, Path file) throws SQLException {
        this.lake = lake;
        this.session = lake.session(Principal.system("bench"));
        session.execute(
                "create temp table payments as "
                        + SqlText.of(FeaturePass.class, "payments.sql")
                                .replace("{file}", DuckSql.text(file.toString())));
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
    Taken ours() throws Exception {
        FeatureState state = new FeatureState(plan);
        Taken taken = Taken.by(() -> pass(state));
        stateBytes = state.size().bytes();
        return taken;
    }

    /// The bytes of the last pass's state at its end.
    long stateBytes() {
        return stateBytes;
    }

    private void pass(FeatureState state) {
        Payment payment = new Payment();
        float[] vector = new float[plan.size()];
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
    Taken peer() throws Exception {
        String windows = SqlText.of(FeaturePass.class, "peer.sql");
        return Taken.by(() -> session.execute(windows));
    }

    @Override
    public void close() {
        session.close();
        lake.close();
    }
}
