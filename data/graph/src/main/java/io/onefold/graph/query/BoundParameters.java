package io.onefold.graph.query;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.Spelling;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// All parameters of a question with their values: Long, String, List of String or null.
///
/// @param asOf where its windows close
/// @param values by name, `as_of` apart
public record BoundParameters(Instant asOf, Map<String, @Nullable Object> values) {

    /// The parameter that every question has.
    public static final String AS_OF = "as_of";

    public BoundParameters {
        Objects.requireNonNull(asOf);
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /// Reads what was chosen, and takes the defaults for the rest.
    ///
    /// @throws OnefoldException (INVALID_INPUT) naming the parameter, what is allowed and the
    ///   nearest name
    public static BoundParameters of(QuerySpec spec, Map<String, ?> chosen, Instant asOf) {
        List<String> names = spec.parameters().stream().map(QueryParameter::name).toList();
        for (String name : chosen.keySet()) {
            if (!names.contains(name)) {
                throw invalid(
                        spec,
                        "has no parameter '"
                                + name
                                + "'"
                                + Spelling.didYouMean(name, names)
                                + " (parameters: "
                                + names
                                + ")");
            }
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (QueryParameter parameter : spec.parameters()) {
            Object given = chosen.get(parameter.name());
            values.put(
                    parameter.name(),
                    given == null ? parameter.defaultValue() : read(spec, parameter, given));
        }
        if (!spec.requireOneOf().isEmpty()
                && spec.requireOneOf().stream().allMatch(name -> values.get(name) == null)) {
            throw invalid(
                    spec,
                    "needs one of the parameters " + spec.requireOneOf() + "; none was given");
        }
        return new BoundParameters(asOf, values);
    }

    /// The same with another value of one parameter.
    BoundParameters with(String name, @Nullable Object value) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(values);
        changed.put(name, value);
        return new BoundParameters(asOf, changed);
    }

    private static Object read(QuerySpec spec, QueryParameter parameter, Object given) {
        return switch (parameter.type()) {
            case INTEGER -> integer(spec, parameter, given);
            case STRING -> text(spec, parameter, given);
            case ZONE -> zone(spec, parameter, given);
            case STRING_LIST -> list(given);
        };
    }

    private static Long integer(QuerySpec spec, QueryParameter parameter, Object given) {
        try {
            long value = Long.parseLong(given.toString().strip());
            if (value >= parameter.minimum() && value <= parameter.maximum()) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Not a whole number: said below, together with the bounds.
        }
        throw invalid(
                spec,
                "got '"
                        + given
                        + "' for '"
                        + parameter.name()
                        + "'; expected a whole number from "
                        + parameter.minimum()
                        + " to "
                        + parameter.maximum());
    }

    /// The value itself is not repeated: it may be a person's.
    private static String text(QuerySpec spec, QueryParameter parameter, Object given) {
        String text = given.toString();
        if (parameter.pattern() != null && !text.matches(parameter.pattern())) {
            throw invalid(
                    spec,
                    "got a text for '"
                            + parameter.name()
                            + "' that does not match "
                            + parameter.pattern());
        }
        return text;
    }

    private static String zone(QuerySpec spec, QueryParameter parameter, Object given) {
        try {
            String id = ZoneId.of(given.toString()).getId();
            if (ZoneId.getAvailableZoneIds().contains(id)) {
                return id;
            }
        } catch (DateTimeException e) {
            // Not a zone: said below.
        }
        throw invalid(
                spec,
                "got '"
                        + given
                        + "' for '"
                        + parameter.name()
                        + "'; expected a time zone by name, for example"
                        + " Europe/Paris"
                        + Spelling.didYouMean(given.toString(), ZoneId.getAvailableZoneIds()));
    }

    private static List<String> list(Object given) {
        return given instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of(given.toString().split("\\s*,\\s*"));
    }

    private static OnefoldException invalid(QuerySpec spec, String problem) {
        return new OnefoldException(
                ErrorCode.INVALID_INPUT, "query '" + spec.name() + "' " + problem);
    }
}
