package io.onefold.pipeline;

import io.onefold.graph.GraphResult;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.run.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/// What a run of a workflow did, table by table and graph by graph.
///
/// @param runId the run
/// @param workflow the workflow's name
/// @param status how it ended
/// @param tables the tables of its sources, in the order of the workflow
/// @param graphs the graphs it loaded
/// @param seconds how long it took, without the start of any part
public record RunSummary(
        UUID runId,
        String workflow,
        Status status,
        List<TableSummary> tables,
        List<GraphResult> graphs,
        double seconds) {

    public RunSummary {
        Objects.requireNonNull(runId);
        Objects.requireNonNull(workflow);
        Objects.requireNonNull(status);
        tables = List.copyOf(tables);
        graphs = List.copyOf(graphs);
    }

    /// Rows written to the lake.
    public long rowsWritten() {
        return tables.stream().mapToLong(TableSummary::written).sum();
    }

    /// Nodes and relationships made, changed or removed.
    public long graphChanges() {
        return graphs.stream().mapToLong(GraphResult::changes).sum();
    }

    /// Itself, if the run succeeded.
    ///
    /// @throws OnefoldException (RUN_FAILED) naming what failed and why
    public RunSummary requireSucceeded() {
        if (status == Status.SUCCEEDED) {
            return this;
        }
        throw new OnefoldException(
                ErrorCode.RUN_FAILED,
                "run "
                        + runId
                        + " of workflow '"
                        + workflow
                        + "' "
                        + status.wireName()
                        + ": "
                        + String.join("; ", failures())
                        + ". What was committed stays; run it again after mending the cause");
    }

    /// What failed, a line each.
    List<String> failures() {
        List<String> failures = new ArrayList<>();
        for (TableSummary table : tables) {
            if (table.status() == Status.FAILED) {
                failures.add(table.dataset() + ": " + table.error());
            }
        }
        for (GraphResult graph : graphs) {
            if (graph.failure() != null) {
                failures.add("graph " + graph.graph() + ": " + graph.failure().getMessage());
            }
        }
        return failures;
    }
}
