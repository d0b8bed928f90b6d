package io.onefold.model;

import java.util.Objects;

/// Something a check found in a file: where, what, and by which rule. All findings are reported at
/// once.
///
/// @param file the file as the user named it
/// @param line 1-based, 0 if unknown
/// @param column 1-based, 0 if unknown
/// @param path the path inside the document, for example `source.tables[2].key`
/// @param message value found, what is allowed, nearest valid spelling
/// @param rule the rule's stable name, for example `unknown-key`
/// @param severity whether it stops an apply
public record Finding(
        String file,
        int line,
        int column,
        String path,
        String message,
        String rule,
        Severity severity) {

    /// Whether a finding stops an apply.
    public enum Severity {
        ERROR,
        WARNING
    }

    public Finding {
        Objects.requireNonNull(file);
        Objects.requireNonNull(path);
        Objects.requireNonNull(message);
        Objects.requireNonNull(rule);
        Objects.requireNonNull(severity);
    }

    /// `file:line:column path message [rule]`
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + "  " + path + "  " + message + "  [" + rule + "]";
    }
}
