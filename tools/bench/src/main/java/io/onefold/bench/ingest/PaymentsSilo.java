package io.onefold.bench.ingest;

import io.onefold.bench.parts.ScratchPostgres;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/// A database with one large table of payments, and the peer's way out of it.
final class PaymentsSilo {

    static final String TABLE = "payments";
    static final String PEER = "COPY TO STDOUT";

    private static final int BUFFER_BYTES = 1 << 20;

    private final ScratchPostgres server;
    private final String database;

    private PaymentsSilo(ScratchPostgres server, String database) {
        this.server = server;
        this.database = database;
    }

    static PaymentsSilo fill(ScratchPostgres server, long rows) throws SQLException {
        String database = server.newDatabase("silo");
        server.execute(database, statements().replace("{rows}", Long.toString(rows)).split(";\n"));
        return new PaymentsSilo(server, database);
    }

    String database() {
        return database;
    }

    /// Copies the table into a file, which is removed again.
    ///
    /// @return seconds until the file was closed
    double copy(Path file) throws SQLException, IOException {
        long began = System.nanoTime();
        try (Connection connection = server.connect(database);
                OutputStream out =
                        new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES)) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY " + TABLE + " TO STDOUT", out);
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        Files.delete(file);
        return seconds;
    }

    private static String statements() {
        try (InputStream in = PaymentsSilo.class.getResourceAsStream("payments.sql")) {
            if (in == null) {
                throw new IllegalStateException("the build left out payments.sql");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
