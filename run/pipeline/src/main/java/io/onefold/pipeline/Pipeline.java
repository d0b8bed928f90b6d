package io.onefold.pipeline;

import io.onefold.catalog.Catalog;
import io.onefold.catalog.GraphRun;
import io.onefold.catalog.OpenRun;
import io.onefold.catalog.RunContext;
import io.onefold.catalog.WorkflowSpec;
import io.onefold.catalog.WorkflowSpec.Job;
import io.onefold.graph.GraphResult;
import io.onefold.graph.LoadOptions;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import io.onefold.model.run.Progress;
import io.onefold.model.run.Status;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The one class that knows the order of the stages: columns that were excluded leave the lake,
/// then job by job the silos are read, their rows checked, the graph loaded, and rings found in it.
///
/// A stage leaves its state in the tables it writes, so a run that was killed is simply run again.
public final class Pipeline {

    private final Catalog catalog;
    private final TablePass tables;
    private final Drops drops;
    private final GraphPass graphPass;
    private final LoadOptions loadOptions;
    private final Clock clock;

    Pipeline(DataPath path, LoadOptions loadOptions) {
        this.graphPass = path.graphPass();
        this.catalog = path.catalog();
        this.tables = new TablePass(path);
        this.drops = new Drops(path.catalog(), path.lake());
        this.loadOptions = loadOptions;
        this.clock = path.clock();
    }

    /// Runs a workflow and waits for its end. A failed item fails the run; what depends on it is
    /// skipped, everything else is still done.
    ///
    /// @throws OnefoldException (NOT_FOUND) if there is no such workflow, (CONFLICT) if it runs
    ///   already, (FORBIDDEN) without permission `data_operate`
    public RunSummary run(String workflow, Principal principal, Progress progress) {
        return run(workflow, principal, progress, _ -> {});
    }

    /// As [#run(String, Principal, Progress)], telling the run as soon as it has begun.
    public RunSummary run(
            String workflow, Principal principal, Progress progress, Consumer<UUID> begun) {
        principal.require(Permission.DATA_OPERATE);
        WorkflowSpec spec = catalog.workflow(workflow);
        long startedNanos = System.nanoTime();
        try (OpenRun run = catalog.runs().start(workflow, principal)) {
            begun.accept(run.id());
            RunContext context = new RunContext(run.id(), principal, clock, progress, run);
            List<TableSummary> tableSummaries = new ArrayList<>();
            List<GraphResult> graphs = new ArrayList<>();
            boolean good = walk(spec, run, context, tableSummaries, graphs);
            Status status =
                    run.cancelRequested()
                            ? Status.CANCELLED
                            : good ? Status.SUCCEEDED : Status.FAILED;
            double seconds = (System.nanoTime() - startedNanos) / 1e9;
            RunSummary summary =
                    new RunSummary(run.id(), workflow, status, tableSummaries, graphs, seconds);
            end(run, summary);
            return summary;
        }
    }

    /// The jobs in their order. What is thrown is the run's error too.
    private boolean walk(
            WorkflowSpec spec,
            OpenRun run,
            RunContext context,
            List<TableSummary> tableSummaries,
            List<GraphResult> graphs) {
        Set<String> failedJobs = new HashSet<>();
        try {
            drops.execute(
                    spec.jobs().stream()
                            .flatMap(job -> job.sources().stream())
                            .distinct()
                            .map(catalog::source)
                            .toList(),
                    context);
            for (Job job : spec.inOrder()) {
                boolean wanted =
                        job.dependencies().stream().noneMatch(failedJobs::contains)
                                && !run.cancelRequested();
                if (!wanted) {
                    run.skip(
                            "job",
                            job.name(),
                            run.cancelRequested() ? "cancelled" : "a job it depends on failed");
                    failedJobs.add(job.name());
                } else if (!walk(job, context, tableSummaries, graphs)) {
                    failedJobs.add(job.name());
                }
            }
        } catch (RuntimeException e) {
            run.fail(String.valueOf(Defects.known(e).getMessage()));
            throw e;
        }
        return failedJobs.isEmpty();
    }

    private boolean walk(
            Job job,
            RunContext context,
            List<TableSummary> tableSummaries,
            List<GraphResult> graphs) {
        JobAttempts attempts = new JobAttempts(job.retry());
        while (true) {
            List<TableSummary> walked =
                    tables.walk(job.sources().stream().map(catalog::source).toList(), context);
            boolean good = walked.stream().allMatch(t -> t.status() == Status.SUCCEEDED);
            GraphResult loaded = good ? load(job, context) : null;
            good = good && (loaded == null || loaded.status() == Status.SUCCEEDED);
            if (good || !attempts.again(walked, loaded)) {
                tableSummaries.addAll(walked);
                if (loaded != null) {
                    graphs.add(loaded);
                } else if (!good && job.graph() != null) {
                    context.journal().skip("graph", job.graph(), "a table it is made of failed");
                }
                return good;
            }
        }
    }

    private @Nullable GraphResult load(Job job, RunContext context) {
        String graph = job.graph();
        return graph == null
                ? null
                : graphPass.run(
                        catalog.graph(graph), GraphRun.Mode.INCREMENTAL, loadOptions, context);
    }

    private static void end(OpenRun run, RunSummary summary) {
        switch (summary.status()) {
            case SUCCEEDED -> run.succeed();
            case CANCELLED -> run.cancel();
            case FAILED, PENDING, RUNNING, SKIPPED ->
                    run.fail(String.join("\n", summary.failures()));
        }
    }
}
