package io.onefold.cli.internal.print;

import java.util.Locale;

/// The forms in which a result can be printed.
public enum Format {
    TABLE,
    JSON,
    CSV,
    YAML;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
