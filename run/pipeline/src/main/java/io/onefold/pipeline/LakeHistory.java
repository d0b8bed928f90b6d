package io.onefold.pipeline;

import io.onefold.catalog.Catalog;
import io.onefold.catalog.FraudHistorySpec;
import io.onefold.lake.DuckSql;
import io.onefold.lake.Lake;
import io.onefold.lake.LakeSession;
import io.onefold.lake.LakeTable;
import io.onefold.model.Column;
import io.onefold.model.DataType;
import io.onefold.model.ErrorCode;
import io.onefold.model.Layer;
import io.onefold.model.OnefoldException;
import io.onefold.model.Spelling;
import io.onefold.model.TableName;
import io.onefold.model.access.Principal;
import io.onefold.scoring.evaluate.HistoryRow;
import io.onefold.scoring.evaluate.PaymentHistory;
import io.onefold.scoring.feature.Entity;
import io.onefold.scoring.feature.Payment;
import io.onefold.scoring.feature.RequestFields;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The payments of a trusted table, as its `fraud-history` manifest reads them, in the order of
/// event time and transaction.
public final class LakeHistory implements PaymentHistory {

    private static final Principal STAGE = Principal.system("fraud-history");

    private final Lake lake;
    private final FraudHistorySpec spec;
    private final String fraudType;

    private LakeHistory(Lake lake, FraudHistorySpec spec, String fraudType) {
        this.lake = lake;
        this.spec = spec;
        this.fraudType = fraudType;
    }

