package io.onefold.lake.internal.duck;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;

/// A reader of the engine's type spelling.
final class TypeText {

    private final String text;
    private int at;

    TypeText(String text) {
        this.text = text;
    }

    EngineType read() {
        EngineType type = single();
        while (at < text.length() && text.charAt(at) == '[') {
            at = text.indexOf(']', at) + 1;
            type = EngineType.listOf(type);
        }
        return type;
    }

    private EngineType single() {
        int start = at;
        while (at < text.length() && "([,)".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String name = text.substring(start, at).strip().toUpperCase(Locale.ROOT);
        if (at == text.length() || text.charAt(at) != '(') {
            return EngineType.plain(name);
        }
        return switch (name) {
            case "DECIMAL" -> decimal();
            case "STRUCT" -> struct();
            default -> {
                skipParameters();
                yield EngineType.plain(name);
            }
        };
    }

    private EngineType decimal() {
        int end = text.indexOf(')', at);
        String[] digits = text.substring(at + 1, end).split(",");
        at = end + 1;
        return EngineType.decimal(
                Integer.parseInt(digits[0].strip()), Integer.parseInt(digits[1].strip()));
    }

    private EngineType struct() {
        SequencedMap<String, EngineType> fields = new LinkedHashMap<>();
        while (text.charAt(at) != ')') {
            at++;
            skipSpaces();
            String field = text.charAt(at) == '"' ? quoted('"') : word();
            skipSpaces();
            fields.put(field, read());
        }
        at++;
        return EngineType.struct(fields);
    }

    private void skipSpaces() {
        while (text.charAt(at) == ' ') {
            at++;
        }
    }

    private String word() {
        int end = text.indexOf(' ', at);
        String word = text.substring(at, end);
        at = end;
        return word;
    }

    private String quoted(char quote) {
        StringBuilder out = new StringBuilder();
        for (at++; ; at++) {
            if (text.charAt(at) != quote) {
                out.append(text.charAt(at));
            } else if (at + 1 < text.length() && text.charAt(at + 1) == quote) {
                out.append(quote);
                at++;
            } else {
                at++;
                return out.toString();
            }
        }
    }

    private void skipParameters() {
        int depth = 0;
        do {
            char c = text.charAt(at);
            if (c == '\'' || c == '"') {
                quoted(c);
                continue;
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            at++;
        } while (depth > 0);
    }
}
