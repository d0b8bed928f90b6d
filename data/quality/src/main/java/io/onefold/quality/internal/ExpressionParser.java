package io.onefold.quality.internal;

import io.onefold.lake.DuckSql;
import io.onefold.lake.SparkSql;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Reads and writes expressions by the engine's own parser, so that there is no second grammar to
/// drift.
public final class ExpressionParser {

    static final String PREFIX = "SELECT ";
    private static final List<String> CLAUSES =
            List.of("where_clause", "having", "qualify", "sample");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Connection engine;

    /// @param engine a connection to DuckDB; only its parser is used
    public ExpressionParser(Connection engine) {
        this.engine = engine;
    }

    /// Reads one expression.
    ///
    /// @throws OnefoldException (INVALID_INPUT) with the engine's complaint, or naming what is not
    ///   an expression over a row
    public Expression parse(String sql) {
        String select = PREFIX + sql + "\n";
        JsonNode answer = serialise(select);
        if (answer.path("error").asBoolean(true)) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    answer.path("error_message").asString("the SQL cannot be read")
                            + position(answer)
                            + "; expected one SQL expression");
        }
        JsonNode node = answer.path("statements").path(0).path("node");
        if (answer.path("statements").size() != 1 || !isBareSelect(node)) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "this is more than an expression; expected one SQL expression over a row");
        }
        return new Expression(node.path("select_list").path(0), select);
    }

    /// Whether a select has one unnamed item and no other clause.
    private static boolean isBareSelect(JsonNode node) {
        JsonNode list = node.path("select_list");
        boolean clauses = CLAUSES.stream().anyMatch(clause -> !node.path(clause).isNull());
        boolean more = node.path("modifiers").size() + node.path("group_expressions").size() > 0;
        return list.size() == 1
                && list.path(0).path("alias").asString("").isEmpty()
                && node.path("from_table").path("type").asString("").equals("EMPTY")
                && !clauses
                && !more;
    }

    /// Writes an expression as the engine's SQL.
    public String render(Expression expression) {
        JsonNode template = serialise(PREFIX + "1");
        ObjectNode select = (ObjectNode) template.path("statements").path(0).path("node");
        select.putArray("select_list").add(expression.tree());
        String sql =
                ask(
                        "SELECT json_deserialize_sql("
                                + DuckSql.text(JSON.writeValueAsString(template))
                                + ")");
        return sql.substring(PREFIX.length());
    }

    /// Writes an expression of Spark's dialect as SQL that any other SQL of this engine may hold,
    /// and brings the functions it calls into the engine.
    public String compile(Expression expression) {
        SparkSql.add(engine, expression.names());
        return render(expression.addressed());
    }

    /// Reads an expression, renames its columns and writes it for this engine.
    ///
    /// @param names new names by column name, compared without case as the engine does
    /// @throws OnefoldException (INVALID_INPUT) if it reads a column that has no new name
    public String rewrite(String sql, Map<String, String> names) {
        Names known = new Names(names);
        return compile(parse(sql).renamed(known::of));
    }

    private static String position(JsonNode answer) {
        int at = answer.path("position").asInt(-1) - PREFIX.length();
        return at < 0 ? "" : " at character " + (at + 1);
    }

    private JsonNode serialise(String select) {
        return JSON.readTree(ask("SELECT json_serialize_sql(" + DuckSql.text(select) + ")"));
    }

    private String ask(String sql) {
        try (Statement statement = engine.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new OnefoldException(
                    ErrorCode.INTERNAL, "the engine's parser failed: " + e.getMessage(), e);
        }
    }
}
