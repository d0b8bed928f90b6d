package io.onefold.ingest.internal.landing;

import io.onefold.model.DataType;
import java.util.Objects;

/// One column of a silo's table.
///
/// @param name its name in the silo, case kept
/// @param type its type in the lake
/// @param siloType its type in the silo's own words, for messages
/// @param form how its values are spelt in a landing file
public record SiloColumn(String name, DataType type, String siloType, TextForm form) {

    public SiloColumn {
        Objects.requireNonNull(name);
        Objects.requireNonNull(type);
        Objects.requireNonNull(siloType);
        Objects.requireNonNull(form);
    }

    /// A column of text.
    public static SiloColumn text(String name) {
        return new SiloColumn(name, DataType.Simple.STRING, "text", TextForm.PLAIN);
    }
}
