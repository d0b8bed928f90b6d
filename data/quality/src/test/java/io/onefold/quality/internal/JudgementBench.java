package io.onefold.quality.internal;

import io.onefold.model.Column;
import io.onefold.model.DataType;
import io.onefold.model.DatasetName;
import io.onefold.model.contract.ContractColumn;
import io.onefold.model.contract.DatasetContract;
import io.onefold.model.contract.RowRule;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A DuckDB of its own in which a test judges rows, without a lake.
final class JudgementBench implements AutoCloseable {

    static final DatasetName PARCELS = DatasetName.parse("depot.parcels");

    private final Connection engine;

    JudgementBench() {
        try {
            engine = DriverManager.getConnection("jdbc:duckdb:");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    RawTable raw(String name, Column... business) {
        return RawTable.of(engine, name, business);
    }

    /// The raw table `parcels` with columns of text.
    RawTable parcels(String... texts) {
        return raw(
                "parcels", Arrays.stream(texts).map(JudgementBench::text).toArray(Column[]::new));
    }

    Judgement judge(RawTable raw, DatasetContract contract, String run) {
        return judge(raw, contract, run, Map.of());
    }

    Judgement judge(
            RawTable raw,
            DatasetContract contract,
            String run,
            Map<DatasetName, Referenced> references) {
        Shape shape = Shape.of(contract, raw.columns(), engine);
        return Judgement.of(
                engine,
                shape,
                new Relations(raw.relation(), Optional.empty(), Optional.empty(), references),
                run);
    }

    /// The rows that are trusted, cells joined by `|`, in order.
    List<String> trusted() {
        return rows("select columns('^t[0-9]+$') from check_chosen order by all");
    }

    /// The reasons of the rejected row whose first raw column has a value.
    List<String> reasons(String first) {
        return rows(
                "select reason.rule || '/' || reason.column || '/' || reason.expected from"
                        + " (select unnest(reasons) as reason from check_rejected where raw_row[1] = '"
                        + first
                        + "')");
    }

    void execute(String... statements) {
        try (Statement statement = engine.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> rows(String sql) {
        List<String> rows = new ArrayList<>();
        try (Statement statement = engine.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    cells.add(String.valueOf(result.getString(i)));
                }
                rows.add(String.join("|", cells));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return rows;
    }

    static Column text(String name) {
        return Column.optional(name, DataType.Simple.STRING);
    }

    static ContractColumn column(String name, DataType type) {
        return ContractColumn.of(name, type, false);
    }

    static ContractColumn required(String name, DataType type) {
        return ContractColumn.of(name, type, true);
    }

    /// A contract of whole numbers whose key is the first column.
    static DatasetContract numbers(@Nullable String version, String... columns) {
        return contract(
                Arrays.stream(columns).map(name -> column(name, DataType.Simple.LONG)).toList(),
                version);
    }

    /// A contract whose key is the first column.
    static DatasetContract contract(List<ContractColumn> columns, @Nullable String version) {
        return contract(columns, version, List.of());
    }

    /// A contract with rules whose key is the first column.
    static DatasetContract contract(
            List<ContractColumn> columns, @Nullable String version, List<RowRule> rules) {
        return new DatasetContract(
                "parcels",
                "1",
                PARCELS,
                columns,
                List.of(columns.getFirst().name()),
                version,
                rules,
                List.of(),
                false,
                List.of());
    }

    @Override
    public void close() {
        try {
            engine.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
