package io.onefold.catalog;

import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// How a database is reached over JDBC. Its text never shows the password.
///
/// @param url JDBC URL, without account or password
/// @param user account; null: none is sent
/// @param password the account's password; null: none is sent
public record JdbcAddress(String url, @Nullable String user, @Nullable String password) {

    public JdbcAddress {
        Objects.requireNonNull(url);
    }

    /// As drivers take it: `user` and `password`, where they are given.
    public Properties properties() {
        Properties properties = new Properties();
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        return properties;
    }

    @Override
    public String toString() {
        return url + (user == null ? "" : " as " + user);
    }
}
