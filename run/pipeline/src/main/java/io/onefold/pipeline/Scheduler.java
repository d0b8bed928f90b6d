package io.onefold.pipeline;

import io.onefold.catalog.Catalog;
import io.onefold.catalog.GraphSpec;
import io.onefold.catalog.RunFilter;
import io.onefold.catalog.RunRecord;
import io.onefold.catalog.WorkflowSpec;
import io.onefold.catalog.WorkflowSpec.Schedule;
import io.onefold.lake.Lake;
import io.onefold.lake.LakeTable;
import io.onefold.model.DatasetName;
import io.onefold.model.ErrorCode;
import io.onefold.model.Layer;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import io.onefold.model.run.Cron;
import io.onefold.model.run.Progress;
import io.onefold.model.run.Status;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Starts workflows by the clock and by commits to what they read, once over all servers.
///
/// A workflow's tables have one writer, so a start that falls due while the last run still runs is
/// dropped (`Forbid`), waits for its end (`Allow`), or has it cancelled and then takes its place
/// (`Replace`). At most one start of a workflow waits. Starts missed while no server ran are made
/// up for by one.
public final class Scheduler implements AutoCloseable {

    /// As whom workflows are started.
    public static final Principal PRINCIPAL =
            new Principal(
                    "schedule",
                    Set.of(),
                    Set.of(Permission.DATA_READ, Permission.DATA_OPERATE),
                    false);

    private static final int LOOK_SECONDS = 1;

