package io.onefold.fraud.port;

import java.util.List;

/// The versions in force together, from one change of the book to the next.
///
/// @param number rises by every change
/// @param versions those in mode shadow and active, by id
public record Edition(long number, List<BookVersion> versions) {

    public Edition {
        versions = List.copyOf(versions);
    }
}
