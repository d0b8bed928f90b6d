package io.onefold.lake.internal.write;

import io.onefold.lake.DuckSql;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/// The partition values of rows as helper columns of a COPY, and the typed values of the files that
/// come out.
///
/// A helper column holds a value made for this purpose alone, which the COPY returns as text:
/// integers since 1970 for time transforms, and `t` plus the text for strings, so that the empty
/// string, null and Hive's own word for null stay three different things. A string longer than 60
/// bytes would be too long for a folder's name: its helper is `h` plus a digest, and the value
/// itself is read back from the file.
final class PartitionKeys {

    private static final String HELPER = "__onefold_partition_";

    private final PartitionSpec spec;
    private final Schema schema;
    private final List<Integer> positions;

    PartitionKeys(PartitionSpec spec, Schema schema) {
        this.spec = spec;
        this.schema = schema;
        this.positions = new ArrayList<>();
        for (int i = 0; i < spec.fields().size(); i++) {
            if (!spec.fields().get(i).transform().isVoid()) {
                positions.add(i);
            }
        }
    }

    boolean isEmpty() {
        return positions.isEmpty();
    }

    /// The helper columns' names.
    List<String> names() {
        return positions.stream().map(i -> HELPER + i).toList();
    }

    /// The helper columns as select items.
    List<String> selectItems() {
        return positions.stream()
                .map(i -> helper(spec.fields().get(i)) + " AS " + DuckSql.name(HELPER + i))
                .toList();
    }

    private String helper(PartitionField field) {
        Types.NestedField source = schema.findField(field.sourceId());
        String column = DuckSql.name(source.name());
        boolean date = source.type().typeId() == Type.TypeID.DATE;
        String stamp = date ? column : "make_timestamp(epoch_us(" + column + "))";
        String days = "(CAST(" + stamp + " AS DATE) - DATE '1970-01-01')";
        return switch (field.transform().toString()) {
            case "year" -> "year(" + stamp + ") - 1970";
            case "month" -> "(year(" + stamp + ") - 1970) * 12 + month(" + stamp + ") - 1";
            case "day" -> days;
            case "hour" -> days + " * 24 + hour(" + stamp + ")";
            default -> identity(source.type(), column);
        };
    }

    private static String identity(Type type, String column) {
        return switch (type.typeId()) {
            case STRING ->
                    "CASE WHEN strlen("
                            + column
                            + ") <= 60 THEN 't' || "
                            + column
                            + " ELSE 'h' || md5("
                            + column
                            + ") END";
            case DATE -> column + " - DATE '1970-01-01'";
            case TIME, TIMESTAMP -> "epoch_us(" + column + ")";
            default -> column;
        };
    }

    /// The columns whose value cannot be told from the helper and must be read from the file.
    List<String> columnsToRead(Map<String, @Nullable String> helpers) {
        return positions.stream()
                .filter(i -> isDigest(i, helpers.get(HELPER + i)))
                .map(i -> schema.findColumnName(spec.fields().get(i).sourceId()))
                .toList();
    }

    private boolean isDigest(int position, @Nullable String helper) {
        return helper != null
                && helper.startsWith("h")
                && resultType(position).typeId() == Type.TypeID.STRING;
    }

    private Type resultType(int position) {
        return spec.partitionType().fields().get(position).type();
    }

    /// The typed partition of a file.
    ///
    /// @param helpers helper column → value, as the COPY returned them
    /// @param readBack column → value, for those that [#columnsToRead] names
    PartitionData decode(Map<String, @Nullable String> helpers, Map<String, String> readBack) {
        PartitionData partition = new PartitionData(spec.partitionType());
        for (int position : positions) {
            String helper = helpers.get(HELPER + position);
            Object value = null;
            if (isDigest(position, helper)) {
                value = readBack.get(schema.findColumnName(spec.fields().get(position).sourceId()));
            } else if (helper != null) {
                value = value(resultType(position), helper);
            }
            partition.put(position, value);
        }
        return partition;
    }

    private static Object value(Type type, String helper) {
        return switch (type.typeId()) {
            case STRING -> helper.substring(1);
            case BOOLEAN -> Boolean.valueOf(helper);
            case INTEGER, DATE -> Integer.valueOf(helper);
            case LONG, TIME, TIMESTAMP -> Long.valueOf(helper);
            case DECIMAL -> new BigDecimal(helper);
            default -> throw new IllegalStateException("a table cannot be partitioned by " + type);
        };
    }
}