    /// The history of payments of one kind of fraud.
    ///
    /// @param fraudType the kind, for example `credit_card`; null: the one that the manifest names
    /// @throws OnefoldException (INVALID_INPUT) when the manifest names another, or leaves it open
    public static LakeHistory of(Lake lake, FraudHistorySpec spec, @Nullable String fraudType) {
        String own = spec.fraudType();
        String wanted = fraudType == null ? own : fraudType;
        if (wanted == null || (own != null && !own.equals(wanted))) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    own == null
                            ? "history "
                                    + spec.name()
                                    + " has payments of several kinds of fraud; say which, for"
                                    + " example credit_card"
                            : "history "
                                    + spec.name()
                                    + " has payments of "
                                    + own
                                    + ", not of "
                                    + wanted
                                    + "; name another history");
        }
        return new LakeHistory(lake, spec, wanted);
    }

    /// The payments of a `fraud-history` manifest of the catalog.
    ///
    /// @param name the manifest's name; null: the only one that has payments of the type
    /// @param fraudType the kind of fraud; null: the history's own
    /// @throws OnefoldException (NOT_FOUND) when there is no such history, (INVALID_INPUT) when
    ///   none is named and there are several
    public static LakeHistory find(
            DataPath path, @Nullable String name, @Nullable String fraudType) {
        Catalog catalog = path.catalog();
        return of(
                path.lake(),
                name == null ? only(catalog, fraudType) : catalog.fraudHistory(name),
                fraudType);
    }

    private static FraudHistorySpec only(Catalog catalog, @Nullable String fraudType) {
        List<FraudHistorySpec> all = catalog.fraudHistories();
        List<FraudHistorySpec> fitting =
                all.stream()
                        .filter(
                                spec ->
                                        fraudType == null
                                                || spec.fraudType() == null
                                                || fraudType.equals(spec.fraudType()))
                        .toList();
        if (fitting.size() == 1) {
            return fitting.getFirst();
        }
        List<String> names = fitting.stream().map(FraudHistorySpec::name).toList();
        throw new OnefoldException(
                ErrorCode.INVALID_INPUT,
                names.isEmpty()
                        ? "the catalog has no history of such payments; apply a manifest of type"
                                + " fraud-history, for example examples/fraud-handbook"
                        : "the catalog has several histories of payments; name one of them: "
                                + String.join(", ", names));
    }

    /// The table that is read.
    public TableName table() {
        return spec.dataset().in(Layer.TRUSTED);
    }

    /// The kind of fraud that its labels tell, for example `credit_card`.
    public String fraudType() {
        return fraudType;
    }

    /// The fields of requests that it has.
    public Set<String> requestFields() {
        return spec.request().keySet();
    }

    /// The table and its snapshot, for example `trusted.payments_db.payments@123`.
    public String snapshot() {
        return table() + "@" + lake.require(table()).snapshotId().orElse(0);
    }

    /// @throws OnefoldException (NOT_FOUND) without the table, (INVALID_INPUT) naming a column it
    ///   does not have, (UNPROCESSABLE) when a payment has no time or amount
    @Override
    public void read(RequestFields fields, Instant from, Instant to, Consumer<HistoryRow> rows) {
        List<Cell> cells = cells(lake.require(table()), fields);
        try (LakeSession session = lake.session(STAGE)) {
            session.attach(table());
            try (Statement statement = session.connection().createStatement();
                    ResultSet result = statement.executeQuery(sql(cells, from, to))) {
                HistoryRow row = new HistoryRow(new Payment(fields));
                while (result.next()) {
                    row.payment().clear();
                    for (int i = 0; i < cells.size(); i++) {
                        cells.get(i).take().from(result, i + 1, row);
                    }
                    rows.accept(row);
                }
            }
        } catch (SQLException e) {
            throw new OnefoldException(
                    ErrorCode.RUN_FAILED,
                    "the history " + spec.name() + " cannot be read from " + table() + ": " + e,
                    e);
        }
    }

    /// A column of the query and what is made of it.
    private record Cell(String sql, Take take) {}

    /// Takes a value of the present row.
    @FunctionalInterface
    private interface Take {
        void from(ResultSet result, int column, HistoryRow row) throws SQLException;
    }

    private List<Cell> cells(LakeTable table, RequestFields fields) {
        Map<String, DataType> types =
                table.columns().stream()
                        .collect(Collectors.toMap(Column::name, Column::type, (a, b) -> a));
        requireColumns(types.keySet());
        List<Cell> cells = new ArrayList<>();
        cells.add(
                new Cell(
                        micros(spec.time()),
                        (r, c, row) -> row.payment().atMicros(required(r, c, spec.time()))));
        cells.add(
                new Cell(
                        "cast(" + DuckSql.name(spec.amount()) + " * 10000 as bigint)",
                        (r, c, row) ->
                                row.payment().amountMinor(required(r, c, spec.amount()), 4)));
        spec.entities()
                .forEach(
                        (entity, column) ->
                                cells.add(
                                        entity(
                                                Entity.valueOf(entity.toUpperCase(Locale.ROOT)),
                                                column,
                                                Objects.requireNonNull(types.get(column)))));
        if (spec.latitude() != null && spec.longitude() != null) {
            cells.addAll(places(spec.latitude(), spec.longitude()));
        }
        for (RequestFields.Field field : fields.all()) {
            String column = spec.request().get(field.name());
            if (column != null) {
                cells.add(request(field.kind(), fields.slot(field.name()), column));
            }
        }
        if (spec.typeColumn() != null) {
            cells.add(
                    new Cell(
                            "coalesce("
                                    + text(spec.typeColumn())
                                    + " = "
                                    + DuckSql.text(fraudType)
                                    + ", false)",
                            (r, c, row) -> row.wanted(r.getBoolean(c))));
        }
        cells.addAll(label());
        return cells;
    }

    private void requireColumns(Set<String> there) {
        List<String> missing =
                spec.columns().values().stream().filter(c -> !there.contains(c)).toList();
        if (!missing.isEmpty()) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "history "
                            + spec.name()
                            + " reads column '"
                            + missing.getFirst()
                            + "', which "
                            + table()
                            + " does not have"
                            + Spelling.didYouMean(missing.getFirst(), there)
                            + "; correct its manifest");
        }
    }

    private static Cell entity(Entity entity, String column, DataType type) {
        if (type == DataType.Simple.LONG || type == DataType.Simple.INT) {
            return new Cell(
                    DuckSql.name(column),
                    (r, c, row) -> {
                        long key = r.getLong(c);
                        if (!r.wasNull()) {
                            row.payment().entity(entity, key);
                        }
                    });
        }
        return new Cell(text(column), (r, c, row) -> row.payment().entity(entity, r.getString(c)));
    }

    private static List<Cell> places(String latitude, String longitude) {
        double[] north = new double[1];
        Function<String, String> degrees =
                column -> "coalesce(cast(" + DuckSql.name(column) + " as double), 'nan')";
        return List.of(
                new Cell(degrees.apply(latitude), (r, c, row) -> north[0] = r.getDouble(c)),
                new Cell(
                        degrees.apply(longitude),
                        (r, c, row) -> row.payment().place(north[0], r.getDouble(c))));
    }

    private static Cell request(RequestFields.Kind kind, int slot, String column) {
        return switch (kind) {
            case CATEGORY ->
                    new Cell(text(column), (r, c, row) -> row.payment().word(slot, r.getString(c)));
            case NUMBER, FLAG ->
                    new Cell(
                            "coalesce(cast(" + DuckSql.name(column) + " as double), 'nan')",
                            (r, c, row) -> row.payment().value(slot, r.getDouble(c)));
        };
    }

    /// The transaction, then whether it is fraud, then since when that is known.
    private List<Cell> label() {
        FraudHistorySpec.Label label = spec.label();
        String frauds =
                label.frauds().stream().map(DuckSql::text).collect(Collectors.joining(", "));
        String known =
                label.knownAt() == null
                        ? micros(spec.time())
                                + " + "
                                + (label.delay() == null ? 0 : label.delay().toNanos() / 1000)
                        : micros(label.knownAt());
        return List.of(
                new Cell(text(spec.transaction()), (r, c, row) -> {}),
                new Cell(
                        "coalesce(" + text(label.column()) + " in (" + frauds + "), false)",
                        (r, c, row) -> {}),
                new Cell(
                        "coalesce(" + known + ", 9223372036854775807)",
                        (r, c, row) ->
                                row.is(r.getString(c - 2), r.getBoolean(c - 1), r.getLong(c))));
    }

    private String sql(List<Cell> cells, Instant from, Instant to) {
        String time = micros(spec.time());
        return "select "
                + cells.stream().map(Cell::sql).collect(Collectors.joining(", "))
                + " from "
                + DuckSql.table(table())
                + " where "
                + time
                + " is null or "
                + time
                + " >= "
                + ChronoUnit.MICROS.between(Instant.EPOCH, from)
                + " and "
                + time
                + " < "
                + ChronoUnit.MICROS.between(Instant.EPOCH, to)
                + " order by "
                + time
                + " nulls first, "
                + DuckSql.name(spec.transaction());
    }

    private long required(ResultSet result, int column, String name) throws SQLException {
        long value = result.getLong(column);
        if (result.wasNull()) {
            throw new OnefoldException(
                    ErrorCode.UNPROCESSABLE,
                    "a payment of "
                            + table()
                            + " has no "
                            + name
                            + ", which the history "
                            + spec.name()
                            + " needs; make it required in the contract");
        }
        return value;
    }

    private static String micros(String column) {
        return "epoch_us(" + DuckSql.name(column) + ")";
    }

    private static String text(String column) {
        return "cast(" + DuckSql.name(column) + " as varchar)";
    }
}
