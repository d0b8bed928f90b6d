package io.onefold.ingest.internal.files;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// Reads one JSON object after another, each as the texts of its members: a string without its
/// quotes, a number, object or array as it is spelt.
final class JsonObjects {

    private static final JsonFactory JSON =
            JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private final Map<String, Integer> columns;
    private final byte[] @Nullable [] values;

    /// @param columns the members to read; others are skipped without being looked at
    JsonObjects(List<String> columns) {
        this.columns =
                IntStream.range(0, columns.size())
                        .boxed()
                        .collect(Collectors.toUnmodifiableMap(columns::get, i -> i));
        this.values = new byte[columns.size()][];
    }

    /// The names of an object's members, as far as it can be read.
    static void names(byte[] line, int from, int to, Consumer<String> names) {
        try (JsonParser parser =
                JSON.createParser(ObjectReadContext.empty(), line, from, to - from)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return;
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                names.accept(parser.currentName());
                parser.nextToken();
                parser.skipChildren();
            }
        } catch (JacksonException e) {
            // The line is set aside when it is read for its values.
        }
    }

    /// Reads one line; false if it is not one JSON object and nothing else.
    boolean read(byte[] line, int from, int to) {
        Arrays.fill(values, null);
        try (JsonParser parser =
                JSON.createParser(ObjectReadContext.empty(), line, from, to - from)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                Integer column = columns.get(parser.currentName());
                JsonToken token = parser.nextToken();
                if (column == null) {
                    parser.skipChildren();
                } else if (token != JsonToken.VALUE_NULL) {
                    values[column] = value(parser, token, line, from);
                }
            }
            return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
        } catch (JacksonException | LoneSurrogate e) {
            return false;
        }
    }

    /// The text of a column of the line that was read last, UTF-8; null if it has none.
    byte @Nullable [] value(int column) {
        return values[column];
    }

    private static byte[] value(JsonParser parser, JsonToken token, byte[] line, int from)
            throws LoneSurrogate {
        if (token.isStructStart()) {
            int start = from + (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            int end = from + (int) parser.currentLocation().getByteOffset();
            return Arrays.copyOfRange(line, start, end);
        }
        String text = parser.getString();
        requireWhole(text);
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// Half of a surrogate pair, which JSON can spell and UTF-8 cannot.
    private static final class LoneSurrogate extends Exception {}

    private static void requireWhole(String text) throws LoneSurrogate {
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (!Character.isSurrogate(each)) {
                continue;
            }
            boolean paired =
                    Character.isHighSurrogate(each)
                            && i + 1 < text.length()
                            && Character.isLowSurrogate(text.charAt(i + 1));
            if (!paired) {
                throw new LoneSurrogate();
            }
            i++;
        }
    }
}
