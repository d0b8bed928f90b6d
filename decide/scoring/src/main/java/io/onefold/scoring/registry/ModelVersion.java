package io.onefold.scoring.registry;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A model as the registry has it, without its bytes.
///
/// @param id the registry's number of it
/// @param fraudType the wire name of the type it scores, for example `credit_card`
/// @param version from 1, rising per fraud type
/// @param state what it may do
/// @param share of the users for whom a challenger decides, 0 for every other state
/// @param hash the identity of its artefact, `sha256:…`
/// @param lineage where it came from
/// @param card what it is for and how good it is
/// @param author who registered it
/// @param approver who let it decide; null before
/// @param createdAt when it was registered
/// @param championAt when it last became champion; null if it never did
public record ModelVersion(
        long id,
        String fraudType,
        int version,
        ModelState state,
        double share,
        String hash,
        Lineage lineage,
        ModelCard card,
        String author,
        @Nullable String approver,
        Instant createdAt,
        @Nullable Instant championAt) {

    public ModelVersion {
        Objects.requireNonNull(fraudType);
        Objects.requireNonNull(state);
        Objects.requireNonNull(hash);
        Objects.requireNonNull(lineage);
        Objects.requireNonNull(card);
        Objects.requireNonNull(author);
        Objects.requireNonNull(createdAt);
        if (state == ModelState.CHALLENGER ? !(share > 0 && share < 1) : share != 0) {
            throw new IllegalArgumentException("a " + state + " with the share " + share);
        }
    }
}
