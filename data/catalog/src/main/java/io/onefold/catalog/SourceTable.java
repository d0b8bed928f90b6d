package io.onefold.catalog;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One table of a silo, as it is to be ingested.
///
/// @param name its name in the lake
/// @param physicalName its name in the silo; the same unless the silo's name is not a lake name
/// @param key the columns that identify a row; never empty
/// @param watermark the column that grows with every change; null: the whole table is read each
///   time
/// @param lateness how far behind the greatest watermark seen a late row may still lie
/// @param detectDeletes whether rows that are gone from the silo are looked for
/// @param exclude columns that are never read, each with its reason
/// @param tags column to what it holds, for example `email` to `PII.Email`
/// @param file how to find and read it, for sources of files only
public record SourceTable(
        String name,
        String physicalName,
        List<String> key,
        @Nullable String watermark,
        Duration lateness,
        boolean detectDeletes,
        Map<String, String> exclude,
        Map<String, Set<String>> tags,
        @Nullable FileOptions file) {

    public SourceTable {
        Objects.requireNonNull(name);
        Objects.requireNonNull(physicalName);
        key = List.copyOf(key);
        Objects.requireNonNull(lateness);
        exclude = Collections.unmodifiableMap(new LinkedHashMap<>(exclude));
        tags =
                tags.entrySet().stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        Map.Entry::getKey, entry -> Set.copyOf(entry.getValue())));
    }

    /// A table that is read whole, by its own name.
    public static SourceTable of(String name, List<String> key) {
        return new SourceTable(
                name, name, key, null, Duration.ZERO, false, Map.of(), Map.of(), null);
    }
}
