package io.onefold.embedded.internal.silo;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds the columns that a header means: exactly so named, else the only one so named but for the
/// case.
final class TableColumns {

    private TableColumns() {}

    static List<String> match(List<String> header, List<String> columns, Silo.TableFile file) {
        List<String> found = new ArrayList<>();
        for (String name : header) {
            found.add(
                    find(name, columns)
                            .orElseThrow(
                                    () ->
                                            new OnefoldException(
                                                    ErrorCode.INVALID_INPUT,
                                                    "the file "
                                                            + name(file.file())
                                                            + " has a column '"
                                                            + name
                                                            + "' that table "
                                                            + file.table()
                                                            + " has not; expected columns of "
                                                            + columns
                                                            + "; correct the header or the schema")));
        }
        return found;
    }

    static Optional<String> find(String name, List<String> candidates) {
        if (candidates.contains(name)) {
            return Optional.of(name);
        }
        List<String> alike = candidates.stream().filter(name::equalsIgnoreCase).toList();
        return alike.size() == 1 ? Optional.of(alike.getFirst()) : Optional.empty();
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
