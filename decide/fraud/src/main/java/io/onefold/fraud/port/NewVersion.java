package io.onefold.fraud.port;

import java.util.Objects;

/// A version that a book is to keep.
///
/// @param id the rule's id or the policy's name
/// @param body the manifest's body as RFC 8785 writes it
/// @param mode draft, or in force from the beginning
public record NewVersion(String id, String body, Mode mode) {

    public NewVersion {
        Objects.requireNonNull(id);
        Objects.requireNonNull(body);
        if (mode == Mode.RETIRED) {
            throw new IllegalArgumentException("no version begins retired");
        }
    }
}
