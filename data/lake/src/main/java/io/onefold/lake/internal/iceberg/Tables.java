package io.onefold.lake.internal.iceberg;

import io.onefold.lake.LakeSettings;
import io.onefold.lake.PartitionField;
import io.onefold.model.Column;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.Spelling;
import io.onefold.model.TableName;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.jdbc.UncheckedSQLException;

/// The Iceberg tables of the lake, found through a JDBC catalog in schema `iceberg` of PostgreSQL.
public final class Tables implements AutoCloseable {

    private static final String SCHEMA = "iceberg";
    private static final String CATALOG = "onefold";

    /// SQL states after which a new connection is tried, beside Iceberg's own (PostgreSQL, appendix
    /// A).
    private static final String LOST_CONNECTION = "57P01,57P02,57P03,08001,08004";

    /// First parts of an address that the engine keeps for itself.
    private static final Set<String> RESERVED =
            Set.of("main", "temp", "system", "memory", "information_schema", "pg_catalog");

    private static final Map<String, String> PROPERTIES =
            Map.of(
                    TableProperties.FORMAT_VERSION, "2",
                    TableProperties.COMMIT_NUM_RETRIES, "50",
                    TableProperties.COMMIT_MIN_RETRY_WAIT_MS, "20",
                    TableProperties.COMMIT_MAX_RETRY_WAIT_MS, "2000",
                    TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED, "true",
                    TableProperties.METADATA_PREVIOUS_VERSIONS_MAX, "20",
                    TableProperties.PARQUET_COMPRESSION, "zstd");

    private final JdbcCatalog catalog;

    private Tables(JdbcCatalog catalog) {
        this.catalog = catalog;
    }

    /// @throws OnefoldException (UNAVAILABLE) when PostgreSQL does not answer
    public static Tables open(LakeSettings settings) {
        LakeSettings.CatalogDatabase database = settings.catalog();
        createSchema(database);
        JdbcCatalog catalog = new JdbcCatalog(properties -> new LocalFileIO(), null, true);
        catalog.initialize(
                CATALOG,
                Map.of(
                        "uri", withSchema(database.url()),
                        "jdbc.user", database.user(),
                        "jdbc.password", database.password(),
                        "jdbc.schema-version", "V1",
                        "retryable_status_codes", LOST_CONNECTION,
                        "warehouse", LocalFileIO.location(settings.warehouse())));
        return new Tables(catalog);
    }

