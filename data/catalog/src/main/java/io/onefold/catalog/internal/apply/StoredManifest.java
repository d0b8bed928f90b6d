package io.onefold.catalog.internal.apply;

import io.onefold.catalog.ManifestType;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/// A manifest as the catalog keeps it.
///
/// @param id its number
/// @param type its type
/// @param name its name
/// @param workspace its workspace
/// @param revision its newest revision
/// @param hash the hash of its newest document
/// @param deleted whether it was deleted
/// @param document its newest document
public record StoredManifest(
        long id,
        ManifestType type,
        String name,
        String workspace,
        int revision,
        String hash,
        boolean deleted,
        JsonNode document) {

    public StoredManifest {
        Objects.requireNonNull(type);
        Objects.requireNonNull(name);
        Objects.requireNonNull(workspace);
        Objects.requireNonNull(hash);
        Objects.requireNonNull(document);
    }

    public String title() {
        return type.wireName() + " " + name;
    }
}
