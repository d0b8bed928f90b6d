package io.onefold.catalog.internal.yaml;

import io.onefold.model.Finding;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.AnchorNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Turns one composed YAML document into a JSON tree: duplicate keys, unset variables, aliases to
/// themselves and trees that grow too large by aliases become findings.
final class TreeBuilder {

    private static final int NODES_MAX = 200_000;
    private static final Pattern VARIABLE = Pattern.compile("\\$?\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
    private static final Pattern SECRET =
            Pattern.compile(
                    "(?i).*(passw(or)?d|passphrase|secret|token|credential|api_?key|private_?key).*");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final ScalarResolver TYPES = new CoreScalarResolver(false);

    private final String file;
    private final String text;
    private final Variables variables;
    private final List<Finding> findings;
    private final Map<String, Position> keys = new HashMap<>();
    private final Map<String, Position> values = new HashMap<>();
    private final Set<String> unread = new HashSet<>();
    private final Deque<Node> open = new ArrayDeque<>();
    private int nodes;

    TreeBuilder(String file, String text, Variables variables, List<Finding> findings) {
        this.file = file;
        this.text = text;
        this.variables = variables;
        this.findings = findings;
    }

    /// Builds the document; empty if it holds nothing.
    Optional<YamlDocument> build(Node root) {
        JsonNode tree = tree(root, "");
        return tree.isNull()
                ? Optional.empty()
                : Optional.of(new YamlDocument(file, tree, keys, values, unread));
    }

    private JsonNode tree(Node node, String pointer) {
        Node actual = node instanceof AnchorNode alias ? alias.getRealNode() : node;
        values.put(pointer, position(actual));
        if (open.contains(actual) || ++nodes > NODES_MAX) {
            report(
                    position(actual),
                    pointer,
                    nodes > NODES_MAX
                            ? "the document has more than "
                                    + NODES_MAX
                                    + " nodes once its aliases are followed; write fewer"
                            : "the alias points to a node that it stands in; write the value out",
                    "yaml-alias");
            unread.add(pointer);
            return JSON.nullNode();
        }
        open.push(actual);
        try {
            return switch (actual) {
                case MappingNode mapping -> mapping(mapping, pointer);
                case SequenceNode sequence -> sequence(sequence, pointer);
                case ScalarNode scalar -> scalar(scalar, pointer);
                default -> JSON.nullNode();
            };
        } finally {
            open.pop();
        }
    }

    private JsonNode mapping(MappingNode mapping, String pointer) {
        ObjectNode object = JSON.objectNode();
        for (NodeTuple tuple : mapping.getValue()) {
            Position at = position(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                report(at, pointer, "a key is a list or a mapping; keys are texts", "yaml-key");
                continue;
            }
            String member = Pointers.member(pointer, key.getValue());
            Position first = keys.putIfAbsent(member, at);
            if (first != null && object.has(key.getValue())) {
                report(
                        at,
                        member,
                        "duplicate key '"
                                + key.getValue()
                                + "'; it stands first at line "
                                + first.line()
                                + ", column "
                                + first.column()
                                + "; keep one of the two",
                        "duplicate-key");
                continue;
            }
            keys.put(member, at);
            object.set(key.getValue(), tree(tuple.getValueNode(), member));
        }
        return object;
    }

    private JsonNode sequence(SequenceNode sequence, String pointer) {
        ArrayNode array = JSON.arrayNode();
        for (Node element : sequence.getValue()) {
            array.add(tree(element, Pointers.element(pointer, array.size())));
        }
        return array;
    }

    private JsonNode scalar(ScalarNode scalar, String pointer) {
        String raw = scalar.getValue();
        if (!raw.contains("${")) {
            return typed(scalar.getTag(), raw);
        }
        String value = substituted(scalar, raw, pointer);
        Tag tag =
                scalar.isPlain() && !value.equals(raw)
                        ? TYPES.resolve(value, true)
                        : scalar.getTag();
        return typed(tag, value);
    }

    private String substituted(ScalarNode scalar, String raw, String pointer) {
        return VARIABLE.matcher(raw)
                .replaceAll(
                        match ->
                                Matcher.quoteReplacement(
                                        value(scalar, match.group(), match.group(1), pointer)));
    }

    private String value(ScalarNode scalar, String written, String name, String pointer) {
        if (written.startsWith("$$")) {
            return written.substring(1);
        }
        if (SECRET.matcher(name).matches()) {
            report(
                    within(scalar, written),
                    pointer,
                    "variable ${"
                            + name
                            + "} would put a credential here; refer to it instead: secret: env:"
                            + name,
                    "credential");
            unread.add(pointer);
            return written;
        }
        Optional<String> value = variables.value(name);
        if (value.isEmpty()) {
            report(
                    within(scalar, written),
                    pointer,
                    "variable ${"
                            + name
                            + "} is not set; export "
                            + name
                            + "=…, put it into .env, or give --set "
                            + name
                            + "=…",
                    "unset-variable");
            unread.add(pointer);
        }
        return value.orElse(written);
    }

    private static JsonNode typed(Tag tag, String value) {
        if (tag.equals(Tag.NULL)) {
            return JSON.nullNode();
        }
        if (tag.equals(Tag.BOOL)) {
            return JSON.booleanNode(value.equalsIgnoreCase("true"));
        }
        try {
            if (tag.equals(Tag.INT)) {
                return integer(value);
            }
            if (tag.equals(Tag.FLOAT)) {
                return JSON.numberNode(new BigDecimal(value));
            }
        } catch (NumberFormatException e) {
            return JSON.stringNode(value);
        }
        return JSON.stringNode(value);
    }

    private static JsonNode integer(String value) {
        BigInteger number =
                value.startsWith("0x")
                        ? new BigInteger(value.substring(2), 16)
                        : value.startsWith("0o")
                                ? new BigInteger(value.substring(2), 8)
                                : new BigInteger(value);
        return number.bitLength() < 64
                ? JSON.numberNode(number.longValue())
                : JSON.numberNode(number);
    }

    private Position within(ScalarNode scalar, String token) {
        int from = text.offsetByCodePoints(0, scalar.getStartMark().map(Mark::getIndex).orElse(0));
        int at = text.indexOf(token, from);
        if (at < 0) {
            return position(scalar);
        }
        int lineStart = text.lastIndexOf('\n', at) + 1;
        int line = 1 + (int) text.substring(0, lineStart).chars().filter(c -> c == '\n').count();
        return new Position(line, 1 + text.codePointCount(lineStart, at));
    }

    private static Position position(Node node) {
        return node.getStartMark()
                .map(mark -> new Position(mark.getLine() + 1, mark.getColumn() + 1))
                .orElse(Position.START);
    }

    private void report(Position at, String pointer, String message, String rule) {
        findings.add(
                new Finding(
                        file,
                        at.line(),
                        at.column(),
                        Pointers.shown(pointer),
                        message,
                        rule,
                        Finding.Severity.ERROR));
    }
}
