package io.onefold.embedded.internal.silo;

import io.onefold.catalog.JdbcAddress;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A silo in MariaDB. Rows go by LOAD DATA, which turns errors into warnings; any warning fails the
/// load.
final class MariaDbSilo implements SiloServer {

    private static final int LOCK_SECONDS = 600;

    private final String database;
    private final Function<String, JdbcAddress> addresses;
    private final Connection admin;
    private @Nullable Connection silo;

    /// @param addresses the owner's address of a database; the empty name means none
    MariaDbSilo(String database, Function<String, JdbcAddress> addresses) throws SQLException {
        this.database = database;
        this.addresses = addresses;
        this.admin = connect("");
        try (PreparedStatement lock =
                admin.prepareStatement(
                        "select get_lock(left(concat('onefold silo ', ?), 64), ?)")) {
            lock.setString(1, database);
            lock.setInt(2, LOCK_SECONDS);
            lock.execute();
        }
    }

    private Connection connect(String name) throws SQLException {
        JdbcAddress address = addresses.apply(name);
        Properties properties = address.properties();
        properties.setProperty("allowLocalInfile", "true");
        return DriverManager.getConnection(address.url(), properties);
    }

    private Connection silo() throws SQLException {
        Connection open = silo;
        if (open == null) {
            open = connect(database);
            silo = open;
        }
        return open;
    }

    @Override
    public boolean exists() throws SQLException {
        return !SiloStatements.strings(
                        admin,
                        "select schema_name from information_schema.schemata where schema_name = ?",
                        database)
                .isEmpty();
    }

    @Override
    public Optional<String> mark() throws SQLException {
        return SiloStatements.strings(
                        admin,
                        "select schema_comment from information_schema.schemata where schema_name = ?",
                        database)
                .stream()
                .filter(comment -> !comment.isEmpty())
                .findFirst();
    }

    @Override
    public void mark(String text) throws SQLException {
        SiloStatements.execute(
                admin,
                "alter database "
                        + quoted(database)
                        + " comment = '"
                        + text.replace("'", "''")
                        + "'");
    }

    @Override
    public void recreate() throws SQLException {
        SiloStatements.execute(admin, "drop database if exists " + quoted(database));
        SiloStatements.execute(admin, "create database " + quoted(database));
    }

    @Override
    public long run(Path script) throws SQLException, IOException {
        return SiloStatements.run(
                script,
                SqlScript.Dialect.MARIADB,
                silo(),
                (text, sql, statement) -> SiloStatements.plain(text, statement));
    }

    @Override
    public long load(Silo.TableFile file) throws SQLException, IOException {
        String table = table(file);
        try (InputStream in = SiloFiles.open(file.file());
                Statement statement = silo().createStatement()) {
            List<String> header = CsvFields.header(in, file.delimiter());
            List<String> columns = TableColumns.match(header, columns(table), file);
            CsvFields fields = new CsvFields(in, file.delimiter(), header.size());
            statement.unwrap(org.mariadb.jdbc.Statement.class).setLocalInfileInputStream(fields);
            long rows =
                    statement.executeLargeUpdate(
                            "load data local infile 'rows' into table "
                                    + quoted(table)
                                    + " character set utf8mb4 fields terminated by '\\t' escaped by '\\\\' lines terminated by '\\n' ("
                                    + columns.stream()
                                            .map(MariaDbSilo::quoted)
                                            .collect(Collectors.joining(", "))
                                    + ")");
            requireClean(file, statement, rows, fields.rows());
            return rows;
        } catch (SQLException e) {
            throw SqlFailures.ofTable(file, e);
        }
    }

    private static void requireClean(
            Silo.TableFile file, Statement statement, long written, long sent) throws SQLException {
        int warnings;
        try (ResultSet row = statement.executeQuery("select @@warning_count")) {
            row.next();
            warnings = row.getInt(1);
        }
        if (warnings > 0 || written != sent) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    file.file().getFileName()
                            + ": table "
                            + file.table()
                            + " took "
                            + written
                            + " of "
                            + sent
                            + " rows, with "
                            + warnings
                            + " warnings; expected all rows and none; correct the file (types,"
                            + " duplicate keys) and load the folder again");
        }
    }

    private String table(Silo.TableFile file) throws SQLException {
        List<String> tables =
                SiloStatements.strings(
                        admin,
                        "select table_name from information_schema.tables where table_schema = ? order by 1",
                        database);
        return TableColumns.find(file.table(), tables)
                .orElseThrow(() -> SqlFailures.noTable(file, tables));
    }

    private List<String> columns(String table) throws SQLException {
        return SiloStatements.strings(
                admin,
                """
                select column_name
                from information_schema.columns
                where table_schema = ? and table_name = ? and is_generated = 'NEVER'
                order by ordinal_position
                """,
                database,
                table);
    }

    @Override
    public void analyze() throws SQLException {
        // InnoDB keeps its statistics itself
    }

    static String quoted(String name) {
        return '`' + name.replace("`", "``") + '`';
    }

    @Override
    public void close() throws SQLException {
        try (Connection _ = silo;
                Connection _ = admin) {
            // closes what is open, the silo's connection first
        }
    }
}
