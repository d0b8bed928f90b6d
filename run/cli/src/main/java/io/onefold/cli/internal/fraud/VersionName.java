package io.onefold.cli.internal.fraud;

import io.onefold.fraud.port.Book;
import io.onefold.fraud.port.BookVersion;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A version as people name it: `CC01@2`, or `CC01` for the newest.
///
/// @param version null: the newest
record VersionName(String id, @Nullable Integer version) {

    static VersionName parse(String text) {
        int at = text.indexOf('@');
        if (at < 0) {
            return new VersionName(text, null);
        }
        try {
            return new VersionName(text.substring(0, at), Integer.valueOf(text.substring(at + 1)));
        } catch (NumberFormatException e) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "'"
                            + text
                            + "' names no version; expected an id and a number, for example CC01@2",
                    e);
        }
    }

    /// @throws OnefoldException (NOT_FOUND) when the book has no such version
    BookVersion in(Book book) {
        List<BookVersion> versions = book.versions(id);
        return versions.stream()
                .filter(one -> version == null || one.version() == version)
                .reduce((older, newer) -> newer)
                .orElseThrow(
                        () ->
                                new OnefoldException(
                                        ErrorCode.NOT_FOUND,
                                        "there is no "
                                                + (version == null ? id : id + "@" + version)
                                                + (versions.isEmpty()
                                                        ? "; the command list names all"
                                                        : "; its newest is "
                                                                + versions.getLast().title())));
    }
}
