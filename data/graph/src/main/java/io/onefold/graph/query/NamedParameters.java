package io.onefold.graph.query;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.UnaryOperator;

/// Finds `$name` in SQL or Cypher, outside quotes and comments. The engine's driver knows numbered
/// parameters only, so SQL is rewritten to those.
final class NamedParameters {

    private final String text;
    private final StringBuilder out = new StringBuilder();
    private final SequencedSet<String> names = new LinkedHashSet<>();
    private int at;

    private NamedParameters(String text) {
        this.text = text;
    }

    /// SQL with numbered parameters.
    ///
    /// @param sql the rewritten text
    /// @param names the name of each number, from 1
    record Numbered(String sql, List<String> names) {}

    /// The names in the order in which they first occur.
    ///
    /// @throws OnefoldException (INVALID_INPUT) for a `$` that begins no name
    static List<String> in(String text, String lineComment) {
        return new NamedParameters(text).scan(lineComment, name -> "$" + name).names();
    }

    /// SQL in which each parameter is a column of as long a name, so that every place stays where
    /// it is.
    static String asColumns(String sql) {
        return new NamedParameters(sql).scan("--", name -> "_" + name).sql();
    }

    /// Rewrites `$name` to `cast($1 as TYPE)`.
    ///
    /// @param type parameter name → its SQL type
    static Numbered number(String sql, UnaryOperator<String> type) {
        NamedParameters scanner = new NamedParameters(sql);
        return scanner.scan(
                "--",
                name ->
                        "cast($"
                                + (List.copyOf(scanner.names).indexOf(name) + 1)
                                + " as "
                                + type.apply(name)
                                + ")");
    }

    private Numbered scan(String lineComment, UnaryOperator<String> written) {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\'' || c == '"' || c == '`') {
                copyTo(afterQuoted(c));
            } else if (text.startsWith(lineComment, at)) {
                copyTo(after("\n", at));
            } else if (text.startsWith("/*", at)) {
                copyTo(after("*/", at + 2));
            } else if (c == '$') {
                parameter(written);
            } else {
                copyTo(at + 1);
            }
        }
        return new Numbered(out.toString(), new ArrayList<>(names));
    }

    private void parameter(UnaryOperator<String> written) {
        int end = at + 1;
        while (end < text.length()
                && Character.isJavaIdentifierPart(text.charAt(end))
                && text.charAt(end) != '$') {
            end++;
        }
        if (end == at + 1) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "there is a $ that begins no parameter's name; write $name");
        }
        String name = text.substring(at + 1, end);
        names.add(name);
        out.append(written.apply(name));
        at = end;
    }

    private int afterQuoted(char quote) {
        int end = text.indexOf(quote, at + 1);
        return end < 0 ? text.length() : end + 1;
    }

    private int after(String mark, int from) {
        int end = text.indexOf(mark, from);
        return end < 0 ? text.length() : end + mark.length();
    }

    private void copyTo(int end) {
        out.append(text, at, end);
        at = end;
    }
}
