package io.onefold.bench.report;

import java.util.Locale;

/// The forms in which figures can be printed.
public enum Form {
    TABLE,
    JSON,
    CSV,
    YAML;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
