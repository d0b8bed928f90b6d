package io.onefold.catalog;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The jobs that are run together, and what each of them needs first.
///
/// @param name the workflow's name
/// @param title a line for people; null: none
/// @param schedule when it starts by itself; null: only when asked
/// @param jobs its jobs, as written
public record WorkflowSpec(
        String name, @Nullable String title, @Nullable Schedule schedule, List<Job> jobs) {

    /// When a workflow starts by itself.
    ///
    /// @param cron five fields; null: no clock starts it
    /// @param timezone the zone of `cron`
    /// @param concurrency what happens when the last run still runs
    /// @param endOn the instant after which it no longer starts, ISO 8601; null: never
    /// @param onCommit whether a commit to one of its inputs starts it
    public record Schedule(
            @Nullable String cron,
            String timezone,
            Concurrency concurrency,
            @Nullable String endOn,
            boolean onCommit) {}

    /// What happens when a run is due and the last one still runs.
    public enum Concurrency {
        ALLOW,
        FORBID,
        REPLACE
    }

    /// How often a failed job is tried again, and after which failures.
    ///
    /// @param count further attempts
    /// @param strategy `Always`, `OnFailure`, `OnError` or `OnTransientError`
    public record Retry(int count, String strategy) {
        /// One attempt only.
        public static final Retry NONE = new Retry(0, "OnFailure");
    }

    /// One node of the dag: sources to take along the path, and the graph to load after them.
    ///
    /// @param name unique in the workflow
    /// @param dependencies jobs that must have succeeded
    /// @param retry what happens after a failure
    /// @param sources manifest names of sources, in order
    /// @param graph the graph to load; null: none
    public record Job(
            String name,
            List<String> dependencies,
            Retry retry,
            List<String> sources,
            @Nullable String graph) {
        public Job {
            Objects.requireNonNull(name);
            Objects.requireNonNull(retry);
            dependencies = List.copyOf(dependencies);
            sources = List.copyOf(sources);
        }
    }

    public WorkflowSpec {
        Objects.requireNonNull(name);
        jobs = List.copyOf(jobs);
    }

    /// The jobs, each after all it depends on; otherwise in the order written.
    ///
    /// @throws OnefoldException (INVALID_INPUT) if they wait for each other or for a job that is
    ///   not there
    public List<Job> inOrder() {
        List<Job> ordered = new ArrayList<>();
        Set<String> done = new HashSet<>();
        while (ordered.size() < jobs.size()) {
            Optional<Job> next =
                    jobs.stream()
                            .filter(
                                    job ->
                                            !done.contains(job.name())
                                                    && done.containsAll(job.dependencies()))
                            .findFirst();
            Job job =
                    next.orElseThrow(
                            () ->
                                    new OnefoldException(
                                            ErrorCode.INVALID_INPUT,
                                            "the jobs of workflow '"
                                                    + name
                                                    + "' cannot be ordered; apply its manifest again, it names the cycle"));
            ordered.add(job);
            done.add(job.name());
        }
        return List.copyOf(ordered);
    }
}
