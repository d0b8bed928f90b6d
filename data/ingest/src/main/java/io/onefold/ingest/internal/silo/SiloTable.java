package io.onefold.ingest.internal.silo;

import io.onefold.ingest.internal.landing.SiloColumn;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

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

    /// Leaves the excluded columns out unread, as their types may be ones that are not known here.
    ///
    /// @param found all columns, in the silo's order
    /// @param excluded names of those to leave out
    public static <C> SiloTable without(
            Set<String> excluded,
            Collection<C> found,
            Function<C, String> name,
            Function<C, SiloColumn> column,
            boolean keyIsUnique,
            Instant now) {
        return new SiloTable(
                found.stream().filter(c -> !excluded.contains(name.apply(c))).map(column).toList(),
                found.stream().map(name).filter(excluded::contains).toList(),
                keyIsUnique,
                now);
    }

    /// A column by its exact name.
    public Optional<SiloColumn> find(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }
}
