package io.onefold.catalog.internal.convert;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Which label a variable of a join condition means. The field abbreviates a label by its first
/// letter (`a` for Account), by the first letters of its words (`pm` for PaymentMethod), by the
/// label itself (`tag`) or by its last word (`link` for TicketTagLink).
final class LabelVariables {

    private static final Pattern WORDS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|_");

    private LabelVariables() {}

    /// Gives each variable a label of its own.
    ///
    /// @param variables the variables of the condition
    /// @param labels the labels it can speak of, the two ends first
    /// @return variable to label; empty if there is no way or more than one
    static Optional<Map<String, String>> assign(Set<String> variables, List<String> labels) {
        List<Map<String, String>> ways = new ArrayList<>();
        assign(List.copyOf(variables), labels, new HashMap<>(), ways);
        int best = ways.stream().mapToInt(LabelVariables::weight).min().orElse(0);
        List<Map<String, String>> closest =
                ways.stream().filter(way -> weight(way) == best).toList();
        return closest.size() == 1 ? Optional.of(closest.getFirst()) : Optional.empty();
    }

    private static void assign(
            List<String> variables,
            List<String> labels,
            Map<String, String> so,
            List<Map<String, String>> ways) {
        if (so.size() == variables.size()) {
            ways.add(Map.copyOf(so));
            return;
        }
        String variable = variables.get(so.size());
        for (String label : new HashSet<>(labels)) {
            if (!so.containsValue(label) && rank(variable, label) < Integer.MAX_VALUE) {
                so.put(variable, label);
                assign(variables, labels, so, ways);
                so.remove(variable);
            }
        }
    }

    private static int weight(Map<String, String> way) {
        return way.entrySet().stream()
                .mapToInt(entry -> rank(entry.getKey(), entry.getValue()))
                .sum();
    }

    /// How near a variable is to a label, nearest first.
    private static int rank(String variable, String label) {
        String name = variable.toLowerCase(Locale.ROOT);
        List<String> words =
                WORDS.splitAsStream(label).map(word -> word.toLowerCase(Locale.ROOT)).toList();
        StringBuilder initials = new StringBuilder();
        words.forEach(word -> initials.append(word, 0, Math.min(1, word.length())));
        if (name.equals(label.toLowerCase(Locale.ROOT)) || name.equals(initials.toString())) {
            return 0;
        }
        if (name.equals(words.getLast())) {
            return 1;
        }
        return name.length() == 1 && label.toLowerCase(Locale.ROOT).startsWith(name)
                ? 2
                : Integer.MAX_VALUE;
    }
}
