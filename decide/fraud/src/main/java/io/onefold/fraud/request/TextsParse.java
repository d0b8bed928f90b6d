package io.onefold.fraud.request;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The reading of one list of texts. Used once.
final class TextsParse {

    private static final int TEXT_CHARACTERS_MAX = 100;

    private final JsonParser parser;
    private final Problems problems;
    private final Field field;

    TextsParse(JsonParser parser, Problems problems, Field field) {
        this.parser = parser;
        this.problems = problems;
        this.field = field;
    }

    List<String> array() {
        List<String> texts = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                problems.add(field.name(), "wrong-type", "a list of texts");
                parser.skipChildren();
                continue;
            }
            String text = parser.getString();
            if (CardNumbers.in(text)) {
                problems.pan(field.name());
            } else if (text.isEmpty() || text.length() > TEXT_CHARACTERS_MAX) {
                problems.add(field.name(), "length", "texts of 1 to " + TEXT_CHARACTERS_MAX);
            } else if (!Formats.isClean(text)) {
                problems.add(field.name(), "format", "texts without control characters");
            } else if (texts.size() < field.max()) {
                texts.add(text);
            } else {
                problems.add(
                        field.name(),
                        "length",
                        "at most " + Problems.plain(field.max()) + " texts");
                parser.skipChildren();
            }
        }
        return List.copyOf(texts);
    }
}
