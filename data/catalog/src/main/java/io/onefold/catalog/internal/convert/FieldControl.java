package io.onefold.catalog.internal.convert;

import io.onefold.catalog.jdbc.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What stands in a control database of the field's own kind.
///
/// @param silos its `source_databases`
/// @param labels its active `node_label_mappings`
/// @param relationships its `relationship_mappings`, by order of execution
/// @param exclusions its `field_exclusion_rules` that exclude
public record FieldControl(
        List<Silo> silos,
        List<Label> labels,
        List<Relationship> relationships,
        List<Exclusion> exclusions) {

    /// A source database. Its text never shows the password.
    public record Silo(
            long id,
            String name,
            String host,
            int port,
            String database,
            String user,
            @Nullable String password,
            boolean active) {
        @Override
        public String toString() {
            return name;
        }
    }

    /// Which label a table's rows get.
    public record Label(String table, String label) {}

    /// A relationship between two labels.
    public record Relationship(
            String type,
            String from,
            String to,
            String join,
            @Nullable String junctionTable,
            @Nullable String junctionLabel,
            boolean active,
            @Nullable String description,
            int order) {}

    /// A column that is left out.
    public record Exclusion(long silo, String table, String column, @Nullable String reason) {}

    public FieldControl {
        silos = List.copyOf(silos);
        labels = List.copyOf(labels);
        relationships = List.copyOf(relationships);
        exclusions = List.copyOf(exclusions);
    }

    /// Reads it.
    public static FieldControl read(Connection connection) throws SQLException {
        return new FieldControl(
                Jdbc.query(
                        connection,
                        "select source_id, source_name, db_host, db_port, db_name, db_user, db_password, is_active"
                                + " from source_databases order by source_name",
                        row ->
                                new Silo(
                                        row.getLong(1),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getInt(4),
                                        row.getString(5),
                                        row.getString(6),
                                        row.getString(7),
                                        row.getBoolean(8))),
                Jdbc.query(
                        connection,
                        "select table_name, node_label from node_label_mappings where is_active order by table_name",
                        row -> new Label(row.getString(1), row.getString(2))),
                Jdbc.query(
                        connection,
                        "select relationship_type, from_label, to_label, join_condition, junction_table, junction_label, is_active,"
                                + " description, execution_order from relationship_mappings order by execution_order, relationship_id",
                        row ->
                                new Relationship(
                                        row.getString(1),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getString(4),
                                        row.getString(5),
                                        row.getString(6),
                                        row.getBoolean(7),
                                        row.getString(8),
                                        row.getInt(9))),
                Jdbc.query(
                        connection,
                        "select source_id, table_name, column_name, reason from field_exclusion_rules where is_excluded"
                                + " order by source_id, table_name, column_name",
                        row ->
                                new Exclusion(
                                        row.getLong(1),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getString(4))));
    }
}
