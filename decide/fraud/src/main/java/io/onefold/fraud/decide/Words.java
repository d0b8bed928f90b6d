package io.onefold.fraud.decide;

import io.onefold.scoring.feature.FrozenDictionary;
import io.onefold.scoring.registry.ModelArtefact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The dictionaries of all models there ever were, joined: one vector serves models whose
/// categories were frozen at different times. Models are asked in the order of their numbers and
/// only ever add words, so a place that was logged keeps its word for good.
final class Words {

    private final Map<String, FrozenDictionary> joined;

    private Words(Map<String, FrozenDictionary> joined) {
        this.joined = joined;
    }

    /// @param models the dictionaries of every model, in the order of their numbers
    static Words join(List<Map<String, FrozenDictionary>> models) {
        Map<String, Set<String>> words = new TreeMap<>();
        for (Map<String, FrozenDictionary> model : models) {
            model.forEach(
                    (feature, own) ->
                            words.computeIfAbsent(feature, any -> new LinkedHashSet<>())
                                    .addAll(own.words()));
        }
        Map<String, FrozenDictionary> joined = new HashMap<>();
        words.forEach(
                (feature, all) -> joined.put(feature, new FrozenDictionary(new ArrayList<>(all))));
        return new Words(Map.copyOf(joined));
    }

    /// One dictionary per feature.
    Map<String, FrozenDictionary> joined() {
        return joined;
    }

    /// Per place of a vector, the model's own place of each joined one; null where they are the
    /// same. Null at all: the model reads vectors as they are.
    ///
    /// @param names the places of the vectors
    float @Nullable [] @Nullable [] towards(ModelArtefact model, List<String> names) {
        float[][] towards = new float[names.size()][];
        boolean differs = false;
        for (int i = 0; i < towards.length; i++) {
            FrozenDictionary own = model.dictionaries().get(names.get(i));
            FrozenDictionary all = joined.get(names.get(i));
            if (own != null && all != null && !own.words().equals(all.words())) {
                float[] places = new float[all.words().size()];
                for (int place = 0; place < places.length; place++) {
                    places[place] = (float) own.place(all.words().get(place));
                }
                towards[i] = places;
                differs = true;
            }
        }
        return differs ? towards : null;
    }
}
