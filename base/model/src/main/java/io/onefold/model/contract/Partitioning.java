package io.onefold.model.contract;

import java.util.Locale;
import java.util.Objects;

/// How one column divides the trusted table into partitions.
///
/// ODCS: `partitioned` and `partitionKeyPosition` of the property; custom property
/// `partitionTransform`, default identity.
///
/// @param column a trusted column
/// @param transform how its value becomes a partition
public record Partitioning(String column, Transform transform) {

    /// Iceberg's partition transforms that take no argument.
    public enum Transform {
        IDENTITY,
        YEAR,
        MONTH,
        DAY,
        HOUR;

        /// As manifests spell it, for example `month`.
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Partitioning {
        Objects.requireNonNull(column);
        Objects.requireNonNull(transform);
    }
}
