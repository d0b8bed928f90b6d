package io.onefold.cli.internal.run;

import io.onefold.catalog.Counter;
import io.onefold.catalog.RunItemRecord;
import io.onefold.catalog.RunLog;
import io.onefold.catalog.RunRecord;
import io.onefold.cli.internal.command.OutputOptions;
import io.onefold.cli.internal.command.Session;
import io.onefold.cli.internal.command.Terminal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `onefold logs`
@Command(
        name = "logs",
        description = "Tells what a run did, item by item, with every count, fact and failure.",
        mixinStandardHelpOptions = true)
public final class Logs implements Callable<Integer> {

    private static final List<String> COLUMNS =
            List.of("started_at", "stage", "item", "status", "seconds", "counts", "facts", "error");

    private final Terminal terminal;

    @SuppressWarnings("FieldCanBeFinal") // picocli writes it
    @Parameters(
            index = "0",
            paramLabel = "RUN",
            description = "a run's id or its beginning, or a workflow for its newest run")
    private String run = "";

    @Mixin private final OutputOptions output = new OutputOptions();

    Logs(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Session session = Session.ofCatalog(terminal)) {
            RunLog runs = session.path().catalog().runs();
            runs.markDead();
            RunRecord found = Runs.find(runs, run);
            output.print(
                    terminal, COLUMNS, runs.items(found.id()).stream().map(this::row).toList());
            if (found.error() != null) {
                terminal.say(
                        "run "
                                + found.id()
                                + " "
                                + found.status().wireName()
                                + ": "
                                + found.error());
            }
            return 0;
        }
    }

    private List<@Nullable Object> row(RunItemRecord item) {
        Map<String, Long> counts = new TreeMap<>();
        for (Counter counter : Counter.values()) {
            item.count(counter).ifPresent(count -> counts.put(counter.wireName(), count));
        }
        return Arrays.asList(
                item.startedAt(),
                item.stage(),
                item.item(),
                item.status().wireName(),
                Status.seconds(item.duration()),
                shown(counts),
                shown(new TreeMap<>(item.facts())),
                item.error());
    }

    private Object shown(Map<String, ?> values) {
        return output.isTable()
                ? values.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(" "))
                : values;
    }
}
