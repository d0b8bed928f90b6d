package io.onefold.quality.internal;

import io.onefold.lake.Lake;
import io.onefold.lake.LakeTable;
import io.onefold.lake.PartitionField;
import io.onefold.lake.SchemaChange;
import io.onefold.model.Column;
import io.onefold.model.DataType;
import io.onefold.model.ErrorCode;
import io.onefold.model.Layer;
import io.onefold.model.OnefoldException;
import io.onefold.model.TableName;
import io.onefold.model.contract.ContractColumn;
import io.onefold.model.contract.DatasetContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Gives a trusted table the columns that its contract promises.
final class TrustedTable {

    private TrustedTable() {}

    /// The table with the contract's columns; created when missing. A column whose type can only be
    /// replaced loses its values, so the rows must be written anew afterwards.
    ///
    /// @throws OnefoldException (INVALID_INPUT) when the partitioning changed, which rows on disk
    ///   cannot follow
    static LakeTable fitting(Lake lake, DatasetContract contract) {
        TableName name = contract.dataset().in(Layer.TRUSTED);
        List<Column> wanted = contract.columns().stream().map(ContractColumn::stored).toList();
        List<PartitionField> partition = partition(contract);
        Optional<LakeTable> found = lake.find(name);
        if (found.isEmpty()) {
            return lake.create(name, wanted, partition);
        }
        LakeTable table = found.get();
        if (!table.partition().equals(partition)) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "table '"
                            + name
                            + "' is partitioned by "
                            + table.partition()
                            + " and contract '"
                            + contract.id()
                            + "' asks for "
                            + partition
                            + "; delete the contract with --purge-data and apply it again");
        }
        List<SchemaChange> first = leaving(table.columns(), wanted);
        if (!first.isEmpty()) {
            table = lake.evolve(name, first);
        }
        List<SchemaChange> then = coming(table.columns(), wanted);
        return then.isEmpty() ? table : lake.evolve(name, then);
    }

    private static List<PartitionField> partition(DatasetContract contract) {
        return contract.partition().stream()
                .map(
                        field ->
                                new PartitionField(
                                        field.column(),
                                        PartitionField.Transform.parse(
                                                field.transform().wireName())))
                .toList();
    }

    private static List<SchemaChange> leaving(List<Column> present, List<Column> wanted) {
        List<SchemaChange> changes = new ArrayList<>();
        for (Column column : present) {
            Optional<Column> stays = named(wanted, column.name());
            boolean sameName = stays.map(c -> c.name().equals(column.name())).orElse(false);
            if (!sameName || !isHeldBy(column.type(), stays.orElseThrow().type())) {
                changes.add(new SchemaChange.Drop(column.name()));
            } else if (!column.type().equals(stays.orElseThrow().type())) {
                changes.add(new SchemaChange.Widen(column.name(), stays.orElseThrow().type()));
            }
        }
        return changes;
    }

    private static List<SchemaChange> coming(List<Column> present, List<Column> wanted) {
        return wanted.stream()
                .filter(column -> named(present, column.name()).isEmpty())
                .<SchemaChange>map(SchemaChange.Add::new)
                .toList();
    }

    private static Optional<Column> named(List<Column> columns, String name) {
        return columns.stream().filter(column -> column.name().equalsIgnoreCase(name)).findFirst();
    }

    /// Whether Iceberg can read values of one type as the other: equal, or widened.
    private static boolean isHeldBy(DataType from, DataType to) {
        if (from.equals(to)) {
            return true;
        }
        if (from instanceof DataType.Decimal(int digits, int scale)
                && to instanceof DataType.Decimal(int moreDigits, int otherScale)) {
            return scale == otherScale && moreDigits > digits;
        }
        return (from == DataType.Simple.INT && to == DataType.Simple.LONG)
                || (from == DataType.Simple.FLOAT && to == DataType.Simple.DOUBLE);
    }
}
