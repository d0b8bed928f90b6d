package io.onefold.scoring.registry;

import java.util.Objects;

/// A model that is to be registered.
///
/// @param fraudType the wire name of the type it scores
/// @param artefact the model
/// @param lineage where it came from
/// @param card what it is for, how good it is, and what the gate found
/// @param author who registers it
public record ModelDraft(
        String fraudType, ModelArtefact artefact, Lineage lineage, ModelCard card, String author) {

    public ModelDraft {
        Objects.requireNonNull(fraudType);
        Objects.requireNonNull(artefact);
        Objects.requireNonNull(lineage);
        Objects.requireNonNull(card);
        Objects.requireNonNull(author);
    }
}
