package io.onefold.catalog;

import io.onefold.catalog.internal.audit.AuditChain;
import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import io.onefold.model.audit.AuditEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What the clock has done for each workflow that starts by itself, and which of them are paused.
/// Several servers may ask at once: one of them gets each start.
public final class Schedules {

    private final Jdbc jdbc;
    private final Clock clock;

    Schedules(Jdbc jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// Whether a workflow no longer starts by itself until it is resumed.
    public boolean paused(String workflow) {
        return jdbc.with(
                connection ->
                        Jdbc.first(
                                        connection,
                                        "select is_paused from control.workflow_schedule where workflow_name = ?",
                                        row -> row.getBoolean(1),
                                        workflow)
                                .orElse(false));
    }

    /// Pauses or resumes the starts of a workflow. Those that fell due meanwhile are not made up
    /// for. Audited.
    ///
    /// @throws io.onefold.model.OnefoldException (FORBIDDEN) without permission `data_operate`
    public void pause(String workflow, boolean pause, Principal principal) {
        principal.require(Permission.DATA_OPERATE);
        jdbc.change(
                connection -> {
                    Jdbc.update(
                            connection,
                            "insert into control.workflow_schedule (workflow_name, is_paused, paused_by, last_due_at)"
                                    + " values (?, ?, ?, ?) on conflict (workflow_name) do update"
                                    + " set is_paused = excluded.is_paused, paused_by = excluded.paused_by,"
                                    + " last_due_at = excluded.last_due_at",
                            workflow,
                            pause,
                            pause ? principal.name() : null,
                            clock.instant());
                    AuditEvent event =
                            new AuditEvent(
                                    principal.name(),
                                    pause ? "workflow.pause" : "workflow.resume",
                                    "workflow " + workflow,
                                    "done",
                                    Map.of());
                    AuditChain.append(connection, event, clock.instant());
                });
    }

    /// The last start of a workflow by the clock that a server has taken. The first question about
    /// a workflow is answered with `now`: what was due before it had a schedule is not made up for.
    public Instant lastDue(String workflow, Instant now) {
        return jdbc.with(
                connection ->
                        Jdbc.first(
                                        connection,
                                        "insert into control.workflow_schedule (workflow_name, last_due_at) values (?, ?)"
                                                + " on conflict (workflow_name) do update"
                                                + " set last_due_at = coalesce(workflow_schedule.last_due_at, excluded.last_due_at)"
                                                + " returning last_due_at",
                                        row ->
                                                Objects.requireNonNull(
                                                        Jdbc.instant(row, "last_due_at")),
                                        workflow,
                                        now)
                                .orElseThrow());
    }

    /// Takes the starts that fell due up to now, as one.
    ///
    /// @param before the last start, as [#lastDue] answered it
    /// @return whether no other server took it, and the workflow is not paused
    public boolean take(String workflow, Instant before, Instant now) {
        return jdbc.with(
                        connection ->
                                Jdbc.update(
                                        connection,
                                        "update control.workflow_schedule set last_due_at = ?"
                                                + " where workflow_name = ? and last_due_at = ? and not is_paused",
                                        now,
                                        workflow,
                                        before))
                > 0;
    }

    /// Takes a start by commit: notes the inputs' snapshots.
    ///
    /// @param inputs the current snapshots, as one text
    /// @return whether they are others than those of the last start, no other server took them, and
    ///   the workflow is not paused; false the first time, when they are only noted
    public boolean takeInputs(String workflow, String inputs) {
        return jdbc.transaction(
                connection -> {
                    Jdbc.lock(connection, "onefold.schedule:" + workflow);
                    Optional<String> before =
                            Jdbc.first(
                                    connection,
                                    "select last_inputs from control.workflow_schedule"
                                            + " where workflow_name = ? and last_inputs is not null and not is_paused",
                                    row -> row.getString(1),
                                    workflow);
                    Jdbc.update(
                            connection,
                            "insert into control.workflow_schedule (workflow_name, last_inputs) values (?, ?)"
                                    + " on conflict (workflow_name) do update set last_inputs = excluded.last_inputs",
                            workflow,
                            inputs);
                    return before.isPresent() && !before.get().equals(inputs);
                });
    }
}
