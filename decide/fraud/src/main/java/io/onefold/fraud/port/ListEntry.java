package io.onefold.fraud.port;

import io.onefold.fraud.EntityKind;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An entity that is blocked or allowed.
///
/// @param id the store's number of it; 0 before it is kept
/// @param tenant whose list
/// @param list which list
/// @param kind what is listed
/// @param key its HMAC, 32 bytes
/// @param reason why, for people
/// @param expiresAt until when; null only on the block list
/// @param author who listed it
public record ListEntry(
        long id,
        String tenant,
        Kind list,
        EntityKind kind,
        byte[] key,
        String reason,
        @Nullable Instant expiresAt,
        String author) {

    public ListEntry {
        Objects.requireNonNull(tenant);
        Objects.requireNonNull(list);
        Objects.requireNonNull(kind);
        key = key.clone();
        Objects.requireNonNull(reason);
        Objects.requireNonNull(author);
        if (list == Kind.ALLOW && expiresAt == null) {
            throw new IllegalArgumentException("an allow-list entry expires");
        }
    }

    /// The two lists.
    public enum Kind {
        BLOCK,
        ALLOW
    }
}
