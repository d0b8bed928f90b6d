package io.onefold.catalog;

import java.time.Instant;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/// One state of a manifest.
///
/// @param number from 1
/// @param action `created`, `configured` or `deleted`
/// @param appliedAt when
/// @param appliedBy by whom
/// @param hash SHA-256 of the document as canonical JSON, lower-case hex
/// @param document the document
public record Revision(
        int number,
        String action,
        Instant appliedAt,
        String appliedBy,
        String hash,
        JsonNode document) {

    public Revision {
        Objects.requireNonNull(action);
        Objects.requireNonNull(appliedAt);
        Objects.requireNonNull(appliedBy);
        Objects.requireNonNull(hash);
        Objects.requireNonNull(document);
    }
}
