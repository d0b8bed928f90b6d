package io.onefold.cli.internal.graph;

import io.onefold.cli.internal.command.OutputOptions;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.graph.GraphResult;
import io.onefold.graph.ItemResult;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Prints what a load or a replay did, a row for each of its items.
final class GraphItems {

    private static final List<String> COLUMNS =
            List.of(
                    "item",
                    "status",
                    "read",
                    "created",
                    "updated",
                    "deleted",
                    "unmatched",
                    "dead",
                    "source_rows",
                    "graph_count",
                    "seconds",
                    "error");

    private final Terminal terminal;
    private final OutputOptions output;

    GraphItems(Terminal terminal, OutputOptions output) {
        this.terminal = terminal;
        this.output = output;
    }

    void print(GraphResult result) {
        output.print(terminal, COLUMNS, result.items().stream().map(GraphItems::row).toList());
        if (result.script() != null) {
            terminal.say("script " + result.script());
        }
        terminal.say(
                String.format(
                        Locale.ROOT,
                        "graph %s, %s: %s, %,d changes",
                        result.graph(),
                        result.mode().wireName(),
                        result.status().wireName(),
                        result.changes()));
    }

    private static List<@Nullable Object> row(ItemResult item) {
        return Arrays.asList(
                item.item(),
                item.status().wireName(),
                item.read(),
                item.created(),
                item.updated(),
                item.deleted(),
                item.unmatched(),
                item.dead(),
                item.expected(),
                item.found() < 0 ? null : item.found(),
                item.millis() / 1000.0,
                item.error());
    }
}
