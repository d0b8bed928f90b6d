package io.onefold.embedded.internal.silo;

import io.onefold.catalog.JdbcAddress;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/// The account that may read one silo's database, and nothing else. Ingest reads with it.
///
/// @param part `postgres` or `mariadb`
/// @param database the silo's database
public record ReaderAccount(String part, String database) {

    private static final int NAME_BYTES_MAX = 63;
    private static final String ENDING = "_reader";

    /// The account's name: the database's with `_reader` behind it, shortened where the server
    /// demands it.
    public String name() {
        String full = database + ENDING;
        if (full.getBytes(StandardCharsets.UTF_8).length <= NAME_BYTES_MAX) {
            return full;
        }
        CRC32 crc = new CRC32();
        crc.update(database.getBytes(StandardCharsets.UTF_8));
        String head = database.replaceAll("[^A-Za-z0-9_]", "_");
        return head.substring(0, Math.min(head.length(), 40))
                + "_"
                + Long.toHexString(crc.getValue())
                + ENDING;
    }

    /// Makes the account, or sets its password and rights again.
    ///
    /// @param owner the owner's address of the database
    /// @throws OnefoldException (NOT_FOUND) if there is no such database
    public void ensure(JdbcAddress owner, String password) {
        try (Connection connection = DriverManager.getConnection(owner.url(), owner.properties());
                Statement statement = connection.createStatement()) {
            for (String sql :
                    part.equals("postgres") ? postgres(connection, password) : mariadb(password)) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new OnefoldException(
                    ErrorCode.NOT_FOUND,
                    "part "
                            + part
                            + " has no readable database '"
                            + database
                            + "' ("
                            + SqlFailures.reason(e)
                            + "); expected a silo that was loaded; load its folder with: onefold silos load FOLDER",
                    e);
        }
    }

    private List<String> postgres(Connection connection, String password) throws SQLException {
        String role = PostgresSilo.quoted(name());
        List<String> statements = new ArrayList<>();
        try (PreparedStatement find =
                connection.prepareStatement("select 1 from pg_roles where rolname = ?")) {
            find.setString(1, name());
            try (ResultSet found = find.executeQuery()) {
                if (!found.next()) {
                    statements.add("create role " + role + " login");
                }
            }
        }
        statements.add("alter role " + role + " login password '" + password + "'");
        statements.add("alter role " + role + " set default_transaction_read_only = on");
        statements.add(
                "grant connect on database " + PostgresSilo.quoted(database) + " to " + role);
        for (String schema : schemas(connection)) {
            String quoted = PostgresSilo.quoted(schema);
            statements.add("grant usage on schema " + quoted + " to " + role);
            statements.add("grant select on all tables in schema " + quoted + " to " + role);
        }
        statements.add("alter default privileges grant usage on schemas to " + role);
        statements.add("alter default privileges grant select on tables to " + role);
        return statements;
    }

    private static List<String> schemas(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                """
                        select nspname
                        from pg_namespace
                        where nspname !~ '^pg_' and nspname <> 'information_schema'
                        """)) {
            List<String> schemas = new ArrayList<>();
            while (rows.next()) {
                schemas.add(rows.getString(1));
            }
            return schemas;
        }
    }

    private List<String> mariadb(String password) {
        String account = "'" + name().replace("\\", "\\\\").replace("'", "''") + "'@'127.0.0.1'";
        String pattern = database.replace("\\", "\\\\").replace("_", "\\_").replace("%", "\\%");
        return List.of(
                "create user if not exists " + account,
                "alter user " + account + " identified by '" + password + "'",
                "grant select, show view on " + MariaDbSilo.quoted(pattern) + ".* to " + account);
    }
}
