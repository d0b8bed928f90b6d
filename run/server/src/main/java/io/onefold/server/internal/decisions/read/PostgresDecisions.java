package io.onefold.server.internal.decisions.read;

import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.fraud.port.DecisionFilter;
import io.onefold.fraud.port.DecisionRecord;
import io.onefold.fraud.port.DecisionStore;
import io.onefold.fraud.port.KeptDecision;
import io.onefold.server.internal.decisions.commit.PlanNumbers;
import io.onefold.server.internal.decisions.commit.StoredAnswers;
import io.onefold.server.internal.decisions.pack.Packing;
import io.onefold.server.internal.decisions.seal.DataKeys;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Decisions in PostgreSQL.
public final class PostgresDecisions implements DecisionStore {

    private static final String KEPT = Jdbc.resource(PostgresDecisions.class, "kept-decisions.sql");
    private static final int FETCH_ROWS = 500;

    private final Jdbc jdbc;
    private final DataKeys keys;
    private final Packing packing;
    private final PlanNumbers plans;
    private final StoredAnswers answers;
    private final Function<DecisionRecord, CompletionStage<Kept>> append;

    /// @param append commits decisions
    public PostgresDecisions(
            Jdbc jdbc,
            DataKeys keys,
            Packing packing,
            PlanNumbers plans,
            Function<DecisionRecord, CompletionStage<Kept>> append) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.packing = packing;
        this.plans = plans;
        this.answers = new StoredAnswers(packing);
        this.append = append;
    }

    @Override
    public CompletionStage<Kept> append(DecisionRecord decision) {
        return append.apply(decision);
    }

    @Override
    public Optional<Stored> find(String tenant, String transactionId) {
        return jdbc.with(connection -> answers.find(connection, tenant, transactionId));
    }

    @Override
    public Optional<KeptDecision> load(String tenant, String transactionId) {
        Conditions conditions =
                new Conditions()
                        .and("transactions.tenant = ?", tenant)
                        .and("transactions.transaction_id = ?", transactionId);
        return page(conditions, 1).stream().findFirst();
    }

    @Override
    public void load(String tenant, Set<String> transactionIds, Consumer<KeptDecision> each) {
        stream(
                "transactions.tenant = ? and transactions.transaction_id = any (?)"
                        + " order by transactions.id",
                statement -> {
                    statement.setString(1, tenant);
                    statement.setArray(
                            2,
                            statement
                                    .getConnection()
                                    .createArrayOf("varchar", transactionIds.toArray()));
                },
                each);
    }

    @Override
    public List<KeptDecision> list(String tenant, DecisionFilter filter) {
        Conditions conditions =
                new Conditions()
                        .and("transactions.tenant = ?", tenant)
                        .and("transactions.subject = ?", filter.subject())
                        .and("transactions.user_id = ?", filter.userId())
                        .and("transactions.\"timestamp\" >= ?", filter.from())
                        .and("transactions.\"timestamp\" < ?", filter.to())
                        .and("transactions.risk_level = ?", name(filter.level()))
                        .and("transactions.recommended_action = ?", name(filter.action()))
                        .and("transactions.id < ?", filter.beforeId());
        return page(conditions, filter.limit());
    }

    private static @Nullable String name(@Nullable Enum<?> value) {
        return value == null ? null : value.name();
    }

    private List<KeptDecision> page(Conditions conditions, int limit) {
        return jdbc.with(
                connection -> {
                    KeptRow rows = new KeptRow(connection, keys, packing, plans);
                    return Jdbc.query(
                            connection,
                            KEPT + conditions.sql() + " order by transactions.id desc limit ?",
                            rows::of,
                            conditions.parametersThen(limit));
                });
    }

    @Override
    public void history(Instant from, Instant to, Consumer<KeptDecision> each) {
        stream(
                "transactions.\"timestamp\" >= ? and transactions.\"timestamp\" < ?"
                        + " order by transactions.\"timestamp\", transactions.id",
                statement -> {
                    statement.setObject(1, from.atOffset(ZoneOffset.UTC));
                    statement.setObject(2, to.atOffset(ZoneOffset.UTC));
                },
                each);
    }

    /// Sets the parameters of a statement.
    private interface Parameters {
        void of(PreparedStatement statement) throws SQLException;
    }

    private void stream(String where, Parameters parameters, Consumer<KeptDecision> each) {
        jdbc.transaction(
                connection -> {
                    try (Connection other = jdbc.open();
                            PreparedStatement statement =
                                    connection.prepareStatement(KEPT + " where " + where)) {
                        statement.setFetchSize(FETCH_ROWS);
                        parameters.of(statement);
                        KeptRow kept = new KeptRow(other, keys, packing, plans);
                        try (ResultSet rows = statement.executeQuery()) {
                            while (rows.next()) {
                                each.accept(kept.of(rows));
                            }
                        }
                    }
                    return true;
                });
    }
}
