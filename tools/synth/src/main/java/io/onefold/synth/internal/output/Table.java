package io.onefold.synth.internal.output;

import java.util.List;

/// A table of a silo, as the files spell it.
///
/// @param silo the database's name, for example `profiles_db`
/// @param name the table's name
/// @param columns in the order rows are written
public record Table(String silo, String name, List<String> columns) {

    public Table {
        columns = List.copyOf(columns);
    }

    /// The file of its rows, where each table has one.
    public String csvFile() {
        return silo + "_" + name + ".csv";
    }

    String columnList() {
        return String.join(", ", columns);
    }

    /// What psql copies the rows with.
    public String copy() {
        return "\\copy "
                + name
                + " ("
                + columnList()
                + ") from '"
                + csvFile()
                + "' with (format csv, header)\n";
    }
}
