package io.onefold.lake;

import io.onefold.lake.internal.duck.Engine;
import io.onefold.lake.internal.duck.Schemas;
import io.onefold.lake.internal.duck.Views;
import io.onefold.lake.internal.iceberg.Plan;
import io.onefold.lake.internal.iceberg.Tables;
import io.onefold.lake.internal.mask.SessionKeys;
import io.onefold.lake.internal.mask.SqlMask;
import io.onefold.lake.internal.write.Projection;
import io.onefold.lake.internal.write.Publisher;
import io.onefold.model.Column;
import io.onefold.model.TableName;
import io.onefold.model.access.Principal;
import java.sql.Connection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// One engine with one connection for one thread: tables are attached as views under their
/// three-part names, SQL reads them, and writes publish what SQL yields. Values are clear: only
/// Onefold's own stages have a session.
public final class LakeSession implements AutoCloseable {

    private final Tables tables;
    private final Engine engine;
    private final Views views;
    private final Publisher publisher;
    private final Governance governance;
    private final SessionKeys keys;

    LakeSession(Tables tables, Engine engine, Governance governance) {
        this.tables = tables;
        this.engine = engine;
        this.governance = governance;
        this.keys = new SessionKeys(engine, governance);
        this.views = new Views(engine);
        this.publisher = new Publisher(tables, engine.connection());
    }

    /// The engine's connection; one statement at a time. Results are read while they are computed,
    /// so a result set must be closed before the next statement.
    public Connection connection() {
        return engine.connection();
    }

    /// Runs a statement without a result.
    public void execute(String sql) {
        engine.execute(sql);
    }

    /// Lets SQL name a table's current snapshot, for example as `trusted.profiles_db.accounts`. The
    /// view stays at that snapshot until it is attached again.
    ///
    /// @return the snapshot, empty for a table without any, which reads as a typed empty relation
    public OptionalLong attach(TableName table) {
        return attach(table, AsOf.LATEST);
    }

    /// Lets SQL name a table as it was at a moment.
    ///
    /// @throws io.onefold.model.OnefoldException (NOT_FOUND) when the table or that state of it is
    ///   not there
    public OptionalLong attach(TableName table, AsOf asOf) {
        Plan plan = Plan.of(table, tables.load(table), asOf);
        views.create(table, Schemas.read(plan.schema(), plan.paths(), ""));
        return plan.snapshotId();
    }

    /// Makes a temporary view of the rows that were appended to a table after a snapshot.
    ///
    /// @param viewName a plain name, for SQL on this session
    /// @return the table's current snapshot, up to which the view reads
    /// @throws io.onefold.model.OnefoldException (CONFLICT) when the snapshot left the history or
    ///   rows were replaced since, so that the whole table must be read
    public OptionalLong attachAppended(TableName table, long afterSnapshotId, String viewName) {
        Plan plan = Plan.appendedAfter(table, tables.load(table), afterSnapshotId);
        views.createTemporary(viewName, Schemas.read(plan.schema(), plan.paths(), ""));
        return plan.snapshotId();
    }

    /// What somebody else may see of a table's columns: for each column that a principal does not
    /// see clear, an expression over the table's rows, for SQL on this session. A stage that writes
    /// for readers outside the lake computes keys and joins on clear values and writes these.
    public Map<String, String> maskedColumns(LakeTable table, Principal principal) {
        MaskPlan plan = MaskPlan.of(governance, principal, table.name(), table.columns());
        Map<String, String> masked = new LinkedHashMap<>();
        plan.masks()
                .forEach(
                        (column, mask) -> {
                            if (!mask.isClear()) {
                                masked.put(
                                        column,
                                        SqlMask.render(mask.mask(), column, mask.type(), keys));
                            }
                        });
        return masked;
    }

    /// HMAC-SHA-256 of a text expression under a key of governance, in lower-case hexadecimal, for
    /// SQL on this session. The key stands in session variables, in no query text.
    public String hmac(String keyName, String textExpression) {
        return SqlMask.hmac(keys.of(keyName), textExpression);
    }

    /// Takes rows that were computed in Java into a temporary table of this session.
    public RowAppender append(String temporaryTable) {
        return new RowAppender(engine.connection(), temporaryTable);
    }

    /// Lets SQL on this session read rows while Java makes them, several sources side by side.
    ///
    /// @param columns the rows' columns, of any types but binary, lists and structs, which SQL can
    ///   make of texts
    public RowFeed feed(List<Column> columns, List<RowSource> sources) {
        return engine.feed(columns, sources);
    }

    /// The columns that a table made of a SELECT would have, each in the narrowest lake type that
    /// holds all its values.
    public List<Column> columnsOf(String selectSql) {
        return Projection.columns(engine.connection(), selectSql);
    }

    /// Publishes a write: its rows become data files, then one atomic commit. Readers see the last
    /// snapshot until then.
    ///
    /// @throws io.onefold.model.OnefoldException (CONFLICT) when somebody else changed the table
    ///   meanwhile and the write cannot be computed anew, (INVALID_INPUT) when the SELECT does not
    ///   fit the table, (UNPROCESSABLE) when its rows do not
    public Commit publish(Write write) {
        return publisher.publish(write);
    }

    /// Publishes an append of which more is known once its rows are written: they become data
    /// files, the stage looks at them, then one atomic commit follows or none.
    public Commit publish(Write write, Completion completion) {
        return publisher.publish(write, completion);
    }

    @Override
    public void close() {
        engine.close();
    }
}
