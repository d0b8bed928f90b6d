package io.onefold.embedded.internal.silo;

import io.onefold.catalog.JdbcAddress;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// A silo in PostgreSQL. Scripts may be what `pg_dump` writes, with rows after `COPY … FROM stdin`,
/// and may hold psql's `\copy`.
final class PostgresSilo implements SiloServer {

    private static final Pattern COPY_STDIN =
            Pattern.compile(
                    "copy\\s.+\\sfrom\\s+stdin\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern PSQL_COPY =
            Pattern.compile(
                    "\\\\copy\\s+(.+?)\\s+from\\s+'([^']+)'\\s*(.*?);?\\s*",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern PSQL_HARMLESS = Pattern.compile("\\\\(un)?restrict\\b.*");

    private final String database;
    private final Function<String, JdbcAddress> addresses;
    private final Connection admin;
    private @Nullable Connection silo;

    /// @param addresses the owner's address of a database
    PostgresSilo(String database, Function<String, JdbcAddress> addresses) throws SQLException {
        this.database = database;
        this.addresses = addresses;
        this.admin = connect("postgres");
        try (PreparedStatement lock =
                admin.prepareStatement("select pg_advisory_lock(hashtext('onefold silo ' || ?))")) {
            lock.setString(1, database);
            lock.execute();
        }
    }

    private Connection connect(String name) throws SQLException {
        JdbcAddress address = addresses.apply(name);
        Properties properties = address.properties();
        properties.setProperty("preferQueryMode", "simple");
        properties.setProperty("ApplicationName", "onefold silos");
        return DriverManager.getConnection(address.url(), properties);
    }

    private Connection silo() throws SQLException {
        Connection open = silo;
        if (open == null) {
            open = connect(database);
            silo = open;
            try (Statement statement = open.createStatement()) {
                statement.execute("set synchronous_commit = off");
            }
        }
        return open;
    }

    @Override
    public boolean exists() throws SQLException {
        return !SiloStatements.strings(
                        admin, "select datname from pg_database where datname = ?", database)
                .isEmpty();
    }

    @Override
    public Optional<String> mark() throws SQLException {
        return SiloStatements.strings(
                        admin,
                        "select shobj_description(oid, 'pg_database') from pg_database where datname = ?",
                        database)
                .stream()
                .findFirst();
    }

    @Override
    public void mark(String text) throws SQLException {
        SiloStatements.execute(
                admin,
                "comment on database "
                        + quoted(database)
                        + " is '"
                        + text.replace("'", "''")
                        + "'");
    }

    @Override
    public void recreate() throws SQLException {
        SiloStatements.execute(
                admin, "drop database if exists " + quoted(database) + " with (force)");
        SiloStatements.execute(admin, "create database " + quoted(database));
        SiloStatements.execute(
                admin,
                "revoke connect, temporary on database " + quoted(database) + " from public");
    }

    @Override
    public long run(Path script) throws SQLException, IOException {
        return SiloStatements.run(
                script,
                SqlScript.Dialect.POSTGRES,
                silo(),
                (text, sql, statement) -> run(text, sql, statement, script));
    }

    private long run(String text, SqlScript sql, Statement statement, Path script)
            throws SQLException, IOException {
        if (text.startsWith("\\")) {
            return psql(text, script);
        }
        if (COPY_STDIN.matcher(text).matches()) {
            return copyLines(text, sql);
        }
        return SiloStatements.plain(text, statement);
    }

    private long psql(String command, Path script) throws SQLException, IOException {
        Matcher copy = PSQL_COPY.matcher(command);
        if (copy.matches()) {
            try (InputStream in = SiloFiles.open(script.resolveSibling(copy.group(2)))) {
                return copyApi("copy " + copy.group(1) + " from stdin " + copy.group(3), in);
            }
        }
        if (PSQL_HARMLESS.matcher(command).matches()) {
            return 0;
        }
        throw new OnefoldException(
                ErrorCode.INVALID_INPUT,
                script.getFileName()
                        + " holds psql's command '"
                        + command.split("\\s", 2)[0]
                        + "'; expected SQL, or \\copy … from 'file'; take the command out");
    }

    private long copyLines(String copy, SqlScript sql) throws SQLException, IOException {
        sql.line(); // what follows the semicolon
        CopyIn in = silo().unwrap(PGConnection.class).getCopyAPI().copyIn(copy);
        try {
            for (String line = sql.line();
                    !line.equals("\\.") && !sql.isAtEnd();
                    line = sql.line()) {
                byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
                in.writeToCopy(bytes, 0, bytes.length);
            }
            return in.endCopy();
        } finally {
            if (in.isActive()) {
                in.cancelCopy();
            }
        }
    }

    @Override
    public long load(Silo.TableFile file) throws SQLException, IOException {
        List<String> table = table(file);
        try (InputStream in = SiloFiles.open(file.file())) {
            List<String> header = CsvFields.header(in, file.delimiter());
            List<String> columns = TableColumns.match(header, columns(table), file);
            String copy =
                    "copy "
                            + quoted(table.get(0))
                            + "."
                            + quoted(table.get(1))
                            + " ("
                            + columns.stream()
                                    .map(PostgresSilo::quoted)
                                    .collect(Collectors.joining(", "))
                            + ") from stdin with (format csv, delimiter '"
                            + (file.delimiter() == '\'' ? "''" : file.delimiter())
                            + "', encoding 'UTF8')";
            return copyApi(copy, in);
        } catch (SQLException e) {
            throw SqlFailures.ofTable(file, e);
        }
    }

    private long copyApi(String copy, InputStream in) throws SQLException, IOException {
        return silo().unwrap(PGConnection.class).getCopyAPI().copyIn(copy, in, 1 << 16);
    }

    /// Schema and name of the table a file is for.
    private List<String> table(Silo.TableFile file) throws SQLException {
        List<String> all = new ArrayList<>();
        try (Statement statement = silo().createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                """
                        select n.nspname, c.relname, n.nspname = any (current_schemas(false))
                        from pg_class c
                        join pg_namespace n on n.oid = c.relnamespace
                        where c.relkind in ('r', 'p')
                            and n.nspname not in ('pg_catalog', 'information_schema')
                        order by 1, 2
                        """)) {
            while (rows.next()) {
                String full = rows.getString(1) + "." + rows.getString(2);
                boolean visible = rows.getString(2).equals(file.table()) && rows.getBoolean(3);
                if (visible || full.equals(file.table())) {
                    return List.of(rows.getString(1), rows.getString(2));
                }
                all.add(full);
            }
        }
        throw SqlFailures.noTable(file, all);
    }

    private List<String> columns(List<String> table) throws SQLException {
        return SiloStatements.strings(
                silo(),
                """
                select a.attname
                from pg_attribute a
                where a.attrelid = format('%I.%I', ?, ?)::regclass
                    and a.attnum > 0
                    and not a.attisdropped
                    and a.attgenerated = ''
                order by a.attnum
                """,
                table.get(0),
                table.get(1));
    }

    @Override
    public void analyze() throws SQLException {
        SiloStatements.execute(silo(), "analyze");
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    @Override
    public void close() throws SQLException {
        try (Connection _ = silo;
                Connection _ = admin) {
            // closes what is open, the silo's connection first
        }
    }
}
