package io.onefold.graph.internal.script;

import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/// Splits a script into its statements as `cypher-shell` does: a semicolon ends a statement unless
/// it stands in quotes, back-quotes or a comment.
public final class ScriptReader {

    private static final int END = -1;

    private final Reader in;
    private int next;

    /// @param in is read forward only, and not closed
    public ScriptReader(Reader in) throws IOException {
        this.in = in;
        this.next = in.read();
    }

    /// The next statement without its semicolon and without comments; empty at the end.
    public Optional<String> statement() throws IOException {
        StringBuilder text = new StringBuilder();
        while (next != END) {
            char c = take();
            switch (c) {
                case ';' -> {
                    if (!text.toString().isBlank()) {
                        return Optional.of(text.toString().strip());
                    }
                    text.setLength(0);
                }
                case '\'', '"', '`' -> quoted(c, text);
                case '/' -> slash(text);
                default -> text.append(c);
            }
        }
        return text.toString().isBlank() ? Optional.empty() : Optional.of(text.toString().strip());
    }

    private void quoted(char quote, StringBuilder text) throws IOException {
        text.append(quote);
        while (next != END) {
            char c = take();
            text.append(c);
            if (c == '\\' && quote != '`' && next != END) {
                text.append(take());
            } else if (c == quote) {
                return;
            }
        }
    }

    private void slash(StringBuilder text) throws IOException {
        if (next == '/') {
            while (next != END && next != '\n') {
                take();
            }
        } else if (next == '*') {
            take();
            char before = ' ';
            while (next != END && !(before == '*' && next == '/')) {
                before = take();
            }
            if (next != END) {
                take();
            }
            text.append(' ');
        } else {
            text.append('/');
        }
    }

    private char take() throws IOException {
        char taken = (char) next;
        next = in.read();
        return taken;
    }
}
