package io.onefold.synth.internal.streaming;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// What stands in the planted block, by name: account e-mails, fingerprints, devices, addresses,
/// ids.
///
/// @param items what was planted → the values that carry it, in planting order
public record Planted(SequencedMap<String, List<String>> items) {

    public Planted {
        items = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(items));
    }

    /// The values of one planted item.
    public List<String> get(String item) {
        List<String> values = items.get(item);
        if (values == null) {
            throw new IllegalArgumentException(
                    "nothing is planted as '" + item + "'; planted are " + items.keySet());
        }
        return values;
    }
}
