package io.onefold.fraud.decide;

import io.onefold.fraud.FraudType;
import io.onefold.scoring.feature.FeaturePlan;
import io.onefold.scoring.feature.FrozenDictionary;
import io.onefold.scoring.registry.ModelArtefact;
import io.onefold.scoring.registry.ModelRegistry;
import io.onefold.scoring.registry.ModelState;
import io.onefold.scoring.registry.ModelVersion;
import io.onefold.scoring.registry.ScoringModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// The registry's models as decisions use them. [#edition] looks what is in force; the rest speaks
/// of what it saw. Safe for many threads.
public final class RegistryModels implements Models {

    private final ModelRegistry registry;
    private final Map<Long, Map<String, FrozenDictionary>> dictionaries = new ConcurrentHashMap<>();
    private volatile Seen seen;

    /// What was in force at one look.
    private record Seen(
            String edition,
            Map<FraudType, List<ModelVersion>> inForce,
            Map<Long, ModelArtefact> artefacts,
            Words words) {}

    public RegistryModels(ModelRegistry registry) {
        this.registry = registry;
        this.seen = new Seen("", Map.of(), Map.of(), Words.join(List.of()));
    }

    @Override
    public synchronized String edition() {
        Map<FraudType, List<ModelVersion>> inForce = new EnumMap<>(FraudType.class);
        StringBuilder edition = new StringBuilder();
        for (FraudType type : FraudType.values()) {
            List<ModelVersion> models = registry.inForce(type.wireName());
            models.stream()
                    .sorted(Comparator.comparing(ModelVersion::id))
                    .forEach(
                            model ->
                                    edition.append(model.id())
                                            .append(model.state().wireName())
                                            .append(model.share())
                                            .append(' '));
            if (models.stream().anyMatch(model -> model.state() == ModelState.CHAMPION)) {
                inForce.put(type, models);
            }
        }
        String now = edition.toString();
        if (!now.equals(seen.edition())) {
            seen = look(now, inForce);
        }
        return now;
    }

    private Seen look(String edition, Map<FraudType, List<ModelVersion>> inForce) {
        Map<Long, ModelArtefact> artefacts = new ConcurrentHashMap<>();
        for (List<ModelVersion> models : inForce.values()) {
            for (ModelVersion model : models) {
                artefacts.put(model.id(), registry.artefact(model.id()));
            }
        }
        return new Seen(edition, inForce, artefacts, words(artefacts));
    }

    private Words words(Map<Long, ModelArtefact> atHand) {
        List<ModelVersion> all = new ArrayList<>();
        for (String type : FraudType.wireNames()) {
            all.addAll(registry.versions(type));
        }
        return Words.join(
                all.stream()
                        .map(ModelVersion::id)
                        .sorted()
                        .map(
                                id ->
                                        dictionaries.computeIfAbsent(
                                                id,
                                                any ->
                                                        (atHand.containsKey(id)
                                                                        ? Objects.requireNonNull(
                                                                                atHand.get(id))
                                                                        : registry.artefact(id))
                                                                .dictionaries()))
                        .toList());
    }

    @Override
    public Set<String> features() {
        Set<String> features = new TreeSet<>();
        seen.artefacts().values().forEach(artefact -> features.addAll(artefact.features()));
        return features;
    }

    @Override
    public Map<String, FrozenDictionary> dictionaries() {
        return seen.words().joined();
    }

    @Override
    public Map<FraudType, Lineup> bind(FeaturePlan plan) {
        Seen now = seen;
        Map<FraudType, Lineup> lineups = new EnumMap<>(FraudType.class);
        now.inForce()
                .forEach((type, models) -> lineups.put(type, lineup(now, models, plan.names())));
        return lineups;
    }

    private static Lineup lineup(Seen now, List<ModelVersion> models, List<String> names) {
        Optional<ModelVersion> challenger = one(models, ModelState.CHALLENGER);
        return new Lineup(
                bound(now, one(models, ModelState.CHAMPION).orElseThrow(), names),
                challenger.map(model -> bound(now, model, names)).orElse(null),
                challenger.map(ModelVersion::share).orElse(0.0),
                models.stream()
                        .filter(model -> model.state() == ModelState.SHADOW)
                        .map(model -> bound(now, model, names))
                        .toList());
    }

    private static Optional<ModelVersion> one(List<ModelVersion> models, ModelState state) {
        return models.stream().filter(model -> model.state() == state).findFirst();
    }

    private static ModelInForce bound(Seen now, ModelVersion model, List<String> names) {
        return bound(
                model, Objects.requireNonNull(now.artefacts().get(model.id())), now.words(), names);
    }

    private static ModelInForce bound(
            ModelVersion model, ModelArtefact artefact, Words words, List<String> names) {
        return new ModelInForce(
                model.id(),
                model.version(),
                model.hash(),
                new Translated(
                        ScoringModel.bound(artefact, names), words.towards(artefact, names)));
    }

    @Override
    public Optional<ModelInForce> find(long id, List<String> names) {
        return registry.find(id)
                .map(
                        model -> {
                            ModelArtefact artefact = registry.artefact(id);
                            return bound(model, artefact, words(Map.of(id, artefact)), names);
                        });
    }
}
