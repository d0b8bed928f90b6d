package io.onefold.embedded.internal.silo;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/// What a database refused, in words without the values it refused.
final class SqlFailures {

    private static final int EXCERPT_CHARS = 60;

    private SqlFailures() {}

    static OnefoldException ofStatement(Path script, int number, String statement, SQLException e) {
        String firstWords = statement.substring(0, Math.min(statement.length(), EXCERPT_CHARS));
        String shown = firstWords.split("(?i)\\bvalues\\b|['\n]", 2)[0].strip();
        return new OnefoldException(
                ErrorCode.INVALID_INPUT,
                script.getFileName()
                        + ": statement "
                        + number
                        + " ('"
                        + shown
                        + " …') was refused: "
                        + reason(e)
                        + "; correct the file and load the folder again",
                e);
    }

    static OnefoldException ofTable(Silo.TableFile file, SQLException e) {
        return new OnefoldException(
                ErrorCode.INVALID_INPUT,
                file.file().getFileName()
                        + ": its rows were refused by table "
                        + file.table()
                        + ": "
                        + reason(e)
                        + "; correct the file and load the folder again",
                e);
    }

    static OnefoldException noTable(Silo.TableFile file, List<String> tables) {
        return new OnefoldException(
                ErrorCode.INVALID_INPUT,
                "the file "
                        + file.file().getFileName()
                        + " is for table '"
                        + file.table()
                        + "', which the schema does not make; expected one of "
                        + tables
                        + "; correct silos.yaml or the schema");
    }

    /// Messages about data quote the data, so only their kind is told.
    static String reason(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        String kind =
                switch (state.length() < 2 ? "" : state.substring(0, 2)) {
                    case "22" -> "a value does not fit its column's type";
                    case "23" -> "a constraint does not hold";
                    case "HY", "01" -> "a value or the file was not accepted";
                    default ->
                            String.valueOf(e.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse("no reason given");
                };
        return kind + " (SQL state " + state + ")";
    }
}
