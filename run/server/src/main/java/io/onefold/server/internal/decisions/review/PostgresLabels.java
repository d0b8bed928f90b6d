package io.onefold.server.internal.decisions.review;

import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.fraud.ProblemCode;
import io.onefold.fraud.ProblemException;
import io.onefold.fraud.port.Label;
import io.onefold.fraud.port.Labels;
import io.onefold.model.access.Principal;
import io.onefold.server.internal.decisions.journal.Journal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/// Labels in PostgreSQL.
public final class PostgresLabels implements Labels {

    private static final String SELECT =
            "select tenant, transaction_id, label, source, known_at, author from decisions.label";
    private static final String KNOWN =
            """
            select tenant, transaction_id, label, source, known_at, author, t.merchant_id, t."timestamp"
            from decisions.label l join decisions.transactions t using (tenant, transaction_id)
            where l.known_at >= ? and l.known_at < ?
            order by l.known_at, l.id""";
    private static final int FETCH_ROWS = 1_000;

    private final Jdbc jdbc;
    private final Journal journal;

    public PostgresLabels(Jdbc jdbc, Journal journal) {
        this.jdbc = jdbc;
        this.journal = journal;
    }

    @Override
    public void add(Label label) {
        jdbc.change(connection -> add(connection, label));
    }

    void add(Connection connection, Label label) throws SQLException {
        boolean decided =
                Jdbc.first(
                                connection,
                                "select true from decisions.transactions where tenant = ? and transaction_id = ?",
                                row -> true,
                                label.tenant(),
                                label.transactionId())
                        .isPresent();
        if (!decided) {
            throw new ProblemException(
                    ProblemCode.NOT_FOUND, "the transaction was never decided; decide it first");
        }
        String name = label.fraud() ? "fraud" : "legit";
        int added =
                Jdbc.update(
                        connection,
                        "insert into decisions.label (tenant, transaction_id, label, source, known_at, author)"
                                + " values (?, ?, ?, ?, ?, ?) on conflict do nothing",
                        label.tenant(),
                        label.transactionId(),
                        name,
                        label.source(),
                        label.knownAt(),
                        label.author());
        if (added > 0) {
            journal.note(
                    connection,
                    new Principal(label.author(), Set.of(), Set.of(), false),
                    "label.add",
                    label.transactionId(),
                    Map.of("label", name, "source", label.source()));
        }
    }

    @Override
    public List<Label> of(String tenant, String transactionId) {
        return jdbc.with(
                connection ->
                        Jdbc.query(
                                connection,
                                SELECT + " where tenant = ? and transaction_id = ? order by id",
                                PostgresLabels::label,
                                tenant,
                                transactionId));
    }

    @Override
    public void knownIn(Instant from, Instant to, Consumer<Known> each) {
        jdbc.change(
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(KNOWN)) {
                        statement.setFetchSize(FETCH_ROWS);
                        statement.setObject(1, from.atOffset(ZoneOffset.UTC));
                        statement.setObject(2, to.atOffset(ZoneOffset.UTC));
                        try (ResultSet rows = statement.executeQuery()) {
                            while (rows.next()) {
                                each.accept(
                                        new Known(
                                                label(rows),
                                                rows.getString("merchant_id"),
                                                Objects.requireNonNull(
                                                        Jdbc.instant(rows, "timestamp"))));
                            }
                        }
                    }
                });
    }

    private static Label label(ResultSet row) throws SQLException {
        return new Label(
                row.getString("tenant"),
                row.getString("transaction_id"),
                row.getString("label").equals("fraud"),
                row.getString("source"),
                Objects.requireNonNull(Jdbc.instant(row, "known_at")),
                row.getString("author"));
    }
}
