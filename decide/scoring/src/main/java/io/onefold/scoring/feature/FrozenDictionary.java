package io.onefold.scoring.feature;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The words of a category as training saw them; a word's place is its feature value.
public final class FrozenDictionary {

    private final List<String> words;
    private final Map<String, Integer> places = new HashMap<>();

    /// @param words in the order of their places, each once
    public FrozenDictionary(List<String> words) {
        this.words = List.copyOf(words);
        for (String word : words) {
            if (places.put(word, places.size()) != null) {
                throw new IllegalArgumentException(
                        "a dictionary has the word '" + word + "' twice; give each once");
            }
        }
    }

    public List<String> words() {
        return words;
    }

    /// The place of a word; NaN for none and for one that training did not see.
    public double place(@Nullable String word) {
        Integer place = word == null ? null : places.get(word);
        return place == null ? Double.NaN : place;
    }
}
