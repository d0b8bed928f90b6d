package io.onefold.lake.internal.iceberg;

import io.onefold.lake.PartitionField;
import io.onefold.model.Column;
import io.onefold.model.DataType;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/// Our column types and partitions as Iceberg's, and back.
public final class IcebergTypes {

    private IcebergTypes() {}

    /// A schema whose ids are placeholders: Iceberg assigns its own when it creates the table.
    ///
    /// @throws OnefoldException (INVALID_INPUT) when two columns differ only in case, which no
    ///   engine here tells apart
    public static Schema schema(List<Column> columns) {
        Map<String, String> seen = new HashMap<>();
        for (Column column : columns) {
            String other = seen.put(column.name().toLowerCase(Locale.ROOT), column.name());
            if (other != null) {
                throw new OnefoldException(
                        ErrorCode.INVALID_INPUT,
                        "columns '"
                                + other
                                + "' and '"
                                + column.name()
                                + "' have the same name (case does not count); rename or exclude one of them");
            }
        }
        Ids ids = new Ids();
        List<Types.NestedField> fields = new ArrayList<>();
        for (Column column : columns) {
            int id = ids.next();
            Type type = type(column.type(), ids);
            fields.add(
                    column.required()
                            ? Types.NestedField.required(id, column.name(), type)
                            : Types.NestedField.optional(id, column.name(), type));
        }
        return new Schema(fields);
    }

    /// One type; nested fields get placeholder ids.
    public static Type type(DataType type) {
        return type(type, new Ids());
    }

    private static Type type(DataType type, Ids ids) {
        return switch (type) {
            case DataType.Simple simple -> simple(simple);
            case DataType.Decimal(int precision, int scale) ->
                    Types.DecimalType.of(precision, scale);
            case DataType.ListOf(DataType element) ->
                    Types.ListType.ofOptional(ids.next(), type(element, ids));
            case DataType.Struct struct -> {
                List<Types.NestedField> fields = new ArrayList<>();
                struct.fields()
                        .forEach(
                                (name, field) ->
                                        fields.add(
                                                Types.NestedField.optional(
                                                        ids.next(), name, type(field, ids))));
                yield Types.StructType.of(fields);
            }
        };
    }

    private static Type simple(DataType.Simple type) {
        return switch (type) {
            case BOOLEAN -> Types.BooleanType.get();
            case INT -> Types.IntegerType.get();
            case LONG -> Types.LongType.get();
            case FLOAT -> Types.FloatType.get();
            case DOUBLE -> Types.DoubleType.get();
            case STRING -> Types.StringType.get();
            case BINARY -> Types.BinaryType.get();
            case DATE -> Types.DateType.get();
            case TIME -> Types.TimeType.get();
            case TIMESTAMP -> Types.TimestampType.withoutZone();
            case TIMESTAMPTZ -> Types.TimestampType.withZone();
        };
    }

    /// A table's columns in our words.
    public static List<Column> columns(Schema schema) {
        return schema.columns().stream()
                .map(f -> new Column(f.name(), dataType(f.type()), f.isRequired()))
                .toList();
    }

    /// A type in our words.
    ///
    /// @throws OnefoldException (INVALID_INPUT) for a type that this version of Onefold does not
    ///   write
    public static DataType dataType(Type type) {
        return switch (type) {
            case Types.DecimalType decimal ->
                    new DataType.Decimal(decimal.precision(), decimal.scale());
            case Types.ListType list -> new DataType.ListOf(dataType(list.elementType()));
            case Types.StructType struct -> {
                SequencedMap<String, DataType> fields = new LinkedHashMap<>();
                struct.fields().forEach(f -> fields.put(f.name(), dataType(f.type())));
                yield new DataType.Struct(fields);
            }
            case Types.TimestampType stamp ->
                    stamp.shouldAdjustToUTC()
                            ? DataType.Simple.TIMESTAMPTZ
                            : DataType.Simple.TIMESTAMP;
            default -> simpleDataType(type);
        };
    }

    private static DataType simpleDataType(Type type) {
        return switch (type.typeId()) {
            case BOOLEAN -> DataType.Simple.BOOLEAN;
            case INTEGER -> DataType.Simple.INT;
            case LONG -> DataType.Simple.LONG;
            case FLOAT -> DataType.Simple.FLOAT;
            case DOUBLE -> DataType.Simple.DOUBLE;
            case STRING, UUID -> DataType.Simple.STRING;
            case BINARY, FIXED -> DataType.Simple.BINARY;
            case DATE -> DataType.Simple.DATE;
            case TIME -> DataType.Simple.TIME;
            default ->
                    throw new OnefoldException(
                            ErrorCode.INVALID_INPUT,
                            "the lake holds a column of Iceberg type "
                                    + type
                                    + ", which this version does not read; remove it with another tool");
        };
    }

    /// The partition spec of a new table.
    public static PartitionSpec spec(Schema schema, List<PartitionField> partition) {
        PartitionSpec.Builder spec = PartitionSpec.builderFor(schema);
        for (PartitionField field : partition) {
            Types.NestedField column = schema.findField(field.column());
            if (column == null) {
                throw new OnefoldException(
                        ErrorCode.INVALID_INPUT,
                        "partition column '"
                                + field.column()
                                + "' is not a column of the table; expected one of "
                                + schema.columns().stream().map(Types.NestedField::name).toList());
            }
            requirePartitionable(field, column.type());
            switch (field.transform()) {
                case IDENTITY -> spec.identity(field.column());
                case YEAR -> spec.year(field.column());
                case MONTH -> spec.month(field.column());
                case DAY -> spec.day(field.column());
                case HOUR -> spec.hour(field.column());
            }
        }
        return spec.build();
    }

    private static void requirePartitionable(PartitionField field, Type type) {
        boolean stamp = type.typeId() == Type.TypeID.TIMESTAMP;
        boolean fits =
                switch (field.transform()) {
                    case IDENTITY ->
                            type.isPrimitiveType()
                                    && type.typeId() != Type.TypeID.FLOAT
                                    && type.typeId() != Type.TypeID.DOUBLE
                                    && type.typeId() != Type.TypeID.BINARY;
                    case YEAR, MONTH, DAY -> stamp || type.typeId() == Type.TypeID.DATE;
                    case HOUR -> stamp;
                };
        if (!fits) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "a table cannot be partitioned by "
                            + field.transform()
                            + " of '"
                            + field.column()
                            + "' of type "
                            + type
                            + "; year, month and day need a date or time stamp, hour a time stamp, identity"
                            + " neither float, double, binary nor nested");
        }
    }

    /// A table's partitioning in our words.
    public static List<PartitionField> partition(PartitionSpec spec) {
        return spec.fields().stream()
                .filter(f -> !f.transform().isVoid())
                .map(
                        f ->
                                new PartitionField(
                                        spec.schema().findColumnName(f.sourceId()),
                                        PartitionField.Transform.parse(f.transform().toString())))
                .toList();
    }

    private static final class Ids {
        private int last;

        int next() {
            return ++last;
        }
    }
}
