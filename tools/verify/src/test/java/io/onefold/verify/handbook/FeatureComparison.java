package io.onefold.verify.handbook;

import io.onefold.lake.LakeSession;
import io.onefold.model.access.Principal;
import io.onefold.pipeline.DataPath;
import io.onefold.pipeline.LakeHistory;
import io.onefold.scoring.evaluate.HistoryRow;
import io.onefold.scoring.feature.Entity;
import io.onefold.scoring.feature.FeaturePlan;
import io.onefold.scoring.feature.FeatureSet;
import io.onefold.scoring.feature.FeatureState;
import io.onefold.scoring.feature.FraudLabel;
import io.onefold.scoring.feature.RequestFields;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.TreeSet;

/// Features by the serving function, payment by payment, beside those that a query gives.
final class FeatureComparison {

    private static final double MEANS_MOST = 1e-9;
    private static final Set<Integer> MEANS = Set.of(0, 4, 6, 8);

    private final FeaturePlan plan = FeaturePlan.of(FeatureSet.HANDBOOK);
    private final FeatureState state = new FeatureState(plan);
    private final double[] found = new double[plan.size()];
    private final Set<Long> differing = new TreeSet<>();
    private int compared;

    /// Features that a query gives, in the order of transactions.
    static FeatureComparison with(DataPath path, LakeHistory history, String sql)
            throws SQLException {
        FeatureComparison comparison = new FeatureComparison();
        try (LakeSession session = path.lake().session(Principal.system("verify"))) {
            session.attach(history.table());
            try (Statement statement = session.connection().createStatement();
                    ResultSet expected = statement.executeQuery(sql)) {
                comparison.run(history, expected);
            }
        }
        return comparison;
    }

    /// Rows that both have.
    int compared() {
        return compared;
    }

    /// The transactions whose features are not equal; amounts and means may be 1e-9 apart.
    Set<Long> differing() {
        return differing;
    }

    static String resource(String name) {
        try (InputStream in = FeatureComparison.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(LakeHistory history, ResultSet expected) throws SQLException {
        boolean[] more = {expected.next()};
        history.read(
                RequestFields.NONE,
                Instant.EPOCH,
                Instant.parse("2100-01-01T00:00:00Z"),
                row -> {
                    state.exactFeatures(plan, row.payment(), found);
                    take(row);
                    more[0] = more[0] && compare(row, expected);
                });
    }

    private void take(HistoryRow row) {
        state.add(row.payment());
        if (row.fraud()) {
            state.label(
                    new FraudLabel(
                            row.transaction(),
                            String.valueOf(row.payment().key(Entity.MERCHANT)),
                            Instant.EPOCH.plus(row.payment().atMicros(), ChronoUnit.MICROS),
                            true,
                            Instant.EPOCH.plus(row.knownAtMicros(), ChronoUnit.MICROS)));
        }
    }

    /// Compares the payment if it is the next that is expected. Whether more is expected.
    private boolean compare(HistoryRow row, ResultSet expected) {
        try {
            long transaction = Long.parseLong(row.transaction());
            if (expected.getLong(1) != transaction) {
                return true;
            }
            for (int i = 0; i < found.length; i++) {
                double other = expected.getDouble(i + 2);
                boolean equal =
                        MEANS.contains(i)
                                ? Math.abs(found[i] - other) <= MEANS_MOST
                                : found[i] == other;
                if (!equal) {
                    differing.add(transaction);
                }
            }
            compared++;
            return expected.next();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
