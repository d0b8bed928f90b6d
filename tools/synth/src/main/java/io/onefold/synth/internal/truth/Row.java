package io.onefold.synth.internal.truth;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// One expected row: column → text, integer, decimal, instant, list of texts or null.
final class Row {

    private final SequencedMap<String, @Nullable Object> values = new LinkedHashMap<>();

    Row with(String column, @Nullable Object value) {
        values.put(column, value);
        return this;
    }

    @Nullable Object get(String column) {
        return values.get(column);
    }

    SequencedMap<String, @Nullable Object> values() {
        return Collections.unmodifiableSequencedMap(values);
    }
}
