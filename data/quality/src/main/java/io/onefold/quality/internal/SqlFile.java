package io.onefold.quality.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An SQL file of this module with places, written `{{name}}`, that are filled in one pass: what
/// fills a place is not searched for places.
///
/// @param name the file's name
/// @param text the SQL with places
/// @param fillings what fills them
record SqlFile(String name, String text, Map<String, String> fillings) {

    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

    SqlFile {
        fillings = Map.copyOf(fillings);
    }

    /// Reads a file of the resource folder `check`.
    static SqlFile named(String name) {
        try (InputStream file =
                SqlFile.class.getResourceAsStream("/io/onefold/quality/check/" + name)) {
            if (file == null) {
                throw new IllegalStateException("no SQL file " + name + " in the module");
            }
            return new SqlFile(
                    name, new String(file.readAllBytes(), StandardCharsets.UTF_8), Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read SQL file " + name, e);
        }
    }

    /// The same SQL with one more place filled.
    SqlFile with(String place, String sql) {
        Map<String, String> more = new HashMap<>(fillings);
        more.put(place, sql);
        return new SqlFile(name, text, more);
    }

    /// The finished SQL.
    ///
    /// @throws IllegalStateException if a place is still open
    String sql() {
        return PLACE.matcher(text)
                .replaceAll(place -> Matcher.quoteReplacement(filling(place.group(1))));
    }

    private String filling(String place) {
        @Nullable String filling = fillings.get(place);
        if (filling == null) {
            throw new IllegalStateException("place " + place + " of " + name + " is open");
        }
        return filling;
    }
}
