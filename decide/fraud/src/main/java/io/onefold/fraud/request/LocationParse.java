package io.onefold.fraud.request;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The reading of one place. Used once.
final class LocationParse {

    private static final int CITY_CHARACTERS_MAX = 100;

    private final JsonParser parser;
    private final Problems problems;
    private final String path;
    private double latitude = Double.NaN;
    private double longitude = Double.NaN;
    private @Nullable String country;
    private @Nullable String city;

    LocationParse(JsonParser parser, Problems problems, String path) {
        this.parser = parser;
        this.problems = problems;
        this.path = path;
    }

    Location object() {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (name) {
                case "lat" -> latitude = degrees(token, "lat", latitude, 90);
                case "lng" -> longitude = degrees(token, "lng", longitude, 180);
                case "country" -> country = text(token, "country", country);
                case "city" -> city = text(token, "city", city);
                default -> {
                    problems.add(path, "unknown", "a place has lat, lng, country and city only");
                    parser.skipChildren();
                }
            }
        }
        return new Location(latitude, longitude, country, city);
    }

    private double degrees(JsonToken token, String name, double before, double max) {
        boolean number =
                token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT;
        if (!Double.isNaN(before)) {
            problems.add(path + "." + name, "duplicate", "the field is given twice");
        } else if (!number) {
            problems.add(path + "." + name, "wrong-type", "a number");
        } else {
            double value = Double.parseDouble(parser.getString());
            if (value >= -max && value <= max) {
                return value == 0 ? 0.0 : value;
            }
            problems.add(
                    path + "." + name,
                    "out-of-range",
                    "from " + Problems.plain(-max) + " to " + Problems.plain(max));
        }
        parser.skipChildren();
        return before;
    }

    private @Nullable String text(JsonToken token, String name, @Nullable String before) {
        String field = path + "." + name;
        if (before != null) {
            problems.add(field, "duplicate", "the field is given twice");
        } else if (token != JsonToken.VALUE_STRING) {
            problems.add(field, "wrong-type", "a text");
        } else {
            String text = parser.getString();
            FieldType type = name.equals("country") ? FieldType.COUNTRY : FieldType.TEXT;
            String expected = Formats.expected(type, text);
            if (CardNumbers.in(text)) {
                problems.pan(field);
            } else if (text.isEmpty() || text.length() > CITY_CHARACTERS_MAX) {
                problems.add(field, "length", "from 1 to " + CITY_CHARACTERS_MAX + " characters");
            } else if (expected != null) {
                problems.add(field, "format", expected);
            } else {
                return text;
            }
        }
        parser.skipChildren();
        return before;
    }
}
