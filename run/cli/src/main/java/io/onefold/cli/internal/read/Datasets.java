package io.onefold.cli.internal.read;

import io.onefold.catalog.RegisteredTable;
import io.onefold.cli.internal.command.OutputOptions;
import io.onefold.cli.internal.command.Session;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.Spelling;
import io.onefold.model.TableName;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `onefold datasets`
@Command(
        name = "datasets",
        description = "Shows the tables of the lake; with TABLE its columns and what they hold.",
        mixinStandardHelpOptions = true)
public final class Datasets implements Callable<Integer> {

    private static final List<String> TABLES =
            List.of("table", "rows", "columns", "snapshot", "committed_at", "run");
    private static final List<String> COLUMNS = List.of("column", "type", "required", "tags");

    private final Terminal terminal;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "TABLE",
            description = "its address, for example trusted.profiles_db.accounts")
    private @Nullable String table;

    @Mixin private final OutputOptions output = new OutputOptions();

    Datasets(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Session session = Session.ofCatalog(terminal)) {
            var datasets = session.path().catalog().datasets();
            String wanted = table;
            if (wanted == null) {
                output.print(
                        terminal, TABLES, datasets.list().stream().map(Datasets::row).toList());
                return 0;
            }
            RegisteredTable found =
                    datasets.find(TableName.parse(wanted))
                            .orElseThrow(
                                    () ->
                                            new OnefoldException(
                                                    ErrorCode.NOT_FOUND,
                                                    "the lake has no table '"
                                                            + wanted
                                                            + "'"
                                                            + Spelling.didYouMean(
                                                                    wanted,
                                                                    datasets.list().stream()
                                                                            .map(
                                                                                    table ->
                                                                                            table.table()
                                                                                                    .toString())
                                                                            .toList())
                                                            + "; onefold datasets lists those there are"));
            output.print(terminal, COLUMNS, found.columns().stream().map(Datasets::row).toList());
            return 0;
        }
    }

    private static List<@Nullable Object> row(RegisteredTable table) {
        return Arrays.asList(
                table.table(),
                table.rows(),
                table.columns().size(),
                table.snapshotId() == null ? null : table.snapshotId().toString(),
                table.committedAt(),
                table.runId());
    }

    private static List<Object> row(RegisteredTable.RegisteredColumn column) {
        return List.of(
                column.name(),
                column.type(),
                column.required(),
                column.tags().stream().sorted().toList());
    }
}