    private final Catalog catalog;
    private final Lake lake;
    private final Pipeline pipeline;
    private final Clock clock;
    private final Consumer<String> say;
    private final Map<String, WorkflowSpec> waiting = new ConcurrentHashMap<>();
    private final Map<String, String> complaints = new ConcurrentHashMap<>();
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private final Set<UUID> runs = ConcurrentHashMap.newKeySet();
    private final ExecutorService starts = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService looks =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofVirtual().name("schedule").factory());

    Scheduler(DataPath path, Consumer<String> say) {
        this.catalog = path.catalog();
        this.lake = path.lake();
        this.pipeline = path.pipeline();
        this.clock = path.clock();
        this.say = say;
    }

    /// Looks every second what is due, until it is closed.
    Scheduler started() {
        Future<?> _ =
                looks.scheduleWithFixedDelay(this::lookOrSay, 0, LOOK_SECONDS, TimeUnit.SECONDS);
        return this;
    }

    private void lookOrSay() {
        try {
            look();
        } catch (OnefoldException failure) {
            complain("control database", failure);
        }
    }

    /// Says what is wrong once, however often it is looked.
    private void complain(String about, RuntimeException failure) {
        String complaint = "schedule: " + about + ": " + failure.getMessage();
        if (!complaint.equals(complaints.put(about, complaint))) {
            say.accept(complaint);
        }
    }

    /// Starts what is due now, and what has waited for the end of a run.
    void look() {
        Instant now = clock.instant();
        catalog.workflows().forEach(workflow -> look(workflow, now));
        waiting.values().stream()
                .filter(workflow -> running.add(workflow.name()))
                .forEach(workflow -> starts.execute(() -> run(workflow)));
    }

    private void look(WorkflowSpec workflow, Instant now) {
        Schedule schedule = workflow.schedule();
        try {
            if (schedule != null && !ended(schedule, now) && due(workflow, schedule, now)) {
                demand(workflow, schedule);
            }
        } catch (OnefoldException | DateTimeException broken) {
            complain(workflow.name(), broken);
        }
    }

    private static boolean ended(Schedule schedule, Instant now) {
        String end = schedule.endOn();
        return end != null && now.isAfter(Instant.parse(end));
    }

    private boolean due(WorkflowSpec workflow, Schedule schedule, Instant now) {
        boolean byCommit =
                schedule.onCommit()
                        && catalog.schedules().takeInputs(workflow.name(), inputs(workflow));
        return byClock(workflow.name(), schedule, now) || byCommit;
    }

    private boolean byClock(String workflow, Schedule schedule, Instant now) {
        String cron = schedule.cron();
        if (cron == null) {
            return false;
        }
        Instant before = catalog.schedules().lastDue(workflow, now);
        Optional<Instant> due = Cron.parse(cron).next(before, ZoneId.of(schedule.timezone()));
        return due.isPresent()
                && !due.get().isAfter(now)
                && catalog.schedules().take(workflow, before, now);
    }

    /// The current snapshots of the tables that a workflow reads and does not itself write.
    private String inputs(WorkflowSpec workflow) {
        Set<String> snapshots = new TreeSet<>();
        for (WorkflowSpec.Job job : workflow.jobs()) {
            String graph = job.graph();
            if (graph != null && job.sources().isEmpty()) {
                for (DatasetName dataset : datasets(catalog.graph(graph))) {
                    lake.find(dataset.in(Layer.TRUSTED))
                            .flatMap(LakeTable::current)
                            .ifPresent(snapshot -> snapshots.add(dataset + "@" + snapshot.id()));
                }
            }
        }
        return String.join(" ", snapshots);
    }

    private static Set<DatasetName> datasets(GraphSpec graph) {
        Set<DatasetName> datasets = new TreeSet<>();
        graph.nodes().forEach(node -> datasets.add(node.dataset()));
        graph.relationships().stream()
                .map(GraphSpec.Relationship::via)
                .filter(Objects::nonNull)
                .forEach(junction -> datasets.add(junction.dataset()));
        graph.identifiers().forEach(identifier -> datasets.add(identifier.dataset()));
        return datasets;
    }

    private void demand(WorkflowSpec workflow, Schedule schedule) {
        Optional<RunRecord> current =
                catalog
                        .runs()
                        .list(new RunFilter(workflow.name(), Status.RUNNING, false, null, 1))
                        .stream()
                        .findFirst();
        if (current.isEmpty()) {
            waiting.put(workflow.name(), workflow);
            return;
        }
        switch (schedule.concurrency()) {
            case FORBID ->
                    say.accept(
                            "schedule: "
                                    + workflow.name()
                                    + " is due, but run "
                                    + current.get().id()
                                    + " still runs");
            case ALLOW -> waiting.put(workflow.name(), workflow);
            case REPLACE -> {
                waiting.put(workflow.name(), workflow);
                cancel(current.get().id());
            }
        }
    }

    private void run(WorkflowSpec workflow) {
        String name = workflow.name();
        try {
            RunSummary summary =
                    pipeline.run(
                            name,
                            PRINCIPAL,
                            Progress.SILENT,
                            id -> {
                                runs.add(id);
                                waiting.remove(name);
                            });
            runs.remove(summary.runId());
            say.accept(
                    "schedule: run "
                            + summary.runId()
                            + " of "
                            + name
                            + " "
                            + summary.status().wireName());
        } catch (OnefoldException failure) {
            if (failure.code() != ErrorCode.CONFLICT || !waits(workflow)) {
                waiting.remove(name);
                say.accept("schedule: " + name + ": " + failure.getMessage());
            }
        } finally {
            running.remove(name);
        }
    }

    /// Whether a start that meets a run which began meanwhile is kept until that run has ended.
    private static boolean waits(WorkflowSpec workflow) {
        Schedule schedule = workflow.schedule();
        return schedule != null
                && switch (schedule.concurrency()) {
                    case FORBID -> false;
                    case ALLOW, REPLACE -> true;
                };
    }

    private void cancel(UUID run) {
        try {
            catalog.runs().requestCancel(run, PRINCIPAL);
        } catch (OnefoldException ended) {
            if (ended.code() != ErrorCode.CONFLICT) {
                throw ended;
            }
        }
    }

    /// Starts nothing more, asks the runs it started to stop, and waits for their end.
    @Override
    public void close() {
        looks.close();
        waiting.clear();
        runs.forEach(this::cancel);
        starts.close();
    }
}
