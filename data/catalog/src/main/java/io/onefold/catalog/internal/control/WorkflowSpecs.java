package io.onefold.catalog.internal.control;

import io.onefold.catalog.WorkflowSpec;
import io.onefold.catalog.json.Nodes;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Makes workflows of the control rows, edited by hand or not.
public final class WorkflowSpecs {

    private WorkflowSpecs() {}

    /// The active workflows, by name.
    public static List<WorkflowSpec> all(ControlRows rows) throws SQLException {
        return specs(rows.all(ControlTable.WORKFLOW));
    }

    /// The active workflow of a name.
    public static Optional<WorkflowSpec> find(ControlRows rows, String name) throws SQLException {
        return specs(rows.matching(ControlTable.WORKFLOW, Map.of("workflow_name", name))).stream()
                .findFirst();
    }

    private static List<WorkflowSpec> specs(List<ControlRow> rows) {
        return rows.stream()
                .map(ControlRow::values)
                .filter(row -> Nodes.flag(row, "is_active", true))
                .map(
                        row ->
                                spec(
                                        Objects.requireNonNull(Nodes.text(row, "workflow_name")),
                                        row.path("body")))
                .toList();
    }

    private static WorkflowSpec spec(String name, JsonNode body) {
        return new WorkflowSpec(
                name,
                Nodes.text(body, "title"),
                schedule(body.path("schedule")),
                Nodes.elements(body, "dag").stream().map(WorkflowSpecs::job).toList());
    }

    private static WorkflowSpec.@Nullable Schedule schedule(JsonNode schedule) {
        if (!schedule.isObject()) {
            return null;
        }
        String policy = Nodes.text(schedule, "concurrencyPolicy", "Forbid");
        return new WorkflowSpec.Schedule(
                Nodes.text(schedule, "cron"),
                Nodes.text(schedule, "timezone", "UTC"),
                WorkflowSpec.Concurrency.valueOf(policy.toUpperCase(Locale.ROOT)),
                Nodes.text(schedule, "endOn"),
                "onCommit".equals(Nodes.text(schedule, "trigger")));
    }

    private static WorkflowSpec.Job job(JsonNode job) {
        JsonNode spec = job.path("spec").path("stackSpec");
        JsonNode retry = job.path("retry");
        return new WorkflowSpec.Job(
                Nodes.text(job, "name", ""),
                Nodes.texts(job, "dependencies"),
                retry.isObject()
                        ? new WorkflowSpec.Retry(
                                retry.path("count").asInt(0),
                                Nodes.text(retry, "strategy", WorkflowSpec.Retry.NONE.strategy()))
                        : WorkflowSpec.Retry.NONE,
                Nodes.texts(spec, "sources"),
                Nodes.text(spec, "graph"));
    }
}
