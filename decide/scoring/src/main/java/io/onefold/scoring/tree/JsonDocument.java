package io.onefold.scoring.tree;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/// A model document from JSON. A number with a fraction or an exponent is read as the float that is
/// nearest to its text, in one rounding, as XGBoost reads it.
final class JsonDocument {

    private static final int DEPTH_MAX = 64;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build())
                    .build();

    private final JsonParser parser;

    private JsonDocument(JsonParser parser) {
        this.parser = parser;
    }

    /// @throws OnefoldException (INVALID_INPUT) naming the line where it is no JSON
    static Doc read(byte[] bytes) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
            JsonDocument document = new JsonDocument(parser);
            Doc root = document.value(parser.nextToken());
            if (parser.nextToken() != null) {
                throw document.refused("something follows the document");
            }
            return root;
        } catch (JacksonException e) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "model file: not JSON at line "
                            + (e.getLocation() == null ? "?" : e.getLocation().getLineNr())
                            + ", column "
                            + (e.getLocation() == null ? "?" : e.getLocation().getColumnNr())
                            + "; export the model again",
                    e);
        }
    }

    private Doc value(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> fields();
            case START_ARRAY -> items();
            case VALUE_STRING -> new Doc.Text(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Doc.Number(number(token));
            case VALUE_TRUE -> new Doc.Flag(true);
            case VALUE_FALSE -> new Doc.Flag(false);
            case VALUE_NULL -> new Doc.Nothing();
            case null -> throw refused("it ends in the middle");
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                    throw refused("unexpected " + token);
        };
    }

    private Doc fields() {
        Map<String, Doc> fields = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            fields.put(name, value(parser.nextToken()));
        }
        return new Doc.Fields(fields);
    }

    private Doc items() {
        double[] numbers = new double[16];
        int count = 0;
        JsonToken token = parser.nextToken();
        while (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * count);
            }
            numbers[count++] = number(token);
            token = parser.nextToken();
        }
        if (token == JsonToken.END_ARRAY && count > 0) {
            return new Doc.Numbers(Arrays.copyOf(numbers, count));
        }
        List<Doc> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(new Doc.Number(numbers[i]));
        }
        while (token != JsonToken.END_ARRAY) {
            items.add(value(token));
            token = parser.nextToken();
        }
        return new Doc.Items(items);
    }

    private double number(JsonToken token) {
        return token == JsonToken.VALUE_NUMBER_INT
                ? Double.parseDouble(parser.getString())
                : Float.parseFloat(parser.getString());
    }

    private OnefoldException refused(String why) {
        return new OnefoldException(
                ErrorCode.INVALID_INPUT,
                "model file, line "
                        + parser.currentTokenLocation().getLineNr()
                        + ": "
                        + why
                        + "; export the model again");
    }
}
