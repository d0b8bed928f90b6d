package io.onefold.fraud.request;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes the values of a request as RFC 8785 writes them. The fields stand in the order of their
/// names already.
final class Canonical {

    private Canonical() {}

    static byte[] write(@Nullable Object[] values) {
        StringBuilder out = new StringBuilder(512);
        out.append('{');
        for (Field field : RequestReader.CATALOGUE.fields()) {
            Object value = values[field.index()];
            if (value != null) {
                if (out.length() > 1) {
                    out.append(',');
                }
                out.append('"').append(field.name()).append("\":");
                value(out, value);
            }
        }
        return out.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    static byte[] hash(byte[] canonical) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(canonical);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private static void value(StringBuilder out, Object value) {
        switch (value) {
            case String text -> CanonicalJson.text(out, text);
            case Double number -> CanonicalJson.number(out, number);
            case Understanding.Number number ->
                    CanonicalJson.number(out, Double.parseDouble(number.text()));
            case Location place -> place(out, place);
            case List<?> texts -> texts(out, texts);
            case Boolean flag -> out.append(flag.booleanValue());
            default -> out.append("null");
        }
    }

    private static void texts(StringBuilder out, List<?> texts) {
        out.append('[');
        for (int i = 0; i < texts.size(); i++) {
            CanonicalJson.text(out.append(i == 0 ? "" : ","), (String) texts.get(i));
        }
        out.append(']');
    }

    private static void place(StringBuilder out, Location place) {
        String comma = "";
        out.append('{');
        if (place.city() != null) {
            CanonicalJson.text(out.append("\"city\":"), place.city());
            comma = ",";
        }
        if (place.country() != null) {
            CanonicalJson.text(out.append(comma).append("\"country\":"), place.country());
            comma = ",";
        }
        if (!Double.isNaN(place.latitude())) {
            CanonicalJson.number(out.append(comma).append("\"lat\":"), place.latitude());
            comma = ",";
        }
        if (!Double.isNaN(place.longitude())) {
            CanonicalJson.number(out.append(comma).append("\"lng\":"), place.longitude());
        }
        out.append('}');
    }
}
