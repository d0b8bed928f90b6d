package io.onefold.catalog;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How a Neo4j server is reached. Its text never shows the password.
///
/// @param uri for example `bolt://127.0.0.1:7687`
/// @param user account; null: the server asks for none
/// @param password the account's password; null: the server asks for none
/// @param database the database's name; null: the server's home database
public record BoltAddress(
        String uri, @Nullable String user, @Nullable String password, @Nullable String database) {

    public BoltAddress {
        Objects.requireNonNull(uri);
    }

    @Override
    public String toString() {
        return uri + (user == null ? "" : " as " + user);
    }
}
