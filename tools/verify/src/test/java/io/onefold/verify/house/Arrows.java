package io.onefold.verify.house;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which module may use which, as the fenced block `arrows` of ARCHITECTURE.md draws it: a line per
/// module, `lake → model, catalog` or `verify → all but synth`.
final class Arrows {

    private static final Pattern BLOCK = Pattern.compile("(?s)```arrows\\n(.*?)```");

    private final Map<String, Set<String>> allowed = new LinkedHashMap<>();
    private final Set<String> open = new TreeSet<>();

    private Arrows() {}

    static Arrows read(String architecture) {
        Matcher block = BLOCK.matcher(architecture);
        if (!block.find()) {
            throw new IllegalStateException("ARCHITECTURE.md has no block ```arrows");
        }
        Arrows arrows = new Arrows();
        String[] lines = block.group(1).strip().split("\n", -1);
        for (String line : lines) {
            arrows.allowed.put(from(line), new TreeSet<>());
        }
        for (String line : lines) {
            arrows.draw(from(line), line.substring(line.indexOf('→') + 1).strip());
        }
        return arrows;
    }

    /// The modules that have a line.
    Set<String> modules() {
        return allowed.keySet();
    }

    boolean allows(String from, String to) {
        return from.equals(to) || of(from).contains(to);
    }

    /// What a module may use.
    Set<String> of(String module) {
        return allowed.getOrDefault(module, Set.of());
    }

    /// Whether a module's line says `all but …`: it need not use everything that it may.
    boolean isOpen(String module) {
        return open.contains(module);
    }

    private void draw(String from, String targets) {
        Set<String> to = allowed.get(from);
        if (targets.startsWith("all but ")) {
            open.add(from);
            to.addAll(allowed.keySet());
            to.removeAll(names(targets.substring("all but ".length())));
            to.remove(from);
        } else {
            to.addAll(names(targets));
        }
        to.stream()
                .filter(name -> !allowed.containsKey(name))
                .forEach(
                        name -> {
                            throw new IllegalStateException(
                                    "the arrow " + from + " → " + name + " ends at no module");
                        });
    }

    private static Set<String> names(String list) {
        Set<String> names = new TreeSet<>(Arrays.asList(list.split("\\s*,\\s*", -1)));
        names.remove("");
        return names;
    }

    private static String from(String line) {
        int arrow = line.indexOf('→');
        if (arrow < 0) {
            throw new IllegalStateException("'" + line + "' is not an arrow: module → module, …");
        }
        return line.substring(0, arrow).strip();
    }
}
