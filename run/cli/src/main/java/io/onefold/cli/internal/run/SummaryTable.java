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
import org.jspecify.annotations.Nullable;

/// The account of a run as rows: one for each table, each label and each relationship.
public final class SummaryTable {

    private static final List<String> COLUMNS =
            List.of(
                    "item",
                    "status",
                    "read",
                    "unchanged",
                    "duplicates",
                    "superseded",
                    "quarantined",
                    "trusted",
                    "written",
                    "created",
                    "updated",
                    "deleted",
                    "unmatched",
                    "expected",
                    "in_graph",
                    "seconds");

    private final RunSummary summary;

    public SummaryTable(RunSummary summary) {
        this.summary = summary;
    }

    /// Prints the rows to standard output and one closing line for people.
    public void print(OutputOptions output, Terminal terminal) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        summary.tables().forEach(table -> rows.add(row(table)));
        for (GraphResult graph : summary.graphs()) {
            graph.items().forEach(item -> rows.add(row(item)));
        }
        output.print(terminal, COLUMNS, rows);
        terminal.say(
                String.format(
                        Locale.ROOT,
                        "run %s of %s %s in %.1f s: %,d rows written, %,d graph changes",
                        summary.runId(),
                        summary.workflow(),
                        summary.status().wireName(),
                        summary.seconds(),
                        summary.rowsWritten(),
                        summary.graphChanges()));
    }

    private static List<@Nullable Object> row(TableSummary table) {
        Balance balance = table.balance();
        return Arrays.asList(
                table.dataset(),
                table.status().wireName(),
                balance == null ? null : balance.read(),
                balance == null ? null : balance.unchanged(),
                balance == null ? null : balance.duplicates(),
                balance == null ? null : balance.superseded(),
                balance == null ? null : balance.quarantined(),
                balance == null ? null : balance.trusted(),
                table.written(),
                null,
                null,
                table.deleted(),
                null,
                null,
                null,
                seconds(table.seconds()));
    }

    private static List<@Nullable Object> row(ItemResult item) {
        return Arrays.asList(
                item.item(),
                item.status().wireName(),
                item.read(),
                null,
                null,
                null,
                null,
                null,
                null,
                item.created(),
                item.updated(),
                item.deleted(),
                item.unmatched(),
                item.expected(),
                item.found(),
                seconds(item.millis() / 1000.0));
    }

    private static String seconds(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
