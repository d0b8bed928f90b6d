package io.onefold.ingest;

import io.onefold.catalog.Drift;
import io.onefold.catalog.SourceSpec;
import io.onefold.catalog.SourceTable;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Locale;
import org.postgresql.PGConnection;

/// Measures rows out of PostgreSQL into committed raw beside `COPY … TO STDOUT` into a file, in
/// turns. Run it by hand: `java -Xmx512m … PostgresThroughput [rows] [rounds]`.
final class PostgresThroughput {

    private static final String TABLE =
            """
            CREATE TABLE payments (
                payment_id bigint PRIMARY KEY, account_id uuid NOT NULL, amount numeric(18,2) NOT NULL,
                currency char(3) NOT NULL, paid_at timestamptz NOT NULL, method varchar(20), device_id text,
                ip inet, ok boolean, note text);
            INSERT INTO payments
            SELECT i, gen_random_uuid(), (random() * 100000)::numeric(18,2), 'INR',
                timestamptz '2024-01-01' + i * interval '1 second', (array['card','upi','qr'])[1 + i %% 3],
                'dev-' || (i %% 100000), ('10.' || (i %% 256) || '.' || ((i / 256) %% 256) || '.7')::inet,
                i %% 5 <> 0, CASE WHEN i %% 4 = 0 THEN NULL ELSE 'note number ' || i END
            FROM generate_series(1, %d) i;
            VACUUM ANALYZE payments""";

    private PostgresThroughput() {}

    public static void main(String[] args) throws Exception {
        int rows = args.length > 0 ? Integer.parseInt(args[0]) : 5_000_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        for (int round = 0; round <= rounds; round++) {
            try (Fixture fixture = new Fixture()) {
                for (String statement : TABLE.formatted(rows).split(";\n")) {
                    fixture.silo(statement);
                }
                fixture.silo("CHECKPOINT");
                SourceSpec source =
                        fixture.postgres(
                                Drift.FAIL, SourceTable.of("payments", List.of("payment_id")));
                double copy = copy(fixture);
                long began = System.nanoTime();
                IngestResult result = fixture.run(source);
                double ingest = seconds(began);
                began = System.nanoTime();
                IngestResult again = fixture.run(source);
                double second = seconds(began);
                System.out.printf(
                        Locale.ROOT,
                        "%s COPY %.2f s (%,.0f rows/s), ingest %.2f s (%,.0f rows/s): %.0f %%; again %.2f s, %d"
                                + " written; heap %d MB%n",
                        round == 0 ? "warm-up:" : "round " + round + ":",
                        copy,
                        rows / copy,
                        ingest,
                        result.appended() / ingest,
                        100 * copy / ingest,
                        second,
                        again.written(),
                        (Runtime.getRuntime().totalMemory() >> 20));
            }
        }
        Fixture.POSTGRES.close();
    }

    private static double copy(Fixture fixture) throws Exception {
        Path file = fixture.folder.resolve("copy.txt");
        long began = System.nanoTime();
        try (Connection connection =
                        DriverManager.getConnection(
                                Fixture.url(fixture.database), "postgres", "postgres");
                OutputStream out = Files.newOutputStream(file)) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut(
                            "COPY payments TO STDOUT",
                            new java.io.BufferedOutputStream(out, 1 << 20));
        }
        double seconds = seconds(began);
        Files.delete(file);
        return seconds;
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
