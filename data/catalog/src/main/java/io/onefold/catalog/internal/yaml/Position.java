package io.onefold.catalog.internal.yaml;

/// A place in a text file.
///
/// @param line 1-based
/// @param column 1-based, in code points
public record Position(int line, int column) {

    /// The first character.
    public static final Position START = new Position(1, 1);
}
