package io.onefold.graph.query;

import io.onefold.model.ErrorCode;
import io.onefold.model.Finding;
import io.onefold.model.OnefoldException;
import io.onefold.model.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// A mapping of a YAML file that is read key by key; what is wrong becomes a finding with its line,
/// and reading goes on.
final class Yaml {

    private final String file;
    private final String path;
    private final Node node;
    private final Map<String, Node> members = new LinkedHashMap<>();
    private final Consumer<Finding> findings;

    private Yaml(String file, String path, Node node, Consumer<Finding> findings) {
        this.file = file;
        this.path = path;
        this.node = node;
        this.findings = findings;
        if (node instanceof MappingNode mapping) {
            for (NodeTuple member : mapping.getValue()) {
                members.put(scalar(member.getKeyNode()), member.getValueNode());
            }
        } else {
            find(node, path, "expected a mapping of keys to values", "wrong-type");
        }
    }

    /// Reads the one document of a file.
    static Optional<Yaml> read(String file, String text, Consumer<Finding> findings) {
        try {
            Optional<Node> root =
                    new Compose(LoadSettings.builder().setLabel(file).build()).composeString(text);
            if (root.isEmpty()) {
                findings.accept(
                        finding(
                                file,
                                1,
                                1,
                                "",
                                "the file is empty; expected a query manifest",
                                "empty"));
            }
            return root.map(node -> new Yaml(file, "", node, findings));
        } catch (MarkedYamlEngineException e) {
            Mark mark = e.getProblemMark().or(e::getContextMark).orElse(null);
            int line = mark == null ? 1 : mark.getLine() + 1;
            int column = mark == null ? 1 : mark.getColumn() + 1;
            findings.accept(
                    finding(file, line, column, "", "is not YAML: " + e.getProblem(), "syntax"));
            return Optional.empty();
        }
    }

    /// Finds keys that are not among the allowed.
    Yaml allowing(String... keys) {
        List<String> allowed = List.of(keys);
        members.forEach(
                (key, value) -> {
                    if (!allowed.contains(key)) {
                        find(
                                value,
                                at(key),
                                "unknown key '"
                                        + key
                                        + "'"
                                        + Spelling.didYouMean(key, allowed)
                                        + " (keys: "
                                        + allowed
                                        + ")",
                                "unknown-key");
                    }
                });
        return this;
    }

    /// A text that must be there; empty, and a finding, if it is not.
    String text(String key) {
        String value = textOrNull(key);
        if (value == null) {
            find(node, at(key), "'" + key + "' is missing", "missing-key");
            return "";
        }
        return value;
    }

    @Nullable String textOrNull(String key) {
        Node value = members.get(key);
        if (value == null || isNull(value)) {
            return null;
        }
        if (!(value instanceof ScalarNode)) {
            find(value, at(key), "expected a single value", "wrong-type");
            return null;
        }
        return scalar(value);
    }

    long integer(String key, long absent) {
        String value = textOrNull(key);
        if (value == null) {
            return absent;
        }
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            find(
                    members.get(key),
                    at(key),
                    "found '" + value + "'; expected a whole number",
                    "wrong-type");
            return absent;
        }
    }

    /// A list of texts, or one text.
    List<String> texts(String key) {
        Node value = members.get(key);
        if (value instanceof SequenceNode list) {
            return list.getValue().stream().map(Yaml::scalar).toList();
        }
        String single = textOrNull(key);
        return single == null ? List.of() : List.of(single);
    }

    boolean isList(String key) {
        return members.get(key) instanceof SequenceNode;
    }

    /// A mapping that must be there.
    Optional<Yaml> mapping(String key) {
        Node value = members.get(key);
        if (value == null) {
            find(node, at(key), "'" + key + "' is missing", "missing-key");
            return Optional.empty();
        }
        return Optional.of(new Yaml(file, at(key), value, findings));
    }

    /// The mappings of a list; none if it is not there.
    List<Yaml> mappings(String key) {
        Node value = members.get(key);
        List<Yaml> all = new ArrayList<>();
        if (value instanceof SequenceNode list) {
            for (int i = 0; i < list.getValue().size(); i++) {
                all.add(new Yaml(file, at(key) + "[" + i + "]", list.getValue().get(i), findings));
            }
        } else if (value != null) {
            find(value, at(key), "expected a list", "wrong-type");
        }
        return all;
    }

    /// Runs a conversion; what it complains of becomes a finding at the key.
    <T> @Nullable T convert(String key, Conversion<T> conversion) {
        try {
            return conversion.of(text(key));
        } catch (OnefoldException e) {
            find(
                    members.getOrDefault(key, node),
                    at(key),
                    String.valueOf(e.getMessage()),
                    "wrong-value");
            return null;
        }
    }

    /// From a text to what it means.
    @FunctionalInterface
    interface Conversion<T> {
        /// @throws OnefoldException saying what was expected
        T of(String text);
    }

    /// Adds a finding at a key, or at the mapping itself if the key is not there.
    void find(String key, String message, String rule) {
        find(members.getOrDefault(key, node), at(key), message, rule);
    }

    private void find(@Nullable Node where, String at, String message, String rule) {
        Mark mark = where == null ? null : where.getStartMark().orElse(null);
        int line = mark == null ? 0 : mark.getLine() + 1;
        int column = mark == null ? 0 : mark.getColumn() + 1;
        findings.accept(finding(file, line, column, at, message, rule));
    }

    private static Finding finding(
            String file, int line, int column, String path, String message, String rule) {
        return new Finding(file, line, column, path, message, rule, Finding.Severity.ERROR);
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static boolean isNull(Node value) {
        return Tag.NULL.equals(value.getTag());
    }

    private static String scalar(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw new OnefoldException(
                ErrorCode.INVALID_INPUT, "expected a single value, found a list or a mapping");
    }
}
