package io.onefold.ingest.internal.mysql;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.sql.SQLException;

/// What MySQL and MariaDB report, in an operator's words. The server's own message, which may quote
/// a value, stays in the cause.
///
/// @param silo the source's name and address, without the password
/// @param table the table
/// @param rowsRead how far the read was; -1: it had not begun
record MySqlFailure(String silo, String table, long rowsRead) {

    private static final int ACCESS_DENIED = 1045;
    private static final int DATABASE_DENIED = 1044;
    private static final int UNKNOWN_DATABASE = 1049;
    private static final int UNKNOWN_COLUMN = 1054;
    private static final int TABLE_DENIED = 1142;
    private static final int COLUMN_DENIED = 1143;
    private static final int NO_SUCH_TABLE = 1146;
    private static final int VIEW_INVALID = 1356;
    private static final int TABLE_CHANGED = 1412;
    private static final int TOO_MANY_CONNECTIONS = 1040;
    private static final int SHUTDOWN = 1053;
    private static final int KILLED = 1927;

    OnefoldException of(SQLException failure) {
        return switch (failure.getErrorCode()) {
            case ACCESS_DENIED, 1698 ->
                    failed(
                            ErrorCode.INVALID_SETUP,
                            silo
                                    + " refused the account or its password; check the source's user and secret"
                                    + " (or its settings) and run again",
                            failure);
            case UNKNOWN_DATABASE, DATABASE_DENIED ->
                    failed(
                            ErrorCode.INVALID_SETUP,
                            silo
                                    + " has no such database, or the account may not enter it; check the source's connection",
                            failure);
            case TABLE_DENIED, COLUMN_DENIED ->
                    failed(
                            ErrorCode.INVALID_SETUP,
                            silo
                                    + ": the account may not read "
                                    + table
                                    + "; grant it SELECT on the table, or exclude the columns it must not see",
                            failure);
            case NO_SUCH_TABLE, UNKNOWN_COLUMN, TABLE_CHANGED, VIEW_INVALID ->
                    failed(
                            ErrorCode.RUN_FAILED,
                            silo
                                    + ": "
                                    + table
                                    + " changed while it was read; nothing was committed, run again",
                            failure);
            case TOO_MANY_CONNECTIONS ->
                    failed(
                            ErrorCode.UNAVAILABLE,
                            silo
                                    + " has no free connection; raise max_connections or run again later",
                            failure);
            default -> other(failure);
        };
    }

    private OnefoldException other(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        int code = failure.getErrorCode();
        if (state.startsWith("08") || code == SHUTDOWN || code == KILLED) {
            return failed(
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
        return failed(
                ErrorCode.RUN_FAILED,
                silo
                        + ": reading "
                        + table
                        + " failed with error "
                        + code
                        + " (SQL state "
                        + (state.isEmpty() ? "unknown" : state)
                        + "); nothing of the table was committed",
                failure);
    }

    private static OnefoldException failed(ErrorCode code, String message, SQLException failure) {
        return new OnefoldException(code, message, failure);
    }
}