    private static void createSchema(LakeSettings.CatalogDatabase database) {
        try (Connection connection =
                        DriverManager.getConnection(
                                database.url(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA IF NOT EXISTS " + SCHEMA);
        } catch (SQLException e) {
            throw new OnefoldException(
                    ErrorCode.UNAVAILABLE,
                    "the lake's catalog database "
                            + database.url()
                            + " does not accept user '"
                            + database.user()
                            + "': "
                            + e.getMessage()
                            + "; check that it runs and may create schema "
                            + SCHEMA,
                    e);
        }
    }

    private static String withSchema(String url) {
        return url + (url.contains("?") ? "&" : "?") + "currentSchema=" + SCHEMA;
    }

    /// A fresh view of a table.
    ///
    /// @throws OnefoldException (NOT_FOUND) naming the nearest table
    public Table load(TableName name) {
        return find(name).orElseThrow(() -> notFound(name));
    }

    /// The table that somebody means by the parts of a name, in which case does not count.
    ///
    /// @throws OnefoldException (NOT_FOUND) naming the nearest table
    public TableName resolve(List<String> parts) {
        TableName asWritten = TableName.of(parts.toArray(String[]::new));
        if (ask(() -> catalog.tableExists(identifier(asWritten)))) {
            return asWritten;
        }
        return list("").stream()
                .filter(t -> t.toString().equalsIgnoreCase(asWritten.toString()))
                .findFirst()
                .orElseThrow(() -> notFound(asWritten));
    }

    public Optional<Table> find(TableName name) {
        try {
            return Optional.of(ask(() -> catalog.loadTable(identifier(name))));
        } catch (NoSuchTableException e) {
            return Optional.empty();
        }
    }

    private OnefoldException notFound(TableName name) {
        List<String> known = list("").stream().map(TableName::toString).toList();
        return new OnefoldException(
                ErrorCode.NOT_FOUND,
                "there is no table '"
                        + name
                        + "' in the lake"
                        + Spelling.didYouMean(name.toString(), known)
                        + "; a run of the workflow that writes it makes it");
    }

    /// The tables whose address starts with a prefix, in order.
    public List<TableName> list(String prefix) {
        List<TableName> all = new ArrayList<>();
        ask(
                () -> {
                    catalog.listNamespaces().forEach(outer -> collect(outer, all));
                    return all;
                });
        return all.stream()
                .distinct()
                .filter(t -> t.toString().startsWith(prefix))
                .sorted()
                .toList();
    }

    private void collect(Namespace namespace, List<TableName> into) {
        try {
            catalog.listTables(namespace)
                    .forEach(
                            t ->
                                    into.add(
                                            new TableName(
                                                    List.of(t.namespace().levels()), t.name())));
            if (namespace.length() < 2) {
                catalog.listNamespaces(namespace).forEach(inner -> collect(inner, into));
            }
        } catch (NoSuchNamespaceException e) {
            // Dropped between the two lookups: it has no tables.
            return;
        }
    }

    /// Creates a table of format version 2, without rows.
    ///
    /// @throws OnefoldException (CONFLICT) when it exists, (INVALID_INPUT) for a name or column
    ///   that cannot be
    public Table create(TableName name, List<Column> columns, List<PartitionField> partition) {
        requireUsable(name);
        Schema schema = IcebergTypes.schema(columns);
        try {
            return ask(
                    () ->
                            catalog.buildTable(identifier(name), schema)
                                    .withPartitionSpec(IcebergTypes.spec(schema, partition))
                                    .withProperties(PROPERTIES)
                                    .create());
        } catch (AlreadyExistsException e) {
            throw new OnefoldException(
                    ErrorCode.CONFLICT, "table '" + name + "' exists already", e);
        }
    }

    /// Removes a table from the catalog; its files stay until they are purged.
    public boolean drop(TableName name) {
        return ask(() -> catalog.dropTable(identifier(name), false));
    }

    private static <T> T ask(Supplier<T> question) {
        try {
            return question.get();
        } catch (UncheckedSQLException e) {
            throw new OnefoldException(
                    ErrorCode.UNAVAILABLE,
                    "the lake's catalog database does not answer: "
                            + e.getMessage()
                            + "; check that PostgreSQL runs",
                    e);
        }
    }

    private static void requireUsable(TableName name) {
        List<String> parts = new ArrayList<>(name.namespace());
        parts.add(name.name());
        for (String part : parts) {
            if (part.isBlank() || part.contains("/") || part.contains(".") || part.contains("\0")) {
                throw new OnefoldException(
                        ErrorCode.INVALID_INPUT,
                        "'"
                                + part
                                + "' in table name '"
                                + name
                                + "' cannot be a folder; expected letters, digits and _");
            }
        }
        String first = name.namespace().getFirst().toLowerCase(Locale.ROOT);
        boolean secondIsMain =
                name.namespace().size() == 2 && name.namespace().get(1).equalsIgnoreCase("main");
        if (RESERVED.contains(first) || secondIsMain) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "table name '"
                            + name
                            + "' uses a name that the engine keeps for itself; expected another first part than "
                            + RESERVED.stream().sorted().toList()
                            + " and another second part than main");
        }
    }

    private static TableIdentifier identifier(TableName name) {
        return TableIdentifier.of(
                Namespace.of(name.namespace().toArray(String[]::new)), name.name());
    }

    @Override
    public void close() {
        catalog.close();
    }
}
