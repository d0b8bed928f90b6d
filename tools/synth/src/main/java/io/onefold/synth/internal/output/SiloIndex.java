package io.onefold.synth.internal.output;

import java.util.ArrayList;
import java.util.List;

/// `silos.yaml`: which databases a loader makes of the folder, and from which files. It is written
/// last, so a folder that has one is complete.
public final class SiloIndex {

    /// The index's file name.
    public static final String FILE = "silos.yaml";

    private final List<String> entries = new ArrayList<>();

    /// Adds a silo that one SQL file fills.
    public void sql(String silo, String part, String schemaFile, String dataFile) {
        entries.add(
                "  - {name: "
                        + silo
                        + ", part: "
                        + part
                        + ", schema: "
                        + schemaFile
                        + ", data: ["
                        + dataFile
                        + "]}\n");
    }

    /// Adds a silo that a CSV file per table fills; tables in an order in which references hold.
    public void csv(String silo, String part, String schemaFile, List<Table> tables) {
        StringBuilder entry =
                new StringBuilder(
                        "  - name: "
                                + silo
                                + "\n    part: "
                                + part
                                + "\n    schema: "
                                + schemaFile
                                + "\n    data:\n");
        for (Table table : tables) {
            entry.append("      ")
                    .append(table.name())
                    .append(": ")
                    .append(table.csvFile())
                    .append('\n');
        }
        entries.add(entry.toString());
    }

    public void write(Folder folder) {
        folder.append(
                FILE, "# What a loader makes of this folder: one database per silo.\nsilos:\n");
        entries.forEach(entry -> folder.append(FILE, entry));
        folder.finish(FILE);
    }
}
