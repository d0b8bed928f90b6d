package io.onefold.ingest.internal.silo;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.Spelling;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A table that a database does not have, or hides.
///
/// @param silo the source's name and address, without the password
/// @param shown the table with its schema, as the manifest names it
/// @param name the table
public record MissingTable(String silo, String shown, String name) {

    private static final String[] KINDS = {
        "TABLE", "BASE TABLE", "PARTITIONED TABLE", "VIEW", "MATERIALIZED VIEW", "FOREIGN TABLE"
    };

    /// More names than so many are no help.
    private static final int NAMES_MAX = 5;

    /// The failure, with the tables that may be meant.
    ///
    /// @param connection to the silo
    /// @param database the database to look in, where schemas are databases; null: any
    /// @param schema the schema to look in; null: any that is not the system's
    public OnefoldException failure(
            Connection connection,
            @Nullable String database,
            @Nullable String schema,
            Exception cause)
            throws SQLException {
        return new OnefoldException(
                ErrorCode.RUN_FAILED,
                silo
                        + " has no table "
                        + shown
                        + " (or the account may not see it"
                        + nearest(name, names(connection, database, schema))
                        + "); restore it, or take it out of the manifest",
                cause);
    }

    private static String nearest(String name, List<String> there) {
        if (there.isEmpty()) {
            return "; it shows no table at all";
        }
        String near = Spelling.didYouMean(name, there);
        if (!near.isEmpty()) {
            return near;
        }
        int more = there.size() - NAMES_MAX;
        return "; it has "
                + String.join(", ", there.subList(0, Math.min(there.size(), NAMES_MAX)))
                + (more > 0 ? " and " + more + " more" : "");
    }

    private static List<String> names(
            Connection connection, @Nullable String database, @Nullable String schema)
            throws SQLException {
        DatabaseMetaData silo = connection.getMetaData();
        String escape = silo.getSearchStringEscape();
        String exactly =
                schema == null
                        ? null
                        : schema.replace(escape, escape + escape)
                                .replace("_", escape + "_")
                                .replace("%", escape + "%");
        List<String> names = new ArrayList<>();
        try (ResultSet tables = silo.getTables(database, exactly, "%", KINDS)) {
            while (tables.next()) {
                names.add(tables.getString("TABLE_NAME"));
            }
        }
        return names.stream().distinct().sorted().toList();
    }
}
