package io.onefold.catalog;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where a silo is reached.
public sealed interface SourceConnection {

    /// A database in one of Onefold's parts, unless settings name an external one.
    ///
    /// @param part the part, for example `postgres` or `mariadb`
    /// @param database the database's name
    /// @param prefix settings `<prefix>HOST`, `PORT`, `NAME`, `USER`, `PASSWORD` win over the part
    ///   once `HOST` is set; null: never
    record Part(String part, String database, @Nullable String prefix) implements SourceConnection {
        public Part {
            Objects.requireNonNull(part);
            Objects.requireNonNull(database);
        }
    }

    /// A database server elsewhere.
    ///
    /// @param host its host name or address
    /// @param port its TCP port; null: the kind's usual one
    /// @param database the database's name
    /// @param user the account to read with
    /// @param secret where the account's password is found; null: none is sent
    record Server(
            String host,
            @Nullable Integer port,
            String database,
            @Nullable String user,
            @Nullable SecretRef secret)
            implements SourceConnection {
        public Server {
            Objects.requireNonNull(host);
            Objects.requireNonNull(database);
        }
    }

    /// Files below a folder.
    ///
    /// @param root the folder, relative to the working folder unless absolute
    record Files(String root) implements SourceConnection {
        public Files {
            Objects.requireNonNull(root);
        }
    }
}
