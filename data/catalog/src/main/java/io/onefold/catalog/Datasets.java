package io.onefold.catalog;

import io.onefold.catalog.internal.audit.AuditChain;
import io.onefold.catalog.internal.registry.TagRules;
import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.model.Column;
import io.onefold.model.DatasetName;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.TableName;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import io.onefold.model.audit.AuditEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;

/// The register of lake tables: their columns, what these hold, their newest snapshot.
public final class Datasets {

    private static final Set<String> SENSITIVE = Set.of("PII", "PHI", "TW");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_]+(\\.[A-Za-z0-9_]+)*");
    private static final String REGISTER = Jdbc.resource(TagRules.class, "register_table.sql");
    private static final String LIST = Jdbc.resource(TagRules.class, "list_tables.sql");

    private final Jdbc jdbc;
    private final Clock clock;

    Datasets(Jdbc jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// Whether a tag says that a column is sensitive: its category is PII, PHI or TW.
    public static boolean isSensitive(String tag) {
        int dot = tag.indexOf('.');
        return SENSITIVE.contains(dot < 0 ? tag : tag.substring(0, dot));
    }

    /// Registers a table as it stands after a commit. Its columns take the place of those known
    /// before. Nothing is written for a commit that is registered already.
    public void register(TableName table, List<Column> columns, TableCommit commit) {
        jdbc.change(
                connection -> {
                    if (!isRegistered(connection, table, columns, commit)) {
                        insert(connection, table, columns, commit);
                    }
                });
    }

    /// As [#register(TableName, List, TableCommit)], for a table made of others; tags follow the
    /// lineage.
    public void registerDerived(
            TableName table, List<Column> columns, TableCommit commit, Lineage lineage) {
        jdbc.change(
                connection -> {
                    if (!isRegistered(connection, table, columns, commit)) {
                        insert(connection, table, columns, commit);
                    }
                    if (!origins(connection, table).equals(lineage.origins())) {
                        insertOrigins(connection, table, lineage);
                    }
                });
    }

    private static Map<String, Set<Lineage.Origin>> origins(Connection connection, TableName table)
            throws SQLException {
        Map<String, Set<Lineage.Origin>> origins = new HashMap<>();
        Jdbc.query(
                connection,
                "select column_name, origin_address, origin_column from control.lake_column_origin where table_address = ?",
                row ->
                        origins.computeIfAbsent(row.getString(1), absent -> new HashSet<>())
                                .add(
                                        new Lineage.Origin(
                                                TableName.parse(row.getString(2)),
                                                row.getString(3))),
                table.toString());
        return origins;
    }

    private static void insertOrigins(Connection connection, TableName table, Lineage lineage)
            throws SQLException {
        Jdbc.update(
                connection,
                "delete from control.lake_column_origin where table_address = ?",
                table.toString());
        for (Map.Entry<String, Set<Lineage.Origin>> column : lineage.origins().entrySet()) {
            for (Lineage.Origin origin : column.getValue()) {
                Jdbc.update(
                        connection,
                        "insert into control.lake_column_origin values (?, ?, ?, ?)",
                        table.toString(),
                        column.getKey(),
                        origin.table().toString(),
                        origin.column());
            }
        }
    }

    /// Takes a table that is gone from the lake out of the register. Tags given by a steward stay.
    public void forget(TableName table) {
        jdbc.with(
                connection ->
                        Jdbc.update(
                                connection,
                                "delete from control.lake_table where table_address = ?",
                                table.toString()));
    }

    /// The table of an address, if it was registered.
    public Optional<RegisteredTable> find(TableName table) {
        return tables("address", table.toString()).stream().findFirst();
    }

    /// The raw, trusted and quarantine tables of a dataset, as far as they were registered.
    public List<RegisteredTable> of(DatasetName dataset) {
        return tables("dataset", dataset.toString());
    }

    /// Every registered table, by address.
    public List<RegisteredTable> list() {
        return tables("all", "");
    }

    /// What the columns of a table hold; columns of which nothing is known are not named. Looked up
    /// by name without regard to case. Answers for tables that were never registered too, by what
    /// manifests and stewards say.
    public Map<String, Set<String>> columnTags(TableName table) {
        return jdbc.transaction(connection -> new TagRules(connection).of(table));
    }

    /// Adds tags to a column, for all layers of its dataset.
    ///
    /// @throws OnefoldException (FORBIDDEN) without permission `steward`; (INVALID_INPUT) if a tag
    ///   is not one
    public void tag(TableName table, String column, Collection<String> tags, Principal principal) {
        retag(table, column, tags, principal, true);
    }

    /// Takes tags back that a steward gave; those of sources, contracts and lineage stay.
    ///
    /// @throws OnefoldException (FORBIDDEN) without permission `steward`; (INVALID_INPUT) if a tag
    ///   is not one
    public void untag(
            TableName table, String column, Collection<String> tags, Principal principal) {
        retag(table, column, tags, principal, false);
    }

    private void retag(
            TableName table,
            String column,
            Collection<String> tags,
            Principal principal,
            boolean give) {
        principal.require(Permission.STEWARD);
        for (String tag : tags) {
            if (!TAG.matcher(tag).matches()) {
                throw new OnefoldException(
                        ErrorCode.INVALID_INPUT,
                        "'" + tag + "' is not a tag; expected for example PII.Email");
            }
        }
        jdbc.change(
                connection -> {
                    for (String tag : tags) {
                        if (give) {
                            giveTag(
                                    connection,
                                    TagRules.stewardAddress(table),
                                    column,
                                    tag,
                                    principal.name(),
                                    clock);
                        } else {
                            Jdbc.update(
                                    connection,
                                    "delete from control.steward_tag where table_address = ? and lower(column_name) = lower(?) and tag = ?",
                                    TagRules.stewardAddress(table),
                                    column,
                                    tag);
                        }
                    }
                    AuditEvent event =
                            new AuditEvent(
                                    principal.name(),
                                    give ? "column.tag" : "column.untag",
                                    TagRules.stewardAddress(table) + "." + column,
                                    "done",
                                    Map.of("tags", String.join(", ", new TreeSet<>(tags))));
                    AuditChain.append(connection, event, clock.instant());
                });
    }

    static void giveTag(
            Connection connection,
            String address,
            String column,
            String tag,
            String by,
            Clock clock)
            throws SQLException {
        Jdbc.update(
                connection,
                "insert into control.steward_tag (table_address, column_name, tag, tagged_by, tagged_at) values (?, ?, ?, ?, ?)"
                        + " on conflict do nothing",
                address,
                column,
                tag,
                by,
                clock.instant());
    }

    private static boolean isRegistered(
            Connection connection, TableName table, List<Column> columns, TableCommit commit)
            throws SQLException {
        List<List<Object>> known =
                Jdbc.query(
                        connection,
                        "select column_name, data_type, is_required from control.lake_column join control.lake_table using (table_address)"
                                + " where table_address = ? and snapshot_id = ? order by position",
                        row -> List.of(row.getString(1), row.getString(2), row.getBoolean(3)),
                        table.toString(),
                        commit.snapshotId());
        return !known.isEmpty()
                && known.equals(
                        columns.stream()
                                .<List<Object>>map(
                                        c -> List.of(c.name(), c.type().toString(), c.required()))
                                .toList());
    }

    private void insert(
            Connection connection, TableName table, List<Column> columns, TableCommit commit)
            throws SQLException {
        Optional<DatasetName> dataset = TagRules.dataset(table);
        Jdbc.update(
                connection,
                REGISTER,
                table.toString(),
                dataset.map(DatasetName::toString).orElse(null),
                dataset.isPresent() ? table.namespace().getFirst() : null,
                commit.snapshotId(),
                commit.committedAt(),
                commit.runId(),
                commit.rows(),
                clock.instant());
        Jdbc.update(
                connection,
                "delete from control.lake_column where table_address = ?",
                table.toString());
        for (int i = 0; i < columns.size(); i++) {
            Jdbc.update(
                    connection,
                    "insert into control.lake_column (table_address, column_name, position, data_type, is_required)"
                            + " values (?, ?, ?, ?, ?)",
                    table.toString(),
                    columns.get(i).name(),
                    i,
                    columns.get(i).type().toString(),
                    columns.get(i).required());
        }
    }

    private List<RegisteredTable> tables(String by, String value) {
        return jdbc.transaction(
                connection -> {
                    record Row(RegisteredTable table, String address) {}
                    List<Row> found =
                            Jdbc.query(
                                    connection,
                                    LIST,
                                    row -> {
                                        long rows = row.getLong("row_count");
                                        Long known = row.wasNull() ? null : rows;
                                        long snapshot = row.getLong("snapshot_id");
                                        Long newest = row.wasNull() ? null : snapshot;
                                        String dataset = row.getString("dataset");
                                        String address = row.getString("table_address");
                                        return new Row(
                                                new RegisteredTable(
                                                        TableName.parse(address),
                                                        dataset == null
                                                                ? null
                                                                : DatasetName.parse(dataset),
                                                        List.of(),
                                                        newest,
                                                        Jdbc.instant(row, "committed_at"),
                                                        row.getObject("run_id", UUID.class),
                                                        known),
                                                address);
                                    },
                                    by,
                                    value,
                                    by,
                                    value,
                                    by);
                    TagRules rules = new TagRules(connection);
                    List<RegisteredTable> tables = new ArrayList<>();
                    for (Row row : found) {
                        tables.add(withColumns(connection, rules, row.table()));
                    }
                    return tables;
                });
    }

    private static RegisteredTable withColumns(
            Connection connection, TagRules rules, RegisteredTable table) throws SQLException {
        Map<String, Set<String>> tags = rules.of(table.table());
        List<RegisteredTable.RegisteredColumn> columns =
                Jdbc.query(
                        connection,
                        "select column_name, data_type, is_required from control.lake_column where table_address = ? order by position",
                        row ->
                                new RegisteredTable.RegisteredColumn(
                                        row.getString(1),
                                        row.getString(2),
                                        row.getBoolean(3),
                                        tags.getOrDefault(row.getString(1), Set.of())),
                        table.table().toString());
        return new RegisteredTable(
                table.table(),
                table.dataset(),
                columns,
                table.snapshotId(),
                table.committedAt(),
                table.runId(),
                table.rows());
    }
}
