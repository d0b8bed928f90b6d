package io.onefold.lake;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;

/// One field of a table's partitioning: a column and what is taken of it.
///
/// @param column the source column
/// @param transform what is taken of its value
public record PartitionField(String column, Transform transform) {

    /// What a partition field takes of a column's value. All but identity need a date or a time
    /// stamp, hour a time stamp.
    public enum Transform {
        IDENTITY,
        YEAR,
        MONTH,
        DAY,
        HOUR;

        /// @throws OnefoldException (INVALID_INPUT) listing the transforms
        public static Transform parse(String text) {
            return Arrays.stream(values())
                    .filter(t -> t.toString().equals(text.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new OnefoldException(
                                            ErrorCode.INVALID_INPUT,
                                            "'"
                                                    + text
                                                    + "' is not a partition transform; expected one of "
                                                    + Arrays.toString(values())));
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public PartitionField {
        Objects.requireNonNull(column);
        Objects.requireNonNull(transform);
    }

    /// Partition by the value itself.
    public static PartitionField identity(String column) {
        return new PartitionField(column, Transform.IDENTITY);
    }

    /// Partition by the UTC day.
    public static PartitionField day(String column) {
        return new PartitionField(column, Transform.DAY);
    }

    /// Partition by the UTC month.
    public static PartitionField month(String column) {
        return new PartitionField(column, Transform.MONTH);
    }
}
