package io.onefold.cli.internal.read;

import io.onefold.cli.internal.command.OutputOptions;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.lake.ReadLimits;
import io.onefold.lake.RowStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Prints the rows of a query while they come.
final class Rows {

    private Rows() {}

    static ReadLimits limits(long rows, Duration timeout) {
        return new ReadLimits(rows, timeout);
    }

    static void print(RowStream rows, OutputOptions output, Terminal terminal) {
        List<String> names = rows.columns().stream().map(RowStream.ResultColumn::name).toList();
        output.print(
                terminal,
                distinct(names),
                printer -> {
                    while (rows.next()) {
                        printer.row(rows.row().stream().map(Rows::printable).toList());
                    }
                });
        if (rows.truncated()) {
            terminal.say("there are more rows; --limit N shows more of them");
        }
    }

    private static @Nullable Object printable(@Nullable Object value) {
        return value instanceof byte[] bytes ? "0x" + HexFormat.of().formatHex(bytes) : value;
    }

    /// JSON and YAML need names that differ.
    private static List<String> distinct(List<String> names) {
        Set<String> seen = new HashSet<>();
        List<String> distinct = new ArrayList<>();
        for (String name : names) {
            String candidate = name;
            for (int number = 2; !seen.add(candidate); number++) {
                candidate = name + "_" + number;
            }
            distinct.add(candidate);
        }
        return distinct;
    }
}
