package io.onefold.lake.internal.mask;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/// A regular expression of the subset that RE2 (DuckDB) and `java.util.regex` (Spark, our Java)
/// match alike: literals, `.`, classes, `\d \w \s` and their negations, groups, alternatives, `* +
/// ? {n,m}` greedy or lazy, `^`, `$`.
///
/// Left out, because the engines differ or one lacks them: look-around, back references, `\b`,
/// possessive quantifiers, flags, nested classes, patterns that match the empty text.
public final class SafePattern {

    private static final String SPACE = "\\t\\n\\f\\r ";

    private final String source;
    private final Pattern java;

    private SafePattern(String source, Pattern java) {
        this.source = source;
        this.java = java;
    }

    /// @throws OnefoldException (INVALID_INPUT) naming the part that is outside the subset
    public static SafePattern of(String source) {
        try {
            Pattern java = Pattern.compile(new Translation(source).toJava(), Pattern.UNIX_LINES);
            boolean matchesEmpty =
                    Stream.of("", "a", "a b", "1,")
                            .anyMatch(
                                    text ->
                                            java.matcher(text)
                                                    .results()
                                                    .anyMatch(m -> m.start() == m.end()));
            if (matchesEmpty) {
                throw refused(source, "it can match the empty text");
            }
            return new SafePattern(source, java);
        } catch (PatternSyntaxException e) {
            throw refused(source, e.getDescription() + " at character " + e.getIndex());
        }
    }

    /// @throws OnefoldException (INVALID_INPUT) when a replacement names a group that is not there
    public void requireReplacement(String replacement) {
        int groups = java.matcher("").groupCount();
        for (int i = 0; i < replacement.length(); i++) {
            if (replacement.charAt(i) != '$') {
                continue;
            }
            i++;
            char next = i < replacement.length() ? replacement.charAt(i) : ' ';
            boolean group = next >= '0' && next <= '9' && next - '0' <= groups;
            if (next != '$' && !group) {
                throw new OnefoldException(
                        ErrorCode.INVALID_INPUT,
                        "replacement '"
                                + replacement
                                + "' names a group that pattern '"
                                + source
                                + "' does not have; it has "
                                + groups
                                + ", and a dollar is written $$");
            }
        }
    }

    /// The pattern as RE2 reads it.
    String engine() {
        return source;
    }

    /// A replacement as RE2 reads it.
    static String engineReplacement(String replacement) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < replacement.length(); i++) {
            char c = replacement.charAt(i);
            if (c == '\\') {
                out.append("\\\\");
            } else if (c == '$') {
                i++;
                out.append(replacement.charAt(i) == '$' ? "$" : "\\" + replacement.charAt(i));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    String replaceAll(String text, String replacement) {
        return java.matcher(text)
                .replaceAll(
                        match -> {
                            StringBuilder out = new StringBuilder();
                            for (int i = 0; i < replacement.length(); i++) {
                                char c = replacement.charAt(i);
                                if (c != '$') {
                                    out.append(c);
                                    continue;
                                }
                                i++;
                                char next = replacement.charAt(i);
                                if (next == '$') {
                                    out.append('$');
                                } else if (match.group(next - '0') != null) {
                                    out.append(match.group(next - '0'));
                                }
                            }
                            return Matcher.quoteReplacement(out.toString());
                        });
    }

    private static OnefoldException refused(String source, String why) {
        return new OnefoldException(
                ErrorCode.INVALID_INPUT,
                "pattern '"
                        + source
                        + "' cannot be used: "
                        + why
                        + "; expected literals, classes, \\d \\w \\s, groups, |, * + ? {n,m}, ^ and $");
    }

    /// Reads the source once from left to right and writes Java's spelling of the same expression.
    private static final class Translation {

        private final String source;
        private final StringBuilder out = new StringBuilder();
        private int at;

        Translation(String source) {
            this.source = source;
        }

        String toJava() {
            while (at < source.length()) {
                char c = source.charAt(at);
                switch (c) {
                    case '\\' -> escape(false);
                    case '[' -> characterClass();
                    case '(' -> group();
                    case '*', '+', '?', '{' -> quantifier();
                    case '$' -> {
                        out.append("\\z");
                        at++;
                    }
                    default -> {
                        out.append(c);
                        at++;
                    }
                }
            }
            return out.toString();
        }

        private void escape(boolean inClass) {
            char c = at + 1 < source.length() ? source.charAt(at + 1) : ' ';
            at += 2;
            switch (c) {
                case 'd', 'D', 'w', 'W', 'n', 't', 'r', 'f' -> out.append('\\').append(c);
                case 's' -> out.append(inClass ? SPACE : "[" + SPACE + "]");
                case 'S' -> {
                    requireOutside(inClass, "\\S");
                    out.append("[^" + SPACE + "]");
                }
                default -> {
                    if (Character.isLetterOrDigit(c) || c == ' ') {
                        throw refused(source, "\\" + c + " is not common to the engines");
                    }
                    out.append('\\').append(c);
                }
            }
        }

        private void requireOutside(boolean inClass, String what) {
            if (inClass) {
                throw refused(source, what + " inside a class is not common to the engines");
            }
        }

        private void characterClass() {
            out.append('[');
            at++;
            if (at < source.length() && source.charAt(at) == '^') {
                out.append('^');
                at++;
            }
            boolean first = true;
            while (at < source.length() && (first || source.charAt(at) != ']')) {
                char c = source.charAt(at);
                if (c == '[' || c == '&' || (first && c == ']')) {
                    throw refused(source, "'" + c + "' inside a class must be written \\" + c);
                }
                if (c == '\\') {
                    escape(true);
                } else {
                    out.append(c);
                    at++;
                }
                first = false;
            }
            out.append(']');
            at++;
        }

        private void group() {
            if (source.startsWith("(?", at) && !source.startsWith("(?:", at)) {
                throw refused(
                        source,
                        "look-around, flags and named groups are not common to the engines");
            }
            out.append(source.startsWith("(?:", at) ? "(?:" : "(");
            at += source.startsWith("(?:", at) ? 3 : 1;
        }

        private void quantifier() {
            int end = source.charAt(at) == '{' ? source.indexOf('}', at) : at;
            String quantifier = end < 0 ? "" : source.substring(at, end + 1);
            boolean badRepetition =
                    quantifier.startsWith("{") && !quantifier.matches("\\{\\d{1,3}(,\\d{0,3})?}");
            if (badRepetition || quantifier.isEmpty()) {
                throw refused(source, "a { must be a repetition such as {2,5} or be written \\{");
            }
            out.append(quantifier);
            at = end + 1;
            if (at < source.length() && source.charAt(at) == '+') {
                throw refused(source, "possessive repetition is not common to the engines");
            }
            if (at < source.length() && source.charAt(at) == '?') {
                out.append('?');
                at++;
            }
        }
    }
}
