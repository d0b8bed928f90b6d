package io.onefold.embedded;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.util.Arrays;
import java.util.Locale;

/// A server that Onefold needs and can start by itself.
public enum Part {
    /// The control database, and the silos of kind `postgres`.
    POSTGRES,
    /// The silos of kind `mysql`.
    MARIADB,
    /// The graph; a process of its own, because its licence is not ours.
    NEO4J;

    /// As in manifests, settings and folder names, for example `postgres`.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws OnefoldException (INVALID_INPUT) listing the parts
    public static Part parse(String text) {
        return Arrays.stream(values())
                .filter(part -> part.wireName().equals(text))
                .findFirst()
                .orElseThrow(
                        () ->
                                new OnefoldException(
                                        ErrorCode.INVALID_INPUT,
                                        "'"
                                                + text
                                                + "' is not a part; expected one of "
                                                + Arrays.stream(values())
                                                        .map(Part::wireName)
                                                        .toList()));
    }
}
