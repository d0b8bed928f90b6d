package io.onefold.verify.graph;

import io.onefold.lake.DuckSql;
import io.onefold.lake.LakeSession;
import io.onefold.model.TableName;
import io.onefold.model.access.Principal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Rows of the lake, read clear.
final class LakeRows {

    private LakeRows() {}

    /// @param sql with `%s` where the table stands
    static List<String> of(Customer360 installation, TableName table, String sql) {
        try (LakeSession session = installation.path.lake().session(Principal.system("verify"));
                Statement statement = session.connection().createStatement()) {
            session.attach(table);
            List<String> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery(sql.formatted(DuckSql.table(table)))) {
                while (result.next()) {
                    StringBuilder row = new StringBuilder();
                    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        row.append(result.getString(i)).append('|');
                    }
                    rows.add(row.toString());
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
