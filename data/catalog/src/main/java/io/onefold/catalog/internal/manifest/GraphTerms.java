package io.onefold.catalog.internal.manifest;

import io.onefold.model.DatasetName;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The short forms in which a graph manifest names columns: `Label(columns)`,
/// `Label@source.table(columns)`, `source.table(columns)`.
final class GraphTerms {

    private static final Pattern END =
            Pattern.compile("([A-Za-z][A-Za-z0-9_]*)(?:@([^()]+))?\\(([^()]+)\\)");
    private static final Pattern ROWS = Pattern.compile("([^()]+)\\(([^()]+)\\)");

    private GraphTerms() {}

    /// One side of a relationship as written.
    ///
    /// @param label the label
    /// @param dataset the dataset that feeds it; null: not said
    /// @param columns the columns compared
    record WrittenEnd(String label, @Nullable DatasetName dataset, List<String> columns) {}

    /// Columns of a dataset's rows.
    record Rows(DatasetName dataset, List<String> columns) {}

    static WrittenEnd end(String text) {
        Matcher matcher = END.matcher(text);
        require(matcher.matches(), text);
        String dataset = matcher.group(2);
        return new WrittenEnd(
                Objects.requireNonNull(matcher.group(1)),
                dataset == null ? null : DatasetName.parse(dataset),
                columns(Objects.requireNonNull(matcher.group(3))));
    }

    static Rows rows(String text) {
        Matcher matcher = ROWS.matcher(text);
        require(matcher.matches(), text);
        return new Rows(
                DatasetName.parse(Objects.requireNonNull(matcher.group(1))),
                columns(Objects.requireNonNull(matcher.group(2))));
    }

    /// The name of a node mapping in the control rows.
    static String mapping(String label, DatasetName dataset) {
        return label + "@" + dataset;
    }

    private static List<String> columns(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }

    private static void require(boolean matches, String text) {
        if (!matches) {
            throw new IllegalStateException("the schema let '" + text + "' through");
        }
    }
}
