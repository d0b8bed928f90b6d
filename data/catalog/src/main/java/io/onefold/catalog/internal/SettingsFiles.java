package io.onefold.catalog.internal;

import io.onefold.catalog.internal.yaml.Variables;
import io.onefold.catalog.internal.yaml.YamlDocument;
import io.onefold.catalog.internal.yaml.YamlReader;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Reads the two files that settings stand in. A file that is not there holds nothing.
public final class SettingsFiles {

    private static final Pattern ASSIGNMENT =
            Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.]*)\\s*=\\s*(.*?)\\s*");

    private SettingsFiles() {}

    /// The assignments of a `.env` file: `NAME=value`, `export NAME=value`, values in single or
    /// double quotes, `#` comments.
    ///
    /// @throws OnefoldException (INVALID_SETUP) naming file and line, never the value
    public static Map<String, String> dotEnv(Path file) {
        Map<String, String> values = new LinkedHashMap<>();
        List<String> lines = text(file).map(text -> text.lines().toList()).orElse(List.of());
        for (int line = 0; line < lines.size(); line++) {
            String content = lines.get(line);
            if (content.isBlank() || content.stripLeading().startsWith("#")) {
                continue;
            }
            Matcher assignment = ASSIGNMENT.matcher(content);
            if (!assignment.matches()) {
                throw new OnefoldException(
                        ErrorCode.INVALID_SETUP,
                        file
                                + ":"
                                + (line + 1)
                                + " is not an assignment; expected NAME=value or a # comment");
            }
            values.put(assignment.group(1), unquoted(assignment.group(2)));
        }
        return values;
    }

    /// The scalars of a YAML file; the keys of nested mappings are joined by dots.
    ///
    /// @throws OnefoldException (INVALID_SETUP) naming file and line
    public static Map<String, String> yaml(Path file) {
        Map<String, String> values = new LinkedHashMap<>();
        text(file)
                .ifPresent(
                        text -> {
                            YamlReader.Result result =
                                    new YamlReader(Variables.NONE).read(file.toString(), text);
                            result.findings().stream()
                                    .filter(finding -> !finding.rule().equals("unset-variable"))
                                    .findFirst()
                                    .ifPresent(
                                            finding -> {
                                                throw new OnefoldException(
                                                        ErrorCode.INVALID_SETUP,
                                                        finding.toString());
                                            });
                            for (YamlDocument document : result.documents()) {
                                flatten(file, "", document.root(), values);
                            }
                        });
        return values;
    }

    private static void flatten(
            Path file, String prefix, JsonNode node, Map<String, String> values) {
        if (node.isObject()) {
            node.properties()
                    .forEach(
                            member ->
                                    flatten(
                                            file,
                                            prefix.isEmpty()
                                                    ? member.getKey()
                                                    : prefix + "." + member.getKey(),
                                            member.getValue(),
                                            values));
        } else if (node.isArray() || prefix.isEmpty()) {
            throw new OnefoldException(
                    ErrorCode.INVALID_SETUP,
                    file
                            + ": '"
                            + prefix
                            + "' is a list; settings are single values below keys, for example onefold.port: 8000");
        } else if (!node.isNull()) {
            values.put(prefix, node.asString());
        }
    }

    private static String unquoted(String value) {
        char first = value.isEmpty() ? ' ' : value.charAt(0);
        if (value.length() >= 2
                && (first == '"' || first == '\'')
                && value.charAt(value.length() - 1) == first) {
            return value.substring(1, value.length() - 1);
        }
        int comment = value.indexOf(" #");
        return comment < 0 ? value : value.substring(0, comment).stripTrailing();
    }

    private static Optional<String> text(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new OnefoldException(
                    ErrorCode.INVALID_SETUP,
                    file + " cannot be read; expected UTF-8 text that this user may read",
                    e);
        }
    }
}
