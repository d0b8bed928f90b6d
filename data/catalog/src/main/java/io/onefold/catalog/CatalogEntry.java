package io.onefold.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What the catalog says of one applied manifest.
///
/// @param type its type
/// @param name its name
/// @param version the version its body carries, else the version of its type
/// @param workspace its workspace
/// @param status of a workflow its last run, of others `active` or `inactive`
/// @param owner who answers for it
/// @param revision how often it was created or changed
/// @param appliedAt when it was last applied with a change
/// @param appliedBy by whom
/// @param lastRunAt when it last ran, or was last part of a run; null: never
/// @param lastRunStatus how that ended; null: never
/// @param description a line for people; null: none
/// @param tags labels for people
public record CatalogEntry(
        ManifestType type,
        String name,
        String version,
        String workspace,
        String status,
        String owner,
        int revision,
        Instant appliedAt,
        String appliedBy,
        @Nullable Instant lastRunAt,
        @Nullable String lastRunStatus,
        @Nullable String description,
        List<String> tags) {

    public CatalogEntry {
        Objects.requireNonNull(type);
        Objects.requireNonNull(name);
        tags = List.copyOf(tags);
    }
}
