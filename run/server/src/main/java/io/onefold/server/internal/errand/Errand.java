package io.onefold.server.internal.errand;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Work that somebody asked for and that goes on after the answer.
///
/// @param id its number
/// @param tenant who may read it
/// @param subject what it is about
/// @param request what was asked
/// @param status how far it has come
/// @param reason why it failed; null: it did not
/// @param result what came of it; null: not yet, or nothing
/// @param author who asked
/// @param createdAt when
/// @param startedAt when it began; null: it waits
/// @param endedAt when it ended; null: not yet
public record Errand(
        UUID id,
        String tenant,
        String subject,
        JsonNode request,
        Status status,
        @Nullable String reason,
        @Nullable JsonNode result,
        String author,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {

    public Errand {
        Objects.requireNonNull(id);
        Objects.requireNonNull(tenant);
        Objects.requireNonNull(subject);
        Objects.requireNonNull(request);
        Objects.requireNonNull(status);
        Objects.requireNonNull(author);
        Objects.requireNonNull(createdAt);
    }

    /// How far it has come.
    public enum Status {
        QUEUED,
        RUNNING,
        SUCCEEDED,
        FAILED;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
