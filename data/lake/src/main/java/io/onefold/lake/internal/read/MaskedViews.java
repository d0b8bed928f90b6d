package io.onefold.lake.internal.read;

import io.onefold.lake.AsOf;
import io.onefold.lake.DuckSql;
import io.onefold.lake.Governance;
import io.onefold.lake.MaskPlan;
import io.onefold.lake.internal.duck.Engine;
import io.onefold.lake.internal.duck.Schemas;
import io.onefold.lake.internal.duck.Views;
import io.onefold.lake.internal.iceberg.IcebergTypes;
import io.onefold.lake.internal.iceberg.Plan;
import io.onefold.lake.internal.mask.SessionKeys;
import io.onefold.lake.internal.mask.SqlMask;
import io.onefold.model.TableName;
import io.onefold.model.access.Principal;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.apache.iceberg.Table;

/// Puts masked views of pinned snapshots into a reader's engine.
final class MaskedViews {

    private final Views views;
    private final Governance governance;
    private final Principal principal;
    private final SessionKeys keys;

    MaskedViews(Engine engine, Governance governance, Principal principal) {
        this.views = new Views(engine);
        this.governance = governance;
        this.principal = principal;
        this.keys = new SessionKeys(engine, governance);
    }

    /// @return the snapshot that the view is pinned to
    OptionalLong add(TableName name, Table table, AsOf asOf) {
        Plan plan = Plan.of(name, table, asOf);
        MaskPlan masks =
                MaskPlan.of(governance, principal, name, IcebergTypes.columns(plan.schema()));
        String columns =
                masks.masks().entrySet().stream()
                        .map(
                                c ->
                                        SqlMask.render(
                                                        c.getValue().mask(),
                                                        c.getKey(),
                                                        c.getValue().type(),
                                                        keys)
                                                + " AS "
                                                + DuckSql.name(c.getKey()))
                        .collect(Collectors.joining(", "));
        views.create(
                name,
                "SELECT "
                        + columns
                        + " FROM ("
                        + Schemas.read(plan.schema(), plan.paths(), "")
                        + ") AS clear_rows");
        return plan.snapshotId();
    }
}
