package io.onefold.fraud.port;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One version of a rule or policy. Its body never changes; its mode does.
///
/// @param number the store's number of it, unique in the book
/// @param id the rule's id or the policy's name
/// @param version 1, 2, …
/// @param mode how far it has come
/// @param body the manifest's body as RFC 8785 writes it
/// @param author who wrote it
/// @param approver the second person that published it; null: not published
/// @param activeFrom since when it has been active; null: not yet
public record BookVersion(
        long number,
        String id,
        int version,
        Mode mode,
        String body,
        String author,
        @Nullable String approver,
        @Nullable Instant activeFrom) {

    public BookVersion {
        Objects.requireNonNull(id);
        Objects.requireNonNull(mode);
        Objects.requireNonNull(body);
        Objects.requireNonNull(author);
    }

    /// As answers name it, for example `default@3`.
    public String title() {
        return id + "@" + version;
    }
}
