package io.onefold.quality;

import io.onefold.catalog.Counter;
import io.onefold.catalog.RunContext;
import io.onefold.catalog.RunItem;
import io.onefold.lake.Lake;
import io.onefold.model.DatasetName;
import io.onefold.model.OnefoldException;
import io.onefold.model.contract.DatasetContract;
import io.onefold.model.run.Progress;
import io.onefold.quality.internal.CheckRun;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The stage that divides raw rows into trusted and quarantine. Safe for use by many threads; two
/// checks of one dataset at the same time end in CONFLICT for one of them.
public final class Quality {

    /// The stage's name in the run log.
    public static final String STAGE = "check";

    private final Lake lake;

    public Quality(Lake lake) {
        this.lake = Objects.requireNonNull(lake);
    }

    /// Checks a dataset: judges the keys that have new raw rows since the raw snapshot that the
    /// trusted table's last check names, or all keys where the contract changed or looks beyond the
    /// row. When nothing changed nothing is committed. The outcome is that of a rebuild, whatever
    /// the order of runs.
    ///
    /// @throws OnefoldException (NOT_FOUND) if the dataset was never ingested, (INVALID_INPUT) if
    ///   the contract does not fit the raw table, (RUN_FAILED) if a referenced dataset was never
    ///   checked, (CONFLICT) if somebody else checks it meanwhile
    public CheckResult check(DatasetContract contract, RunContext context) {
        String item = contract.dataset().toString();
        try (RunItem log = context.journal().begin(STAGE, item);
                Progress.Task task = context.progress().begin(STAGE + " " + item, -1);
                CheckRun run = new CheckRun(lake, contract, context)) {
            try {
                CheckResult result = run.check();
                task.add(result.superseded() + result.quarantined() + result.trusted());
                record(log, contract, result);
                log.succeed();
                return result;
            } catch (OnefoldException e) {
                log.fail(String.valueOf(e.getMessage()));
                throw e;
            }
        }
    }

    /// Checks a dataset that has no contract: every column passes as it is, the key is not null.
    ///
    /// @param key the key that the source declares
    public CheckResult check(DatasetName dataset, List<String> key, RunContext context) {
        return check(passThrough(dataset, key), context);
    }

    /// The contract that stands for none, over the raw table's columns of now.
    ///
    /// @throws OnefoldException (NOT_FOUND) if the dataset was never ingested
    public DatasetContract passThrough(DatasetName dataset, List<String> key) {
        return PassThrough.of(lake, dataset, key);
    }

    private static void record(RunItem log, DatasetContract contract, CheckResult result) {
        log.set(Counter.SUPERSEDED, result.superseded());
        log.set(Counter.QUARANTINED, result.quarantined());
        log.set(Counter.TRUSTED, result.trusted());
        log.set(Counter.DELETED, result.deleted());
        log.set(Counter.WRITTEN, result.rowsWritten());
        log.set(
                Counter.NORMALISED,
                result.normalised().stream().mapToLong(CheckResult.NormalisedCount::rows).sum());
        log.note(
                Map.of(
                        "scope", result.scope().name(),
                        "contract", contract.id() + " " + contract.version(),
                        "removed", Long.toString(result.rowsRemoved())));
    }
}
