package io.onefold.catalog.internal.yaml;

import java.util.Optional;

/// Where the value of `${NAME}` in a manifest comes from.
@FunctionalInterface
public interface Variables {

    /// No name has a value.
    Variables NONE = name -> Optional.empty();

    Optional<String> value(String name);
}
