package io.onefold.ingest.internal.postgres;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// What PostgreSQL reports, in an operator's words. A server message that may quote a value is not
/// repeated.
///
/// @param silo the source's name and address, without the password
/// @param table the table
/// @param rowsRead how far the read was
record PostgresFailure(String silo, String table, long rowsRead) {

    OnefoldException of(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        return switch (state) {
            case "28P01", "28000" ->
                    new OnefoldException(
                            ErrorCode.INVALID_SETUP,
                            silo
                                    + " refused the account or its password; check the source's user and secret"
                                    + " (or its settings) and run again",
                            failure);
            case "3D000" ->
                    new OnefoldException(
                            ErrorCode.INVALID_SETUP,
                            silo + " has no such database; check the source's connection",
                            failure);
            case "42501" ->
                    new OnefoldException(
                            ErrorCode.INVALID_SETUP,
                            silo
                                    + ": the account may not read "
                                    + table
                                    + said(failure)
                                    + "; grant it SELECT on the table (and USAGE on its schema), or exclude the columns"
                                    + " it must not see",
                            failure);
            case "42P01", "42703" ->
                    new OnefoldException(
                            ErrorCode.RUN_FAILED,
                            silo
                                    + ": "
                                    + table
                                    + " changed while it was read"
                                    + said(failure)
                                    + "; nothing was committed, run again",
                            failure);
            case "53300" ->
                    new OnefoldException(
                            ErrorCode.UNAVAILABLE,
                            silo
                                    + " has no free connection"
                                    + said(failure)
                                    + "; raise max_connections or run again later",
                            failure);
            default -> byClass(state, failure);
        };
    }

    private OnefoldException byClass(String state, SQLException failure) {
        String kind = state.length() < 2 ? "" : state.substring(0, 2);
        if (kind.equals("08") || kind.equals("57")) {
            return new OnefoldException(
                    ErrorCode.UNAVAILABLE,
                    rowsRead < 0
                            ? silo
                                    + " does not answer; start it, or check host and port of the source's connection"
                            : silo
                                    + " went away after "
                                    + rowsRead
                                    + " rows of "
                                    + table
                                    + "; nothing of the table was committed, run again when it is back",
                    failure);
        }
        return new OnefoldException(
                ErrorCode.RUN_FAILED,
                silo
                        + ": reading "
                        + table
                        + " failed with SQL state "
                        + (state.isEmpty() ? "unknown" : state)
                        + (kind.equals("22") ? "" : said(failure))
                        + "; nothing of the table was committed",
                failure);
    }

    private static String said(SQLException failure) {
        ServerErrorMessage server =
                failure instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
        @Nullable String message = server == null ? null : server.getMessage();
        return message == null ? "" : " (" + message + ")";
    }
}
