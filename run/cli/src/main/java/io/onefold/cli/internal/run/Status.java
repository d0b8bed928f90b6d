package io.onefold.cli.internal.run;

import io.onefold.catalog.Counter;
import io.onefold.catalog.RunFilter;
import io.onefold.catalog.RunItemRecord;
import io.onefold.catalog.RunLog;
import io.onefold.catalog.RunRecord;
import io.onefold.cli.internal.command.OutputOptions;
import io.onefold.cli.internal.command.Session;
import io.onefold.cli.internal.command.Terminal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `onefold status`
@Command(
        name = "status",
        description = "Shows runs, newest first; with RUN what each of its items did.",
        mixinStandardHelpOptions = true)
public final class Status implements Callable<Integer> {

    private static final List<String> RUNS =
            List.of("run", "workflow", "status", "principal", "started_at", "seconds", "error");
    private static final List<Counter> SHOWN =
            List.of(
                    Counter.READ,
                    Counter.UNCHANGED,
                    Counter.DUPLICATES,
                    Counter.SUPERSEDED,
                    Counter.QUARANTINED,
                    Counter.TRUSTED,
                    Counter.WRITTEN,
                    Counter.DELETED,
                    Counter.CREATED,
                    Counter.UPDATED,
                    Counter.UNMATCHED,
                    Counter.DEAD);

    private final Terminal terminal;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "RUN",
            description = "a run's id or its beginning, or a workflow for its newest run")
    private @Nullable String run;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "how many runs (default: 20)")
    private int limit = 20;

    @Option(
            names = "--unrepaired",
            description = "only failed runs after which the workflow has not succeeded")
    private boolean unrepaired;

    @Mixin private final OutputOptions output = new OutputOptions();

    Status(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Session session = Session.ofCatalog(terminal)) {
            RunLog runs = session.path().catalog().runs();
            runs.markDead();
            String wanted = run;
            if (wanted == null) {
                List<RunRecord> found =
                        runs.list(new RunFilter(null, null, unrepaired, null, limit));
                output.print(terminal, RUNS, found.stream().map(Status::row).toList());
                return 0;
            }
            RunRecord found = Runs.find(runs, wanted);
            terminal.say(
                    "run %s of workflow %s: %s%s"
                            .formatted(
                                    found.id(),
                                    found.workflow(),
                                    found.status().wireName(),
                                    found.error() == null ? "" : "\n" + found.error()));
            List<String> columns =
                    Stream.concat(
                                    Stream.of("stage", "item", "status", "seconds"),
                                    SHOWN.stream().map(Counter::wireName))
                            .toList();
            output.print(
                    terminal, columns, runs.items(found.id()).stream().map(Status::row).toList());
            return 0;
        }
    }

    private static List<@Nullable Object> row(RunRecord run) {
        return Arrays.asList(
                run.id(),
                run.workflow(),
                run.status().wireName(),
                run.principal(),
                run.startedAt(),
                seconds(run.duration()),
                run.error());
    }

    private static List<@Nullable Object> row(RunItemRecord item) {
        Stream<@Nullable Object> head =
                Stream.of(item.stage(), item.item(), item.status().wireName());
        Stream<@Nullable Object> time =
                Stream.of(new @Nullable Object[] {seconds(item.duration())});
        Stream<@Nullable Object> counts = SHOWN.stream().map(counter -> item.counts().get(counter));
        return Stream.concat(Stream.concat(head, time), counts).toList();
    }

    static @Nullable Double seconds(Optional<Duration> duration) {
        return duration.map(time -> Math.round(time.toMillis() / 10.0) / 100.0).orElse(null);
    }
}
