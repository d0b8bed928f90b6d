package io.onefold.verify.graph;

import io.onefold.embedded.SiloLoader;
import io.onefold.model.run.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A fourth silo that nobody foresaw: measurements of accounts, of which some are no numbers. It
/// joins the graph by manifests alone.
record Laboratory(Customer360 installation, int poisoned) {

    private static final String SOURCE =
            """
            name: lab-db
            version: v1
            type: source
            source:
              kind: postgres
              connection: {part: postgres, database: lab_db}
              zone: UTC
              tables:
                - {name: measurements, key: [measurement_id], deletes: detect, exclude: {raw_signal: secret}}
            """;

    Laboratory {
        Path folder = installation.folder.resolve("lab-" + poisoned);
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve("lab_db_schema.sql"),
                    "create table measurements (measurement_id int primary key, account_id uuid, score double precision, raw_signal text);\n");
            StringBuilder rows = new StringBuilder();
            String account =
                    installation
                            .silo("profiles_db")
                            .rows("select min(account_id::text) from accounts")
                            .getFirst();
            for (int i = 1; i <= 25; i++) {
                rows.append("insert into measurements values (")
                        .append(i)
                        .append(", '")
                        .append(account)
                        .append("', ")
                        .append(i <= poisoned ? "'NaN'" : i + ".5")
                        .append(", 'canary-")
                        .append(i)
                        .append("');\n");
            }
            Files.writeString(folder.resolve("lab_db_sample_data.sql"), rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        SiloLoader.load(folder, installation.lease, Progress.SILENT);
    }

    /// Applies the shipped manifests with the silo, its label and its relationship added.
    void apply(int deadLettersMax) {
        installation.apply(
                text ->
                        text.replace(
                                        "  relationships:\n",
                                        "    - {dataset: lab_db.measurements, label: Measurement, key: [measurement_id]}\n"
                                                + "  relationships:\n"
                                                + "    - {type: MEASURED, from: Account(account_id), to: Measurement(account_id)}\n")
                                .replace(
                                        "    customer_label: Account\n",
                                        "    customer_label: Account\n    max_dead_letters: "
                                                + deadLettersMax
                                                + "\n")
                                .replace(
                                        "streaming-db, support-db]",
                                        "streaming-db, support-db, lab-db]"),
                SOURCE);
    }

    /// Makes the poisoned rows numbers.
    void heal() {
        installation.silo("lab_db").change("update measurements set score = 1 where score = 'NaN'");
    }

    long openDeadLetters() {
        return installation
                .control()
                .count(
                        "select count(distinct row_key) from control.graph_dead_letter where item = 'Measurement' and resolved_at is null");
    }
}
