package io.onefold.catalog;

/// Where Onefold's own parts listen; the embedded parts answer it, or a fixed address does.
public interface PartAddresses {

    /// No part is at hand: every silo must be configured.
    PartAddresses NONE = new PartAddresses() {};

    /// A database of a part.
    ///
    /// @param part `postgres` or `mariadb`
    /// @param database the database's name
    /// @throws io.onefold.model.OnefoldException (UNAVAILABLE) when the part does not run
    default JdbcAddress database(String part, String database) {
        throw PartMissing.of(part);
    }

    /// The graph server.
    ///
    /// @throws io.onefold.model.OnefoldException (UNAVAILABLE) when it does not run
    default BoltAddress graph() {
        throw PartMissing.of("neo4j");
    }
}
