package io.onefold.scoring.registry;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A registry that forgets, for tests of what uses one.
public final class RegistryInMemory implements ModelRegistry {

    private final Map<Long, ModelVersion> models = new TreeMap<>();
    private final Map<Long, byte[]> artefacts = new TreeMap<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public synchronized ModelVersion register(ModelDraft draft) {
        Promotions.checkRegistration(draft);
        String hash = draft.artefact().hash();
        if (versions(draft.fraudType()).stream().anyMatch(model -> model.hash().equals(hash))) {
            throw new OnefoldException(ErrorCode.CONFLICT, "it is registered already");
        }
        long id = models.size() + 1L;
        artefacts.put(id, draft.artefact().bytes());
        return keep(
                new ModelVersion(
                        id,
                        draft.fraudType(),
                        versions(draft.fraudType()).size() + 1,
                        ModelState.CANDIDATE,
                        0,
                        hash,
                        draft.lineage(),
                        draft.card(),
                        draft.author(),
                        null,
                        tick(),
                        null));
    }

    @Override
    public synchronized Optional<ModelVersion> find(long id) {
        return Optional.ofNullable(models.get(id));
    }

    @Override
    public synchronized List<ModelVersion> versions(String fraudType) {
        return models.values().stream()
                .filter(model -> model.fraudType().equals(fraudType))
                .sorted(Comparator.comparing(ModelVersion::version).reversed())
                .toList();
    }

    @Override
    public synchronized List<ModelVersion> inForce(String fraudType) {
        return versions(fraudType).stream()
                .filter(
                        model ->
                                model.state() != ModelState.CANDIDATE
                                        && model.state() != ModelState.RETIRED)
                .toList();
    }

    @Override
    public synchronized ModelArtefact artefact(long id) {
        return ModelArtefact.read(artefacts.get(known(id).id()), known(id).hash());
    }

    @Override
    public synchronized ModelVersion promote(long id, Promotion promotion) {
        ModelVersion model = known(id);
        Promotions.check(model, promotion);
        return moved(model, promotion.to(), promotion.share(), promotion.by());
    }

    @Override
    public synchronized ModelVersion rollback(String fraudType, String by) {
        ModelVersion before = Promotions.rollbackTo(fraudType, versions(fraudType));
        return moved(before, ModelState.CHAMPION, 0, by);
    }

    private ModelVersion moved(ModelVersion model, ModelState to, double share, String by) {
        if (to == ModelState.CHAMPION || to == ModelState.CHALLENGER) {
            inForce(model.fraudType()).stream()
                    .filter(other -> other.state() == to)
                    .forEach(other -> keep(with(other, ModelState.RETIRED, 0, other.approver())));
        }
        boolean decides = to == ModelState.CHAMPION || to == ModelState.CHALLENGER;
        return keep(with(model, to, share, decides ? by : model.approver()));
    }

    private ModelVersion with(ModelVersion model, ModelState state, double share, String approver) {
        return new ModelVersion(
                model.id(),
                model.fraudType(),
                model.version(),
                state,
                share,
                model.hash(),
                model.lineage(),
                model.card(),
                model.author(),
                approver,
                model.createdAt(),
                state == ModelState.CHAMPION ? tick() : model.championAt());
    }

    private ModelVersion keep(ModelVersion model) {
        models.put(model.id(), model);
        return model;
    }

    private ModelVersion known(long id) {
        return find(id).orElseThrow(
                        () -> new OnefoldException(ErrorCode.NOT_FOUND, "no model " + id));
    }

    private Instant tick() {
        now = now.plusSeconds(1);
        return now;
    }
}
