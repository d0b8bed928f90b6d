package io.onefold.ingest.internal.landing;

import io.onefold.model.DataType;
import java.util.Objects;

/// One column of a silo's table.
///
/// @param name its name in the silo, case kept
/// @param type its type in the lake
/// @param siloType its type in the silo's own words, for messages
/// @param form how its values are spelt in a landing file
/// @param hashedAs what of a value goes into its row's hash, where type and form do not tell it;
///   else empty
public record SiloColumn(
        String name, DataType type, String siloType, TextForm form, String hashedAs) {

    public SiloColumn {
        Objects.requireNonNull(name);
        Objects.requireNonNull(type);
        Objects.requireNonNull(siloType);
        Objects.requireNonNull(form);
        Objects.requireNonNull(hashedAs);
    }

    /// A column whose hash is made of its text.
    public SiloColumn(String name, DataType type, String siloType, TextForm form) {
        this(name, type, siloType, form, "");
    }

    /// A column of text.
    public static SiloColumn text(String name) {
        return new SiloColumn(name, DataType.Simple.STRING, "text", TextForm.PLAIN);
    }
}
