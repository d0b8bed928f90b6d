package io.onefold.catalog.internal.manifest;

import io.onefold.catalog.ReferenceKind;
import java.util.Objects;

/// Something a manifest needs to be there.
///
/// @param kind what it is
/// @param name its name
/// @param pointer where the manifest says so
public record Reference(ReferenceKind kind, String name, String pointer) {

    public Reference {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(name);
        Objects.requireNonNull(pointer);
    }
}
