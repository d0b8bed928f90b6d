package io.onefold.server.internal.decisions.outcome;

import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.fraud.port.Outcomes;
import io.onefold.scoring.measure.Metrics;
import io.onefold.server.internal.decisions.commit.PlanNumbers;
import io.onefold.server.internal.decisions.pack.Packing;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/// Outcomes in PostgreSQL. What is read is streamed, never held.
public final class PostgresOutcomes implements Outcomes {

    private static final String COUNTS =
            Jdbc.resource(PostgresOutcomes.class, "labelled-counts.sql");
    private static final String CARDS = Jdbc.resource(PostgresOutcomes.class, "labelled-cards.sql");
    private static final String VECTORS =
            Jdbc.resource(PostgresOutcomes.class, "sampled-vectors.sql");
    private static final String KEEP =
            Jdbc.resource(PostgresOutcomes.class, "keep-performance.sql");
    private static final int FETCH_ROWS = 1_000;

    private final Jdbc jdbc;
    private final Packing packing;
    private final PlanNumbers plans;

    public PostgresOutcomes(Jdbc jdbc, Packing packing, PlanNumbers plans) {
        this.jdbc = jdbc;
        this.packing = packing;
        this.plans = plans;
    }

    @Override
    public void counts(long modelId, Instant from, Instant to, Counted each) {
        jdbc.stream(
                COUNTS,
                FETCH_ROWS,
                rows -> {
                    while (rows.next()) {
                        each.of(rows.getDouble(1), rows.getLong(2), rows.getLong(3));
                    }
                },
                from,
                to,
                modelId);
    }

    @Override
    public void cards(long modelId, Instant from, Instant to, Card each) {
        jdbc.stream(
                CARDS,
                FETCH_ROWS,
                rows -> {
                    while (rows.next()) {
                        each.of(rows.getLong(1), rows.getString(2), rows.getBoolean(3));
                    }
                },
                from,
                to,
                modelId);
    }

    @Override
    public void vectors(long modelId, Instant since, int most, Vector each) {
        try (Connection other = jdbc.open()) {
            jdbc.stream(
                    VECTORS,
                    FETCH_ROWS,
                    rows -> {
                        while (rows.next()) {
                            Packing.Vector vector = packing.unpackVector(rows.getBytes(1));
                            each.of(plans.hash(other, vector.plan()), vector.features());
                        }
                    },
                    since,
                    most,
                    modelId);
        } catch (SQLException e) {
            throw Jdbc.failure(e);
        }
    }

    @Override
    public void keep(Performance measured) {
        Metrics metrics = measured.metrics();
        jdbc.change(
                connection ->
                        Jdbc.update(
                                connection,
                                KEEP,
                                measured.modelId(),
                                measured.modelType(),
                                measured.fraudType(),
                                metrics.accuracy(),
                                metrics.auc(),
                                metrics.averagePrecision(),
                                metrics.cardPrecisionAt100(),
                                metrics.brier(),
                                metrics.calibrationError(),
                                measured.from(),
                                measured.to(),
                                measured.trainedAt()));
    }
}
