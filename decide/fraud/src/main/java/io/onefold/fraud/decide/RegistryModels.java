package io.onefold.fraud.decide;

import io.onefold.fraud.FraudType;
import io.onefold.scoring.Score;
import io.onefold.scoring.feature.FeaturePlan;
import io.onefold.scoring.feature.FrozenDictionary;
import io.onefold.scoring.registry.ModelArtefact;
import io.onefold.scoring.registry.ModelRegistry;
import io.onefold.scoring.registry.ModelState;
import io.onefold.scoring.registry.ModelVersion;
import io.onefold.scoring.registry.ScoringModel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// The models of the registry. An artefact is read once: it never changes.
public final class RegistryModels implements Models {

    private final ModelRegistry registry;
    private final Map<Long, ModelArtefact> artefacts = new ConcurrentHashMap<>();

    public RegistryModels(ModelRegistry registry) {
        this.registry = registry;
    }

    @Override
    public String edition() {
        StringBuilder edition = new StringBuilder();
        for (ModelVersion model : inForce()) {
            edition.append(model.id()).append(model.state().wireName()).append(model.share());
            edition.append(' ');
        }
        return edition.toString();
    }

    @Override
    public Set<String> features() {
        Set<String> features = new TreeSet<>();
        inForce().forEach(model -> features.addAll(artefact(model.id()).features()));
        return features;
    }

    /// None: models of the registry read numbers and flags.
    @Override
    public Map<String, FrozenDictionary> dictionaries() {
        return Map.of();
    }

    @Override
    public Map<FraudType, Lineup> bind(FeaturePlan plan) {
        Map<FraudType, Lineup> lineups = new EnumMap<>(FraudType.class);
        for (FraudType type : FraudType.values()) {
            ModelInForce champion = null;
            ModelInForce challenger = null;
            double share = 0;
            List<ModelInForce> shadows = new ArrayList<>();
            for (ModelVersion model : registry.inForce(type.wireName())) {
                ModelInForce bound = bound(model, plan.names());
                if (model.state() == ModelState.CHAMPION) {
                    champion = bound;
                } else if (model.state() == ModelState.CHALLENGER) {
                    challenger = bound;
                    share = model.share();
                } else {
                    shadows.add(bound);
                }
            }
            if (champion != null) {
                lineups.put(type, new Lineup(champion, challenger, share, shadows));
            }
        }
        return lineups;
    }

    @Override
    public Optional<ModelInForce> find(long id, List<String> names) {
        return registry.find(id).map(model -> bound(model, names));
    }

    private List<ModelVersion> inForce() {
        List<ModelVersion> models = new ArrayList<>();
        for (FraudType type : FraudType.values()) {
            models.addAll(registry.inForce(type.wireName()));
        }
        return models;
    }

    private ModelInForce bound(ModelVersion version, List<String> names) {
        ScoringModel model = ScoringModel.bound(artefact(version.id()), names);
        return new ModelInForce(
                version.id(),
                version.version(),
                version.hash(),
                new ModelInForce.Scorer() {
                    @Override
                    public Score score(float[] vector) {
                        return model.score(vector);
                    }

                    @Override
                    public double[] contributions(float[] vector) {
                        return model.contributions(vector);
                    }
                });
    }

    private ModelArtefact artefact(long id) {
        return artefacts.computeIfAbsent(id, registry::artefact);
    }
}
