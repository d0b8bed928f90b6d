package io.onefold.cli.internal.run;

import io.onefold.cli.internal.command.OutputOptions;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.graph.GraphResult;
import io.onefold.graph.ItemResult;
import io.onefold.pipeline.RunSummary;
import io.onefold.pipeline.TableSummary;
import io.onefold.quality.Balance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a run did: for people a table of tables and one of labels and relationships, for programs
/// rows of one form.
final class SummaryPrinter {

    private static final List<String> TABLES =
            List.of(
                    "table",
                    "status",
                    "read",
                    "unchanged",
                    "duplicates",
                    "superseded",
                    "quarantined",
                    "trusted",
                    "deleted",
                    "written",
                    "seconds");
    private static final List<String> GRAPH =
            List.of(
                    "label_or_relationship",
                    "status",
                    "source_rows",
                    "graph_count",
                    "created",
                    "updated",
                    "deleted",
                    "unmatched",
                    "dead",
                    "seconds");
    private static final List<String> ALL =
            List.of(
                    "run",
                    "kind",
                    "item",
                    "status",
                    "read",
                    "unchanged",
                    "duplicates",
                    "superseded",
                    "quarantined",
                    "trusted",
                    "deleted",
                    "written",
                    "source_rows",
                    "graph_count",
                    "created",
                    "updated",
                    "unmatched",
                    "dead",
                    "seconds",
                    "error");

    private final Terminal terminal;
    private final OutputOptions output;

    SummaryPrinter(Terminal terminal, OutputOptions output) {
        this.terminal = terminal;
        this.output = output;
    }

    void print(List<RunSummary> runs) {
        if (output.isTable()) {
            List<String> lines = new ArrayList<>();
            runs.forEach(run -> lines.addAll(lines(run)));
            output.text(terminal, lines);
        } else {
            output.print(terminal, ALL, runs.stream().flatMap(run -> rows(run).stream()).toList());
        }
    }

    private static List<String> lines(RunSummary run) {
        List<String> lines = new ArrayList<>();
        lines.add("workflow " + run.workflow() + ", run " + run.runId());
        lines.addAll(
                TextTable.lines(TABLES, run.tables().stream().map(SummaryPrinter::table).toList()));
        for (GraphResult graph : run.graphs()) {
            lines.add("");
            lines.add("graph " + graph.graph());
            lines.addAll(
                    TextTable.lines(
                            GRAPH, graph.items().stream().map(SummaryPrinter::item).toList()));
        }
        lines.add("");
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%s in %.1f s: %,d rows written, %,d graph changes",
                        run.status().wireName(),
                        run.seconds(),
                        run.rowsWritten(),
                        run.graphChanges()));
        return lines;
    }

    private static List<@Nullable Object> table(TableSummary table) {
        return Arrays.asList(
                table.dataset(),
                table.status().wireName(),
                of(table, Balance::read),
                of(table, Balance::unchanged),
                of(table, Balance::duplicates),
                of(table, Balance::superseded),
                of(table, Balance::quarantined),
                of(table, Balance::trusted),
                table.deleted(),
                table.written(),
                rounded(table.seconds()));
    }

    private static List<@Nullable Object> item(ItemResult item) {
        return Arrays.asList(
                item.item(),
                item.status().wireName(),
                item.expected(),
                item.found() < 0 ? null : item.found(),
                item.created(),
                item.updated(),
                item.deleted(),
                item.unmatched(),
                item.dead(),
                rounded(item.millis() / 1000.0));
    }

    private static List<List<@Nullable Object>> rows(RunSummary run) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (TableSummary table : run.tables()) {
            rows.add(
                    Arrays.asList(
                            run.runId(),
                            "table",
                            table.dataset(),
                            table.status().wireName(),
                            of(table, Balance::read),
                            of(table, Balance::unchanged),
                            of(table, Balance::duplicates),
                            of(table, Balance::superseded),
                            of(table, Balance::quarantined),
                            of(table, Balance::trusted),
                            table.deleted(),
                            table.written(),
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            rounded(table.seconds()),
                            table.error()));
        }
        run.graphs().forEach(graph -> graph.items().forEach(item -> rows.add(row(run, item))));
        return rows;
    }

    private static List<@Nullable Object> row(RunSummary run, ItemResult item) {
        return Arrays.asList(
                run.runId(),
                "graph",
                item.item(),
                item.status().wireName(),
                item.read(),
                null,
                null,
                null,
                null,
                null,
                item.deleted(),
                null,
                item.expected(),
                item.found() < 0 ? null : item.found(),
                item.created(),
                item.updated(),
                item.unmatched(),
                item.dead(),
                rounded(item.millis() / 1000.0),
                item.error());
    }

    private static @Nullable Object of(TableSummary table, Function<Balance, Long> figure) {
        Balance balance = table.balance();
        return balance == null ? null : figure.apply(balance);
    }

    private static double rounded(double seconds) {
        return Math.round(seconds * 100) / 100.0;
    }
}
