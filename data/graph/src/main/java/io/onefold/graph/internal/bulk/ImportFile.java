package io.onefold.graph.internal.bulk;

import io.onefold.graph.internal.plan.ItemName;
import io.onefold.graph.internal.plan.KeyRule;
import io.onefold.graph.internal.plan.Property;
import io.onefold.graph.internal.plan.PropertyType;
import io.onefold.lake.DuckSql;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The rows of a label or relationship type as a file for the import tool: comma-separated text
/// with a typed head.
///
/// @param name the label or type
/// @param columns its properties
/// @param file where it is written
/// @param keyed whether relationships have a `_key`
public record ImportFile(ItemName name, List<ImportColumn> columns, Path file, boolean keyed) {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /// @throws OnefoldException (UNPROCESSABLE) if a name cannot be said to the import tool
    public static ImportFile of(
            ItemName name, List<Property> properties, boolean keyed, Path folder, int number) {
        switch (name) {
            case ItemName.Label label -> require(label.label());
            case ItemName.Type type -> {
                require(type.type());
                require(type.from());
                require(type.to());
            }
        }
        List<ImportColumn> columns =
                IntStream.range(0, properties.size())
                        .mapToObj(i -> new ImportColumn(properties.get(i), "p" + i))
                        .toList();
        return new ImportFile(name, columns, folder.resolve("item_" + number + ".csv"), keyed);
    }

    private static void require(String name) {
        if (!PLAIN.matcher(name).matches()) {
            throw new OnefoldException(
                    ErrorCode.UNPROCESSABLE,
                    "label or type '"
                            + name
                            + "' cannot be said to the import tool; expected letters, digits and _; load with"
                            + " --full instead of --bulk");
        }
    }

    /// The statement that writes the file.
    ///
    /// @param rows a SELECT of `k` (and `f`, `t`) and the properties `p0`, `p1`, …
    /// @param keyPrefix what stands before `k` in the `_key` of a relationship
    public String copySql(String rows, String keyPrefix) {
        List<String> selected = new ArrayList<>();
        switch (name) {
            case ItemName.Label label ->
                    selected.add(
                            "k as "
                                    + DuckSql.name(
                                            KeyRule.PROPERTY + ":ID(" + label.label() + ")"));
            case ItemName.Type type -> {
                selected.add("f as " + DuckSql.name(":START_ID(" + type.from() + ")"));
                selected.add("t as " + DuckSql.name(":END_ID(" + type.to() + ")"));
                if (keyed) {
                    selected.add(
                            DuckSql.text(keyPrefix)
                                    + " || k as "
                                    + DuckSql.name(KeyRule.PROPERTY + ":string"));
                }
            }
        }
        columns.forEach(c -> selected.add(c.selected()));
        return "copy (select "
                + String.join(",\n  ", selected)
                + "\nfrom ("
                + rows
                + ")) to "
                + DuckSql.text(file.toString())
                + " (format csv, header, quote '\"', escape '\"', nullstr '')";
    }

    /// A condition over a row of which the file cannot say everything; empty if there is no such
    /// row.
    public Optional<String> leftOut() {
        String any =
                columns.stream()
                        .map(ImportColumn::leftOut)
                        .flatMap(Optional::stream)
                        .collect(Collectors.joining(" or "));
        return any.isEmpty() ? Optional.empty() : Optional.of(any);
    }

    /// A condition over a row with a line break in it.
    public String brokenOverLines() {
        String any =
                columns.stream()
                        .filter(c -> c.property().type() == PropertyType.STRING)
                        .map(
                                c ->
                                        c.property().list()
                                                ? "array_to_string(" + c.value() + ", '')"
                                                : c.value())
                        .map(v -> "contains(%1$s, chr(10)) or contains(%1$s, chr(13))".formatted(v))
                        .collect(Collectors.joining(" or "));
        String key = "contains(k, chr(10)) or contains(k, chr(13))";
        return any.isEmpty() ? key : key + " or " + any;
    }

    /// The argument that names the file to the import tool.
    public String argument() {
        return switch (name) {
            case ItemName.Label label -> "--nodes=" + label.label() + "=" + file;
            case ItemName.Type type -> "--relationships=" + type.type() + "=" + file;
        };
    }
}
