package io.onefold.catalog;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One document of a manifest file, with its variables replaced.
///
/// @param file the file as the user named it
/// @param line where the document begins, 1-based
/// @param type what it describes
/// @param version the version of the type, for example `v1`
/// @param name its name
/// @param workspace the workspace it belongs to
/// @param owner who answers for it; null: whoever applies it
/// @param layer where it stands among others; null: not said
/// @param description a line for people; null: none
/// @param tags labels for people
/// @param contentVersion the version its body carries itself, for contracts; null: none
/// @param document the whole document
public record Manifest(
        String file,
        int line,
        ManifestType type,
        String version,
        String name,
        String workspace,
        @Nullable String owner,
        @Nullable String layer,
        @Nullable String description,
        List<String> tags,
        @Nullable String contentVersion,
        JsonNode document) {

    public Manifest {
        Objects.requireNonNull(file);
        Objects.requireNonNull(type);
        Objects.requireNonNull(version);
        Objects.requireNonNull(name);
        Objects.requireNonNull(workspace);
        tags = List.copyOf(tags);
        Objects.requireNonNull(document);
    }

    /// The part that its type gives a meaning to.
    public JsonNode body() {
        return type.bodyKey().isEmpty() ? document : document.path(type.bodyKey());
    }

    /// As people name it, for example `source profiles-db`.
    public String title() {
        return type.wireName() + " " + name;
    }
}
