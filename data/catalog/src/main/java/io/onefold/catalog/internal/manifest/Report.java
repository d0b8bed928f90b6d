package io.onefold.catalog.internal.manifest;

import io.onefold.catalog.internal.yaml.Pointers;
import io.onefold.catalog.internal.yaml.Position;
import io.onefold.catalog.internal.yaml.YamlDocument;
import io.onefold.model.Finding;
import io.onefold.model.Finding.Severity;
import java.util.List;
import java.util.Objects;

/// Where the checks of one document put what they find.
public final class Report {

    private final YamlDocument document;
    private final List<Finding> findings;

    public Report(YamlDocument document, List<Finding> findings) {
        this.document = Objects.requireNonNull(document);
        this.findings = Objects.requireNonNull(findings);
    }

    YamlDocument document() {
        return document;
    }

    /// Something wrong with a value.
    void error(String pointer, String message, String rule) {
        add(document.value(pointer), pointer, message, rule, Severity.ERROR);
    }

    /// Something wrong with a key.
    void errorAtKey(String pointer, String message, String rule) {
        add(document.key(pointer), pointer, message, rule, Severity.ERROR);
    }

    /// Something doubtful.
    void warning(String pointer, String message, String rule) {
        add(document.value(pointer), pointer, message, rule, Severity.WARNING);
    }

    private void add(Position at, String pointer, String message, String rule, Severity severity) {
        if (document.unread().contains(pointer)) {
            return;
        }
        findings.add(
                new Finding(
                        document.file(),
                        at.line(),
                        at.column(),
                        Pointers.shown(pointer),
                        message,
                        rule,
                        severity));
    }
}
