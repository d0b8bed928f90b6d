package io.onefold.catalog;

import java.util.Locale;

/// What a silo is made of.
public enum SourceKind {
    POSTGRES,
    /// MySQL and MariaDB.
    MYSQL,
    CSV,
    /// One JSON document a line.
    JSON,
    PARQUET;

    /// As manifests spell it, for example `postgres`.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether its tables are files below a folder.
    public boolean isFiles() {
        return this == CSV || this == JSON || this == PARQUET;
    }
}
