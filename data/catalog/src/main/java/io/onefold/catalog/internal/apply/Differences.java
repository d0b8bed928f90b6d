package io.onefold.catalog.internal.apply;

import io.onefold.catalog.Change.Difference;
import io.onefold.catalog.internal.yaml.Pointers;
import io.onefold.catalog.json.Json;
import io.onefold.catalog.json.Nodes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What differs between two JSON trees, leaf by leaf. Elements of lists that have a name are
/// compared by it, so that one more table at the top does not make every table below it differ.
final class Differences {

    private static final List<String> NAMES = List.of("name", "label", "type", "property");

    private final List<Difference> found = new ArrayList<>();

    private Differences() {}

    static List<Difference> between(JsonNode before, JsonNode after) {
        Differences differences = new Differences();
        differences.compare("", before, after);
        return differences.found;
    }

    private void compare(String path, JsonNode before, JsonNode after) {
        if (before.isObject() && after.isObject()) {
            Set<String> keys = new LinkedHashSet<>(before.propertyNames());
            keys.addAll(after.propertyNames());
            keys.forEach(
                    key ->
                            compare(
                                    path.isEmpty() ? key : path + "." + key,
                                    before.path(key),
                                    after.path(key)));
        } else if (before.isArray() && after.isArray()) {
            lists(path, before, after);
        } else if (!Json.canonical(missing(before)).equals(Json.canonical(missing(after)))
                || before.isMissingNode() != after.isMissingNode()) {
            found.add(
                    new Difference(
                            path.isEmpty() ? Pointers.shown("") : path,
                            shown(before),
                            shown(after)));
        }
    }

    private void lists(String path, JsonNode before, JsonNode after) {
        String named =
                NAMES.stream()
                        .filter(name -> isNamed(before, name) && isNamed(after, name))
                        .findFirst()
                        .orElse("");
        if (named.isEmpty()) {
            for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
                compare(path + "[" + i + "]", before.path(i), after.path(i));
            }
            return;
        }
        Set<String> names = new LinkedHashSet<>();
        before.forEach(element -> names.add(Nodes.text(element, named, "")));
        after.forEach(element -> names.add(Nodes.text(element, named, "")));
        names.forEach(
                name ->
                        compare(
                                path + "[" + name + "]",
                                element(before, named, name),
                                element(after, named, name)));
    }

    /// Whether every element is told from the others by a member.
    private static boolean isNamed(JsonNode list, String member) {
        Set<String> names = new LinkedHashSet<>();
        return list.valueStream()
                .allMatch(
                        element -> {
                            String name = Nodes.text(element, member);
                            return name != null && names.add(name);
                        });
    }

    private static JsonNode element(JsonNode list, String member, String name) {
        return list.valueStream()
                .filter(element -> name.equals(Nodes.text(element, member)))
                .findFirst()
                .orElse(Json.MAPPER.missingNode());
    }

    private static JsonNode missing(JsonNode node) {
        return node.isMissingNode() ? Json.nothing() : node;
    }

    private static String shown(JsonNode node) {
        return node.isMissingNode() ? "" : Json.MAPPER.writeValueAsString(node);
    }
}
