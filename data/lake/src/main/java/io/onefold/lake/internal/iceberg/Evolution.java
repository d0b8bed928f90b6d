package io.onefold.lake.internal.iceberg;

import io.onefold.lake.SchemaChange;
import io.onefold.model.DataType;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.TableName;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.Table;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/// Changes of a table's columns, all in one commit of its metadata.
public final class Evolution {

    private Evolution() {}

    /// @throws OnefoldException (INVALID_INPUT) naming the change that cannot be made; then none is
    public static Table apply(TableName name, Table table, List<SchemaChange> changes) {
        UpdateSchema update = table.updateSchema();
        for (SchemaChange change : changes) {
            try {
                add(update, name, table, change);
            } catch (IllegalArgumentException e) {
                throw refused(name, change, String.valueOf(e.getMessage()));
            }
        }
        try {
            update.commit();
        } catch (IllegalArgumentException e) {
            throw refused(name, changes.getLast(), String.valueOf(e.getMessage()));
        }
        table.refresh();
        return table;
    }

    private static void add(UpdateSchema update, TableName name, Table table, SchemaChange change) {
        switch (change) {
            case SchemaChange.Add(var column) -> {
                if (column.required()) {
                    throw refused(
                            name,
                            change,
                            "rows that exist have no value for it, so it cannot be required");
                }
                requireFree(name, table, change, column.name());
                update.addColumn(column.name(), IcebergTypes.type(column.type()));
            }
            case SchemaChange.Rename(String column, String to) -> {
                requireFree(name, table, change, to);
                update.renameColumn(field(name, table, change, column).name(), to);
            }
            case SchemaChange.Widen(String column, DataType to) -> {
                Types.NestedField field = field(name, table, change, column);
                if (!(IcebergTypes.type(to) instanceof Type.PrimitiveType primitive)) {
                    throw refused(name, change, "only plain types can be widened");
                }
                update.updateColumn(field.name(), primitive);
            }
            case SchemaChange.Drop(String column) ->
                    update.deleteColumn(field(name, table, change, column).name());
        }
    }

    private static Types.NestedField field(
            TableName name, Table table, SchemaChange change, String column) {
        return Optional.ofNullable(table.schema().caseInsensitiveFindField(column))
                .orElseThrow(
                        () ->
                                refused(
                                        name,
                                        change,
                                        "there is no such column; expected one of "
                                                + table.schema().columns().stream()
                                                        .map(Types.NestedField::name)
                                                        .toList()));
    }

    private static void requireFree(
            TableName name, Table table, SchemaChange change, String column) {
        if (table.schema().caseInsensitiveFindField(column) != null) {
            throw refused(
                    name, change, "the table has a column of that name (case does not count)");
        }
    }

    private static OnefoldException refused(TableName name, SchemaChange change, String why) {
        return new OnefoldException(
                ErrorCode.INVALID_INPUT,
                "table '" + name + "' cannot be changed by " + change + ": " + why);
    }
}
