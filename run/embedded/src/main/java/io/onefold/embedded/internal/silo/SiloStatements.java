package io.onefold.embedded.internal.silo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What silos of every server run alike.
final class SiloStatements {

    private SiloStatements() {}

    /// Runs one statement of a script and says how many rows it wrote.
    interface Step {
        long run(String text, SqlScript script, Statement statement)
                throws SQLException, IOException;
    }

    /// Runs a script, statement by statement.
    ///
    /// @return how many rows it wrote
    /// @throws io.onefold.model.OnefoldException (INVALID_INPUT) naming the statement that failed
    static long run(Path script, SqlScript.Dialect dialect, Connection silo, Step step)
            throws SQLException, IOException {
        long rows = 0;
        int number = 0;
        try (Reader reader = new BufferedReader(SiloFiles.openText(script), 1 << 16);
                Statement statement = silo.createStatement()) {
            statement.setEscapeProcessing(false);
            SqlScript sql = new SqlScript(reader, dialect);
            for (Optional<String> next = sql.next(); next.isPresent(); next = sql.next()) {
                number++;
                try {
                    rows += step.run(next.get(), sql, statement);
                } catch (SQLException e) {
                    throw SqlFailures.ofStatement(script, number, next.get(), e);
                }
            }
        }
        return rows;
    }

    /// A step that is plain SQL.
    static long plain(String text, Statement statement) throws SQLException {
        boolean query = statement.execute(text);
        return query ? 0 : Math.max(0, statement.getLargeUpdateCount());
    }

    /// The first column of a query's rows, without nulls.
    static List<String> strings(Connection connection, String sql, String... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            List<String> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String value = rows.getString(1);
                    if (value != null) {
                        found.add(value);
                    }
                }
            }
            return found;
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
