package io.onefold.embedded.internal.silo;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/// One database of a server, while it is made of files. Nobody else makes it meanwhile.
interface SiloServer extends AutoCloseable {

    /// Whether the database is there.
    boolean exists() throws SQLException;

    /// What Onefold noted at the database; empty if it did not make it.
    Optional<String> mark() throws SQLException;

    /// Notes something at the database.
    void mark(String text) throws SQLException;

    /// Drops the database if it is there, with whoever is connected, and makes it empty.
    void recreate() throws SQLException;

    /// Runs a file of SQL.
    ///
    /// @return rows that its statements say they wrote
    long run(Path script) throws SQLException, IOException;

    /// Loads a file of rows.
    ///
    /// @return rows written
    long load(Silo.TableFile file) throws SQLException, IOException;

    /// Brings the server's statistics up to date.
    void analyze() throws SQLException;

    @Override
    void close() throws SQLException;
}
