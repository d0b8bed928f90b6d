package io.onefold.catalog;

import io.onefold.catalog.internal.audit.AuditChain;
import io.onefold.catalog.internal.control.ControlRows;
import io.onefold.catalog.internal.control.SourceSpecs;
import io.onefold.catalog.internal.manifest.SqlNames;
import io.onefold.catalog.internal.registry.Contracts;
import io.onefold.catalog.internal.registry.TagRules;
import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.model.DatasetName;
import io.onefold.model.Layer;
import io.onefold.model.TableName;
import io.onefold.model.access.Principal;
import io.onefold.model.audit.AuditEvent;
import io.onefold.model.contract.ContractColumn;
import io.onefold.model.contract.DatasetContract;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The columns that are never read, and those that were read before they were excluded.
public final class Exclusions {

    private static final String DERIVED = Jdbc.resource(TagRules.class, "derived_columns.sql");
    private static final String REQUEST = Jdbc.resource(TagRules.class, "request_drop.sql");
    private static final String LIFT = Jdbc.resource(TagRules.class, "lift_drops.sql");

    private final Jdbc jdbc;
    private final Clock clock;

    Exclusions(Jdbc jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// The excluded columns of a dataset, each with its reason.
    public Map<String, String> of(DatasetName dataset) {
        return jdbc.with(
                connection ->
                        SourceSpecs.excluded(new ControlRows(connection))
                                .getOrDefault(dataset.toString(), Map.of()));
    }

    /// The columns that must leave the lake: those of registered tables that are excluded now, and
    /// those whose drop was begun and not marked done. Asked for before every run, so that an
    /// exclusion written by hand counts too.
    public List<PendingDrop> pendingDrops() {
        return jdbc.transaction(
                connection -> {
                    Jdbc.lock(connection, "onefold.exclusions");
                    detect(connection);
                    return Jdbc.query(
                            connection,
                            "select table_address, column_name, dataset, reason from control.column_drop where dropped_at is null"
                                    + " order by table_address, column_name",
                            row ->
                                    new PendingDrop(
                                            TableName.parse(row.getString(1)),
                                            row.getString(2),
                                            DatasetName.parse(row.getString(3)),
                                            row.getString(4)));
                });
    }

    /// Says that a column has left the lake, snapshots included. Audited.
    ///
    /// @param runId the run that did it
    public void markDropped(PendingDrop drop, UUID runId, Principal principal) {
        jdbc.change(
                connection -> {
                    Jdbc.update(
                            connection,
                            "update control.column_drop set dropped_at = ?, run_id = ?"
                                    + " where table_address = ? and column_name = ? and dropped_at is null",
                            clock.instant(),
                            runId,
                            drop.table().toString(),
                            drop.column());
                    Jdbc.update(
                            connection,
                            "delete from control.lake_column where table_address = ? and column_name = ?",
                            drop.table().toString(),
                            drop.column());
                    AuditEvent event =
                            new AuditEvent(
                                    principal.name(),
                                    "column.drop",
                                    drop.table() + "." + drop.column(),
                                    "done",
                                    Map.of(
                                            "reason",
                                            drop.reason(),
                                            "dataset",
                                            drop.dataset().toString(),
                                            "run",
                                            runId.toString()));
                    AuditChain.append(connection, event, clock.instant());
                });
    }

    private void detect(Connection connection) throws SQLException {
        ControlRows rows = new ControlRows(connection);
        for (Map.Entry<String, Map<String, String>> ofDataset :
                SourceSpecs.excluded(rows).entrySet()) {
            DatasetName dataset = DatasetName.parse(ofDataset.getKey());
            Optional<DatasetContract> contract = Contracts.find(rows, dataset);
            for (Map.Entry<String, String> rule : ofDataset.getValue().entrySet()) {
                for (Layer layer : Layer.values()) {
                    for (String column : columns(layer, rule.getKey(), contract)) {
                        PendingDrop drop =
                                new PendingDrop(
                                        dataset.in(layer), column, dataset, rule.getValue());
                        request(connection, drop, rule.getKey());
                        for (PendingDrop derived : derived(connection, drop)) {
                            request(connection, derived, rule.getKey());
                        }
                    }
                }
            }
        }
        Jdbc.update(connection, LIFT);
    }

    private void request(Connection connection, PendingDrop drop, String excluded)
            throws SQLException {
        Jdbc.update(
                connection,
                REQUEST,
                drop.dataset().toString(),
                excluded,
                drop.reason(),
                clock.instant(),
                drop.table().toString(),
                drop.column());
    }

    /// The names under which a raw column may lie in a layer.
    private static List<String> columns(
            Layer layer, String raw, Optional<DatasetContract> contract) {
        if (layer != Layer.TRUSTED || contract.isEmpty()) {
            return List.of(raw);
        }
        List<String> made =
                contract.get().columns().stream()
                        .filter(
                                column ->
                                        SqlNames.origins(column)
                                                .contains(raw.toLowerCase(Locale.ROOT)))
                        .map(ContractColumn::name)
                        .toList();
        return made.isEmpty() ? List.of(raw) : made;
    }

    private static List<PendingDrop> derived(Connection connection, PendingDrop of)
            throws SQLException {
        return Jdbc.query(
                connection,
                DERIVED,
                row ->
                        new PendingDrop(
                                TableName.parse(row.getString(1)),
                                row.getString(2),
                                of.dataset(),
                                of.reason()),
                of.table().toString(),
                of.column());
    }
}
