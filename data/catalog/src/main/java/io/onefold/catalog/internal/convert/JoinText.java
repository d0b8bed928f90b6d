package io.onefold.catalog.internal.convert;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A join condition as the field writes it: `a.account_id = pm.account_id`, several joined by AND.
///
/// @param terms the comparisons, in order
record JoinText(List<Term> terms) {

    private static final Pattern TERM =
            Pattern.compile("\\s*(\\w+)\\.(\\w+)\\s*=\\s*(\\w+)\\.(\\w+)\\s*");
    private static final Pattern AND = Pattern.compile("(?i)\\s+and\\s+");

    /// One comparison of two columns.
    record Term(String leftVariable, String leftColumn, String rightVariable, String rightColumn) {}

    JoinText {
        terms = List.copyOf(terms);
    }

    /// Reads a condition; empty if it is anything but comparisons of columns for equality.
    static Optional<JoinText> parse(String text) {
        List<Term> terms = new ArrayList<>();
        for (String part : AND.split(text.strip())) {
            Matcher matcher = TERM.matcher(part);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            terms.add(
                    new Term(
                            matcher.group(1),
                            matcher.group(2),
                            matcher.group(3),
                            matcher.group(4)));
        }
        return Optional.of(new JoinText(terms));
    }

    Set<String> variables() {
        Set<String> variables = new LinkedHashSet<>();
        terms.forEach(
                term -> {
                    variables.add(term.leftVariable());
                    variables.add(term.rightVariable());
                });
        return variables;
    }
}
