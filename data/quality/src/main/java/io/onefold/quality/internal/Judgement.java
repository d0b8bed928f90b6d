package io.onefold.quality.internal;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.quality.CheckResult.NormalisedCount;
import io.onefold.quality.CheckResult.ReasonCount;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// One check as it runs in the engine: no row leaves it, its temporary tables hold the outcome
/// until the connection's next check.
final class Judgement {

    private final Connection engine;
    private final Shape shape;
    private final CheckSql sql;

    private Judgement(Connection engine, Shape shape, CheckSql sql) {
        this.engine = engine;
        this.shape = shape;
        this.sql = sql;
    }

    /// Judges the keys with unseen rows, or all keys.
    static Judgement of(Connection engine, Shape shape, Relations relations, String runId) {
        CheckSql sql = new CheckSql(shape, relations, runId);
        Judgement judgement = new Judgement(engine, shape, sql);
        relations.unseen().ifPresent(unseen -> judgement.run(sql.affected(unseen)));
        judgement.run(sql.candidates());
        judgement.run(sql.several());
        judgement.run(sql.contested());
        judgement.run(sql.latest());
        judgement.run(sql.judged());
        judgement.run(sql.chosen());
        judgement.run(sql.rejected());
        return judgement;
    }

    /// The statements that read the outcome.
    CheckSql sql() {
        return sql;
    }

    /// What became of the run's rows.
    Counts counts() {
        List<NormalisedCount> normalised = new ArrayList<>();
        List<ReasonCount> reasons = new ArrayList<>();
        try (Statement statement = engine.createStatement()) {
            try (ResultSet row = statement.executeQuery(sql.reasons())) {
                while (row.next()) {
                    reasons.add(
                            new ReasonCount(row.getString(1), row.getString(2), row.getLong(3)));
                }
            }
            try (ResultSet row = statement.executeQuery(sql.counts())) {
                row.next();
                for (CheckSql.Correction correction : sql.corrections().toList()) {
                    normalised.add(
                            new NormalisedCount(
                                    correction.column(),
                                    correction.step().name(),
                                    row.getLong(correction.alias())));
                }
                return new Counts(
                        row.getLong("superseded"),
                        row.getLong("quarantined"),
                        row.getLong("trusted"),
                        row.getLong("deleted"),
                        normalised,
                        reasons);
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /// How many rows break the contract, whatever run they are of.
    long rejections() {
        return number("select count(*) from check_rejected");
    }

    /// Finds the changes of the trusted table.
    ///
    /// @return how many keys change
    long compareTrusted(String trusted) {
        run(sql.trustedChanges(trusted));
        return number("select count(*) from check_trusted_changes");
    }

    /// Finds the changes of the quarantine table.
    ///
    /// @param discarded SQL over its rows: whether one was discarded
    /// @return how many rows enter, leave or change their reasons
    long compareQuarantine(String quarantine, String discarded) {
        run(sql.quarantineStanding(quarantine, discarded));
        run(sql.quarantineChanges());
        return number("select count(*) from check_quarantine_changes");
    }

    private void run(String statementSql) {
        try (Statement statement = engine.createStatement()) {
            statement.execute(statementSql);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private long number(String query) {
        try (Statement statement = engine.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /// The engine's messages can quote a cell, so only their kind is passed on.
    private OnefoldException failed(SQLException e) {
        String kind = String.valueOf(e.getMessage()).split(":", 2)[0];
        return new OnefoldException(
                ErrorCode.RUN_FAILED,
                "the check of "
                        + shape.contract().dataset()
                        + " failed in the engine ("
                        + kind
                        + "); check free disk space and memory, then run it again",
                e);
    }
}
