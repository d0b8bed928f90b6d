package io.onefold.catalog.internal.manifest;

import io.onefold.catalog.internal.yaml.Pointers;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Finds credentials that stand in a manifest, and never shows them.
final class Credentials {

    static final String RULE = "credential";

    private static final Pattern KEY =
            Pattern.compile(
                    "(?i).*(passw(or)?d|passphrase|pwd|secret|credentials?|token|api[-_]?key|access[-_]?key|private[-_]?key).*");
    private static final Pattern REFERENCE = Pattern.compile("env:[A-Za-z_][A-Za-z0-9_]*|file:.+");
    private static final Pattern TEXT =
            Pattern.compile(
                    "(?s).*(?:[A-Za-z][A-Za-z0-9+.-]*://[^/\\s:@]+:[^/\\s@]+@"
                            + "|-----BEGIN [A-Z ]*PRIVATE KEY-----|\\bAKIA[0-9A-Z]{16}\\b|\\beyJ[A-Za-z0-9_-]{10,}\\.eyJ).*");

    /// Below these, keys are names of columns.
    private static final Set<String> COLUMN_MAPS = Set.of("exclude", "tags");

    /// Below this, keys are names of facts; a number there is no credential.
    private static final String FACTS = "given";

    private Credentials() {}

    /// Reports each credential. Returns the pointers where one stands.
    static Set<String> check(Report report) {
        Set<String> found = new HashSet<>();
        walk(report.document().root(), "", report, found);
        return found;
    }

    /// Whether the value at a pointer may be a credential and is never to be shown.
    static boolean isHidden(String pointer) {
        return KEY.matcher(Pointers.last(pointer)).matches();
    }

    private static void walk(JsonNode node, String pointer, Report report, Set<String> found) {
        if (node.isObject()) {
            node.properties()
                    .forEach(
                            member ->
                                    walk(
                                            member.getValue(),
                                            Pointers.member(pointer, member.getKey()),
                                            report,
                                            found));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(node.get(i), Pointers.element(pointer, i), report, found);
            }
        } else if (isCredential(node, pointer)) {
            found.add(pointer);
            report.error(
                    pointer,
                    "a credential stands here (not shown); put it into the environment or a file, and refer to it:"
                            + " secret: env:NAME or secret: file:PATH",
                    RULE);
        }
    }

    private static boolean isCredential(JsonNode node, String pointer) {
        if (node.isNull() || node.isBoolean()) {
            return false;
        }
        String text = node.asString();
        String map = Pointers.last(Pointers.parent(pointer));
        boolean namesColumn = COLUMN_MAPS.contains(map) || (node.isNumber() && map.equals(FACTS));
        boolean bySecretKey =
                KEY.matcher(Pointers.last(pointer)).matches()
                        && !namesColumn
                        && !text.isEmpty()
                        && !REFERENCE.matcher(text).matches();
        return bySecretKey || TEXT.matcher(text).matches();
    }
}
