package io.onefold.scoring.feature;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The places of a vector, and what must be kept to fill them. Immutable; its hash is logged with
/// every vector.
public final class FeaturePlan {

    /// Rises when a formula changes its meaning, so that old vectors are not taken for new ones.
    private static final String FORMULAS = "formulas 1";

    private final List<FeatureDefinition> features;
    private final Map<String, Integer> places = new HashMap<>();
    private final Map<String, FrozenDictionary> dictionaries;
    private final StateNeeds needs;
    private final byte[] hash;
    private final int requestSlots;

    private FeaturePlan(
            List<FeatureDefinition> features, Map<String, FrozenDictionary> dictionaries) {
        this.features = List.copyOf(features);
        this.dictionaries = Map.copyOf(dictionaries);
        for (FeatureDefinition feature : features) {
            places.put(feature.name(), places.size());
        }
        this.needs = StateNeeds.of(features);
        this.hash = hash(features, dictionaries);
        this.requestSlots =
                features.stream()
                        .map(FeatureDefinition::formula)
                        .filter(Formula.OfRequest.class::isInstance)
                        .mapToInt(formula -> ((Formula.OfRequest) formula).slot() + 1)
                        .max()
                        .orElse(0);
        PlanCompiler.compile(features, needs, dictionaries);
    }

    /// The plan of a set out of what follows from payments, labels and events alone.
    public static FeaturePlan of(FeatureSet set) {
        return compile(FeatureCatalogue.standard(), set.names());
    }

    /// A plan without categories.
    ///
    /// @throws io.onefold.model.OnefoldException (INVALID_INPUT) naming the nearest feature
    public static FeaturePlan compile(FeatureCatalogue catalogue, Collection<String> names) {
        return compile(catalogue, names, Map.of());
    }

    /// The plan of what models, rules and policies name. Places follow the order given; a name that
    /// comes again keeps its first place.
    ///
    /// @param dictionaries of the categories, by feature
    /// @throws io.onefold.model.OnefoldException (INVALID_INPUT) naming the nearest feature
    /// @throws IllegalArgumentException for a category without a dictionary
    public static FeaturePlan compile(
            FeatureCatalogue catalogue,
            Collection<String> names,
            Map<String, FrozenDictionary> dictionaries) {
        return new FeaturePlan(
                names.stream().distinct().map(catalogue::require).toList(), dictionaries);
    }

    public int size() {
        return features.size();
    }

    /// The features, in the order of their places.
    public List<FeatureDefinition> features() {
        return features;
    }

    public List<String> names() {
        return features.stream().map(FeatureDefinition::name).toList();
    }

    /// The words of its categories, by feature.
    public Map<String, FrozenDictionary> dictionaries() {
        return dictionaries;
    }

    /// SHA-256 over names, order, dictionaries and the version of the formulas; 32 bytes.
    public byte[] hash() {
        return hash.clone();
    }

    /// Where a feature stands.
    ///
    /// @throws IllegalArgumentException when the plan has no such feature
    public int place(String name) {
        Integer place = places.get(name);
        if (place == null) {
            throw new IllegalArgumentException(
                    "feature '" + name + "' is not in the plan; compile one that names it");
        }
        return place;
    }

    /// Where the features of a set stand, in the set's order.
    ///
    /// @throws IllegalArgumentException when the plan lacks one
    public int[] places(FeatureSet set) {
        return set.names().stream().mapToInt(this::place).toArray();
    }

    StateNeeds needs() {
        return needs;
    }

    int requestSlots() {
        return requestSlots;
    }

    Step[] steps(StateNeeds kept) {
        return PlanCompiler.compile(features, kept, dictionaries);
    }

    private static byte[] hash(
            List<FeatureDefinition> features, Map<String, FrozenDictionary> dictionaries) {
        MessageDigest digest = FeatureSet.sha256();
        line(digest, FORMULAS);
        for (FeatureDefinition feature : features) {
            line(digest, feature.name());
            FrozenDictionary dictionary = dictionaries.get(feature.name());
            if (dictionary != null) {
                dictionary.words().forEach(word -> line(digest, "= " + word));
            }
        }
        return digest.digest();
    }

    private static void line(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((byte) (bytes.length >>> 8));
        digest.update((byte) bytes.length);
        digest.update(bytes);
    }
}
