package io.onefold.scoring.registry;

import io.onefold.model.OnefoldException;
import java.util.List;
import java.util.Optional;

/// Where models are kept and what each may do. Every change is one transaction and obeys
/// [Promotions]; an adapter passes the registry's test kit.
public interface ModelRegistry {

    /// Keeps a model as candidate, under the next version of its fraud type.
    ///
    /// @throws OnefoldException (UNPROCESSABLE) when the leakage gate did not hold, (CONFLICT) when
    ///   the same artefact is registered for the type
    ModelVersion register(ModelDraft draft);

    Optional<ModelVersion> find(long id);

    /// Every model of a fraud type, the latest version first.
    List<ModelVersion> versions(String fraudType);

    /// Those of a fraud type that may do something: champion, challenger, shadows.
    List<ModelVersion> inForce(String fraudType);

    /// The model itself.
    ///
    /// @throws OnefoldException (NOT_FOUND) without such a model, (INVALID_INPUT) when its bytes
    ///   changed
    ModelArtefact artefact(long id);

    /// Moves a model to another state. A new champion retires the one before it, a new challenger
    /// the challenger before it.
    ///
    /// @throws OnefoldException (NOT_FOUND) without such a model, (CONFLICT) saying which condition
    ///   is not met
    ModelVersion promote(long id, Promotion promotion);

    /// Makes the champion before the present one champion again, and retires the present one.
    ///
    /// @param by who asks
    /// @throws OnefoldException (CONFLICT) when there was none before
    ModelVersion rollback(String fraudType, String by);

    default Optional<ModelVersion> champion(String fraudType) {
        return inForce(fraudType).stream()
                .filter(model -> model.state() == ModelState.CHAMPION)
                .findFirst();
    }

    default Optional<ModelVersion> challenger(String fraudType) {
        return inForce(fraudType).stream()
                .filter(model -> model.state() == ModelState.CHALLENGER)
                .findFirst();
    }

    default List<ModelVersion> shadows(String fraudType) {
        return inForce(fraudType).stream()
                .filter(model -> model.state() == ModelState.SHADOW)
                .toList();
    }
}
