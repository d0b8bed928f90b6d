package io.onefold.embedded.internal.silo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// One database to be made of files.
///
/// @param name the database's name
/// @param part where it is made, `postgres` or `mariadb`
/// @param schema the SQL file that makes its tables
/// @param scripts SQL files with rows, in order
/// @param tables files of rows, in order
public record Silo(
        String name, String part, Path schema, List<Path> scripts, List<TableFile> tables) {

    /// The rows of a table, as CSV: a header line, an empty field for null, `"` around and doubled
    /// inside texts. A name that ends in `.gz` is unpacked while it is read.
    ///
    /// @param table the table's name, with or without its schema
    /// @param file the file
    /// @param delimiter what stands between fields
    public record TableFile(String table, Path file, char delimiter) {
        public TableFile {
            Objects.requireNonNull(table);
            Objects.requireNonNull(file);
        }
    }

    public Silo {
        Objects.requireNonNull(name);
        Objects.requireNonNull(part);
        Objects.requireNonNull(schema);
        scripts = List.copyOf(scripts);
        tables = List.copyOf(tables);
    }

    /// All files, in the order in which they are loaded.
    List<Path> files() {
        List<Path> files = new ArrayList<>();
        files.add(schema);
        files.addAll(scripts);
        tables.forEach(table -> files.add(table.file()));
        return files;
    }
}
