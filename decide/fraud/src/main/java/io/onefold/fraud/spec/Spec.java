package io.onefold.fraud.spec;

import io.onefold.fraud.FieldProblem;
import io.onefold.fraud.Problem;
import io.onefold.fraud.ProblemCode;
import io.onefold.fraud.ProblemException;
import io.onefold.model.Spelling;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An object of a body that is being read: it notes what is wrong and goes on, and it knows at the
/// end which keys nobody asked for.
public final class Spec {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private final JsonNode node;
    private final String path;
    private final List<FieldProblem> problems;
    private final TreeSet<String> asked = new TreeSet<>();

    private Spec(JsonNode node, String path, List<FieldProblem> problems) {
        this.node = node;
        this.path = path;
        this.problems = problems;
    }

    /// Begins to read a body.
    ///
    /// @throws ProblemException (MALFORMED_JSON)
    public static Spec read(String json) {
        try {
            return new Spec(JSON.readTree(json), "", new ArrayList<>());
        } catch (JacksonException malformed) {
            throw new ProblemException(
                    ProblemCode.MALFORMED_JSON,
                    "the body is no JSON that can be read: one object, no name twice");
        }
    }

    /// The body in the one form that equal bodies share (RFC 8785).
    public static String canonical(String json) {
        StringBuilder out = new StringBuilder();
        CanonicalTree.write(out, read(json).node);
        return out.toString();
    }

    /// Ends the reading of the body.
    ///
    /// @throws ProblemException (VALIDATION) with everything that was wrong
    public void end(String what) {
        unknownKeys();
        if (!problems.isEmpty()) {
            throw new ProblemException(
                    new Problem(
                            ProblemCode.VALIDATION, what + " does not hold; see errors", problems));
        }
    }

    /// Notes a problem of a key.
    public void wrong(String key, String code, String message) {
        problems.add(new FieldProblem(at(key), code, message));
    }

    /// Notes the keys that nobody asked for.
    public void unknownKeys() {
        if (!node.isObject()) {
            problems.add(new FieldProblem(path, "wrong-type", "an object is expected"));
            return;
        }
        for (String key : node.propertyNames()) {
            if (!asked.contains(key)) {
                wrong(key, "unknown", "there is no such key" + Spelling.didYouMean(key, asked));
            }
        }
    }

    public boolean has(String key) {
        asked.add(key);
        return !node.path(key).isMissingNode() && !node.path(key).isNull();
    }

    public List<String> keys() {
        return List.copyOf(node.propertyNames());
    }

    /// A text that must be there; empty where it is not.
    public String text(String key) {
        JsonNode value = required(key);
        if (value.isString() && !value.stringValue().isBlank()) {
            return value.stringValue();
        }
        if (!value.isMissingNode()) {
            wrong(key, "wrong-type", "a text is expected");
        }
        return "";
    }

    public Optional<String> optionalText(String key) {
        return has(key) ? Optional.of(text(key)) : Optional.empty();
    }

    /// One of an enum's values, as its lower-case or upper-case name; the first where it is wrong.
    public <E extends Enum<E>> E choice(String key, E[] values) {
        String text = text(key);
        for (E value : values) {
            if (value.name().equals(text.toUpperCase(Locale.ROOT))) {
                return value;
            }
        }
        if (!text.isEmpty()) {
            List<String> names = Arrays.stream(values).map(Enum::name).toList();
            wrong(key, "wrong-value", "one of " + names + Spelling.didYouMean(text, names));
        }
        return values[0];
    }

    public boolean flag(String key) {
        JsonNode value = required(key);
        if (!value.isBoolean() && !value.isMissingNode()) {
            wrong(key, "wrong-type", "true or false is expected");
        }
        return value.isBoolean() && value.booleanValue();
    }

    /// A number that must be there, in [min, max]; min where it is not.
    public BigDecimal number(String key, BigDecimal min, BigDecimal max) {
        JsonNode value = required(key);
        if (value.isNumber()) {
            BigDecimal number = value.decimalValue();
            if (number.compareTo(min) >= 0 && number.compareTo(max) <= 0) {
                return number;
            }
            wrong(key, "out-of-range", "from " + min + " to " + max);
        } else if (!value.isMissingNode()) {
            wrong(key, "wrong-type", "a number is expected");
        }
        return min;
    }

    /// An object below; an empty one where it is missing or something else.
    public Spec object(String key) {
        JsonNode value = required(key);
        if (!value.isObject() && !value.isMissingNode()) {
            wrong(key, "wrong-type", "an object is expected");
        }
        return new Spec(value.isObject() ? value : JSON.createObjectNode(), at(key), problems);
    }

    /// The objects of a list; none where it is missing.
    public List<Spec> objects(String key) {
        if (!has(key)) {
            return List.of();
        }
        JsonNode list = node.path(key);
        if (!list.isArray()) {
            wrong(key, "wrong-type", "a list is expected");
            return List.of();
        }
        List<Spec> objects = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            objects.add(new Spec(list.get(i), at(key) + "[" + i + "]", problems));
        }
        return objects;
    }

    /// A value as Java has it: Boolean, Double, String, a list of texts, or empty for null.
    public Optional<Object> value(String key) {
        asked.add(key);
        JsonNode value = node.path(key);
        if (value.isNull()) {
            return Optional.empty();
        }
        if (value.isArray()) {
            return Optional.of(value.valueStream().map(JsonNode::asString).toList());
        }
        return Optional.of(
                value.isBoolean()
                        ? (Object) value.booleanValue()
                        : value.isNumber() ? (Object) value.doubleValue() : value.asString());
    }

    private JsonNode required(String key) {
        if (!has(key)) {
            wrong(key, "required", "a value is required");
        }
        JsonNode value = node.path(key);
        return value.isNull() ? JSON.missingNode() : value;
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
