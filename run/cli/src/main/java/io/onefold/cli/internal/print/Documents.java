package io.onefold.cli.internal.print;

import java.time.temporal.Temporal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Whole documents, for answers that are more than rows.
public final class Documents {

    private Documents() {}

    /// Indented JSON. Numbers, booleans and null are themselves; whatever else has no form of its
    /// own in JSON is its text.
    public static String json(Map<String, ? extends @Nullable Object> document) {
        return JsonMapper.shared()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(plain(document));
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((key, entry) -> copy.put(String.valueOf(key), plain(entry)));
                yield copy;
            }
            case Collection<?> many -> many.stream().map(Documents::plain).toList();
            case Number number -> number;
            case Boolean truth -> truth;
            case Temporal moment -> moment.toString();
            default -> value.toString();
        };
    }
}
