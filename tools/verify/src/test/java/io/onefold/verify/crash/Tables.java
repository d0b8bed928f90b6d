package io.onefold.verify.crash;

import io.onefold.lake.DuckSql;
import io.onefold.lake.LakeSession;
import io.onefold.lake.LakeTable;
import io.onefold.model.Column;
import io.onefold.model.DatasetName;
import io.onefold.model.Layer;
import io.onefold.model.TableName;
import io.onefold.model.access.Principal;
import io.onefold.verify.command.Install;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What the tables of some datasets hold, whatever the order of their rows and whoever wrote them
/// when.
final class Tables {

    /// System columns that belong to what a row says.
    private static final Set<String> SAYING = Set.of("_deleted", "_reasons");

    private Tables() {}

    /// Rows and hash of each table that was committed to.
    static Map<TableName, String> of(Install onefold, List<DatasetName> datasets) {
        Map<TableName, String> hashes = new TreeMap<>();
        try (LakeSession session = onefold.path().lake().session(Principal.system("verify"));
                Statement statement = session.connection().createStatement()) {
            for (DatasetName dataset : datasets) {
                for (Layer layer : Layer.values()) {
                    LakeTable table = onefold.path().lake().find(dataset.in(layer)).orElse(null);
                    if (table != null && table.current().isPresent()) {
                        session.attach(table.name());
                        hashes.put(table.name(), hash(statement, table));
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return hashes;
    }

    private static String hash(Statement statement, LakeTable table) throws SQLException {
        String columns =
                table.columns().stream()
                        .map(Column::name)
                        .filter(name -> !name.startsWith("_") || SAYING.contains(name))
                        .sorted()
                        .map(DuckSql::name)
                        .collect(Collectors.joining(", "));
        String sql =
                "select count(*) || ' rows, hash ' || coalesce(sum(hash(row("
                        + columns
                        + "))::hugeint), 0) from "
                        + DuckSql.table(table.name());
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
