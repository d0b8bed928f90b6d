package io.onefold.catalog.internal.manifest;

import io.onefold.model.contract.ContractColumn;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The names that an SQL expression mentions, in lower case: every word that is not called as a
/// function and every quoted name, outside of texts. More than the columns it reads, never fewer.
public final class SqlNames {

    private static final Pattern TOKEN =
            Pattern.compile(
                    "'(?:[^']|'')*'|\"((?:[^\"]|\"\")*)\"|([\\p{L}_][\\p{L}\\p{N}_$]*+)(?!\\s*\\()");

    private SqlNames() {}

    public static Set<String> mentioned(String sql) {
        Set<String> names = new HashSet<>();
        Matcher matcher = TOKEN.matcher(sql);
        while (matcher.find()) {
            String quoted = matcher.group(1);
            String word = matcher.group(2);
            if (quoted != null) {
                names.add(quoted.replace("\"\"", "\"").toLowerCase(Locale.ROOT));
            } else if (word != null) {
                names.add(word.toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    /// The raw columns that a trusted column may be made of, in lower case.
    public static Set<String> origins(ContractColumn column) {
        Set<String> names = new HashSet<>();
        names.add(column.source().toLowerCase(Locale.ROOT));
        String expression = column.expression();
        if (expression != null) {
            names.addAll(mentioned(expression));
        }
        column.normalise().forEach(step -> names.addAll(mentioned(step.sql())));
        return names;
    }
}
