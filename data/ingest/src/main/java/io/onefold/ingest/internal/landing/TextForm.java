package io.onefold.ingest.internal.landing;

/// How a value is spelt in a landing file, beyond the plain text of its type.
public enum TextForm {
    /// The text that a cast to the column's type reads.
    PLAIN,
    /// Bytes as hexadecimal digits.
    HEX,
    /// A list as a JSON array of texts.
    JSON_LIST,
    /// A number that may have more digits after the point than the column's type.
    UNBOUNDED_NUMBER
}
