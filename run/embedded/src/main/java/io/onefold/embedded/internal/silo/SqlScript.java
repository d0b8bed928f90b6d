package io.onefold.embedded.internal.silo;

import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/// Cuts a file of SQL into its statements while it is read, so that a file of any length needs the
/// memory of one statement.
///
/// It knows where a semicolon ends nothing: in texts, quoted names, comments and, for PostgreSQL,
/// dollar-quoted bodies.
final class SqlScript {

    /// What counts as a quote or a comment.
    enum Dialect {
        POSTGRES,
        MARIADB
    }

    private static final int STATEMENT_CHARS_MAX = 64 << 20;

    private final Reader in;
    private final Dialect dialect;
    private final StringBuilder statement = new StringBuilder();
    private int ahead = -2;
    private boolean meaningful;

    SqlScript(Reader in, Dialect dialect) {
        this.in = in;
        this.dialect = dialect;
    }

    /// The next statement without its semicolon; or a line that begins with a backslash, as `psql`
    /// takes it.
    Optional<String> next() throws IOException {
        statement.setLength(0);
        meaningful = false;
        for (int c = read(); c >= 0; c = read()) {
            if (c == ';') {
                if (meaningful) {
                    return Optional.of(statement.toString().strip());
                }
                statement.setLength(0);
            } else if (c == '\\' && !meaningful && dialect == Dialect.POSTGRES) {
                return Optional.of("\\" + line());
            } else {
                take(c);
            }
        }
        return meaningful ? Optional.of(statement.toString().strip()) : Optional.empty();
    }

    /// The rest of the current line; for rows that follow `COPY … FROM stdin`.
    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = read(); c >= 0 && c != '\n'; c = read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    /// Whether nothing is left.
    boolean isAtEnd() throws IOException {
        return peek() < 0;
    }

    private void take(int c) throws IOException {
        switch (c) {
            case '\'', '"', '`' -> quoted(c);
            case '-' -> dash();
            case '#' -> hash();
            case '/' -> slash();
            case '$' -> dollar();
            default -> {
                append(c);
                meaningful |= !Character.isWhitespace(c);
            }
        }
    }

    private void quoted(int quote) throws IOException {
        meaningful = true;
        boolean backslash =
                quote == '"' ? dialect == Dialect.MARIADB : quote == '\'' && backslashEscapes();
        append(quote);
        for (int c = read(); c >= 0; c = read()) {
            append(c);
            if (c == '\\' && backslash) {
                append(read());
            } else if (c == quote) {
                return; // a doubled quote opens the text again at once
            }
        }
    }

    /// PostgreSQL reads backslashes in `E'…'` only, MariaDB in every text.
    private boolean backslashEscapes() {
        if (dialect == Dialect.MARIADB) {
            return true;
        }
        int last = statement.length() - 1;
        return last >= 0
                && Character.toUpperCase(statement.charAt(last)) == 'E'
                && (last == 0 || !isWord(statement.charAt(last - 1)));
    }

    private void dash() throws IOException {
        if (peek() == '-') {
            line();
            append('\n');
        } else {
            append('-');
            meaningful = true;
        }
    }

    private void hash() throws IOException {
        if (dialect == Dialect.MARIADB) {
            line();
            append('\n');
        } else {
            append('#');
            meaningful = true;
        }
    }

    private void slash() throws IOException {
        if (peek() != '*') {
            append('/');
            meaningful = true;
            return;
        }
        read();
        boolean kept =
                dialect == Dialect.MARIADB && (peek() == '!' || peek() == 'M'); // runs as SQL
        if (kept) {
            append('/');
            append('*');
            meaningful = true;
        }
        int depth = 1;
        int before = ' ';
        for (int c = read(); c >= 0; c = read()) {
            if (kept) {
                append(c);
            }
            if (before == '*' && c == '/') {
                depth--;
                c = ' ';
            } else if (before == '/' && c == '*' && dialect == Dialect.POSTGRES) {
                depth++;
                c = ' ';
            }
            if (depth == 0) {
                append(' ');
                return;
            }
            before = c;
        }
    }

    private void dollar() throws IOException {
        append('$');
        meaningful = true;
        if (dialect != Dialect.POSTGRES || startsInsideWord()) {
            return;
        }
        StringBuilder tag = new StringBuilder("$");
        while (isWord(peek()) && !(tag.length() == 1 && Character.isDigit(peek()))) {
            int c = read();
            tag.append((char) c);
            append(c);
        }
        if (peek() != '$') {
            return;
        }
        append(read());
        tag.append('$');
        int bodyStart = statement.length();
        while (peek() >= 0) {
            append(read());
            if (statement.length() - bodyStart >= tag.length() && endsWith(tag)) {
                return;
            }
        }
    }

    private boolean startsInsideWord() {
        int before = statement.length() - 2;
        return before >= 0 && isWord(statement.charAt(before));
    }

    private boolean endsWith(CharSequence tail) {
        int start = statement.length() - tail.length();
        for (int i = 0; i < tail.length(); i++) {
            if (statement.charAt(start + i) != tail.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWord(int c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }

    private void append(int c) throws IOException {
        if (c < 0) {
            return;
        }
        if (statement.length() >= STATEMENT_CHARS_MAX) {
            throw new IOException(
                    "a statement is longer than "
                            + STATEMENT_CHARS_MAX
                            + " characters; expected several shorter ones, or rows as CSV");
        }
        statement.append((char) c);
    }

    private int read() throws IOException {
        if (ahead != -2) {
            int c = ahead;
            ahead = -2;
            return c;
        }
        return in.read();
    }

    private int peek() throws IOException {
        if (ahead == -2) {
            ahead = in.read();
        }
        return ahead;
    }
}
