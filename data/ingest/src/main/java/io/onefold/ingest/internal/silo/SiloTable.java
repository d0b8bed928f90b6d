package io.onefold.ingest.internal.silo;

import io.onefold.ingest.internal.landing.SiloColumn;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// A silo's table as it is now.
///
/// @param columns its columns without the excluded ones, in the silo's order
/// @param excluded the excluded columns that are really there
/// @param keyIsUnique whether the silo itself guarantees that the declared key is unique and never
///   null
/// @param now the silo's clock at the moment of the read
public record SiloTable(
        List<SiloColumn> columns, List<String> excluded, boolean keyIsUnique, Instant now) {

    public SiloTable {
        columns = List.copyOf(columns);
        excluded = List.copyOf(excluded);
        Objects.requireNonNull(now);
    }

    /// A column by its exact name.
    public Optional<SiloColumn> find(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }
}
