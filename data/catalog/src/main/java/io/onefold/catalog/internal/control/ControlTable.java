package io.onefold.catalog.internal.control;

import io.onefold.catalog.jdbc.Jdbc;
import java.util.List;
import java.util.Locale;

/// The control tables that manifests fill. The order is the order of writing; a row refers to rows
/// of tables before it.
///
/// Each has three statements beside this class: `<table>/read.sql` gives its rows as JSON objects
/// in natural keys, narrowed by containment; `write.sql` inserts or updates one; `delete.sql`
/// deletes one by its key.
public enum ControlTable {
    APP_ROLE("role_name"),
    APP_USER("user_name"),
    SOURCE_DATABASE("source_name"),
    SOURCE_TABLE("source_name", "table_name"),
    SOURCE_COLUMN_TAG("source_name", "table_name", "column_name"),
    FIELD_EXCLUSION_RULE("source_name", "table_name", "column_name"),
    DATASET_CONTRACT("contract_name"),
    GRAPH_DEFINITION("graph"),
    NODE_LABEL_MAPPING("graph", "source_name", "table_name", "node_label"),
    RELATIONSHIP_MAPPING(
            "graph",
            "relationship_type",
            "from_end",
            "from_columns",
            "to_end",
            "to_columns",
            "junction"),
    IDENTIFIER_MAPPING(
            "graph",
            "identifier_label",
            "relationship_type",
            "from_end",
            "value_dataset",
            "value_column"),
    WORKFLOW("workflow_name");

    private final String keyColumns;
    private final String read;
    private final String write;
    private final String delete;

    ControlTable(String... key) {
        this.keyColumns = String.join(",", key);
        this.read = Jdbc.resource(ControlTable.class, tableName() + "/read.sql");
        this.write = Jdbc.resource(ControlTable.class, tableName() + "/write.sql");
        this.delete = Jdbc.resource(ControlTable.class, tableName() + "/delete.sql");
    }

    /// Its name in schema `control`.
    public String tableName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether several manifests may stand behind one row, each asking for the same.
    public boolean isShared() {
        return this == FIELD_EXCLUSION_RULE;
    }

    /// Whether its rows can be found by a number when somebody changed their key by hand. The
    /// second column of `read.sql` is that number, `row_id`.
    public boolean isNumbered() {
        return this == RELATIONSHIP_MAPPING || this == IDENTIFIER_MAPPING;
    }

    List<String> key() {
        return List.of(keyColumns.split(","));
    }

    String readSql() {
        return read;
    }

    String writeSql() {
        return write;
    }

    String deleteSql() {
        return delete;
    }
}
