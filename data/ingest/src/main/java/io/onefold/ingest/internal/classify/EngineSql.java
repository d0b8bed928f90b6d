package io.onefold.ingest.internal.classify;

import io.onefold.lake.LakeSession;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/// Single values out of a session's engine.
final class EngineSql {

    private final LakeSession session;

    EngineSql(LakeSession session) {
        this.session = session;
    }

    void execute(String sql) {
        session.execute(sql);
    }

    /// The rows of a temporary table made of a SELECT.
    long make(String table, String select) {
        execute("CREATE OR REPLACE TEMP TABLE " + table + " AS\n" + select);
        return count("SELECT count(*) FROM " + table);
    }

    /// A number; 0 for null.
    long count(String sql) {
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /// A text.
    @Nullable String text(String sql) {
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /// The engine's message may quote a value, so it goes into the cause only.
    private static OnefoldException failed(SQLException e) {
        return new OnefoldException(
                ErrorCode.RUN_FAILED,
                "the engine could not classify the rows that were read; nothing was committed. Its own words are in the"
                        + " log; if they speak of memory or disk, raise the lake's memory limit or free its spill folder",
                e);
    }
}
