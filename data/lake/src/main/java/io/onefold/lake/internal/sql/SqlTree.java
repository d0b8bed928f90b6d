package io.onefold.lake.internal.sql;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The engine's own parse tree of one SELECT, so that what is judged is what will run.
///
/// @param sql the text
/// @param root the tree's `node`
public record SqlTree(String sql, JsonNode root) {

    private static final int LENGTH_MAX = 200_000;

    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(2_000)
                                                    .maxStringLength(LENGTH_MAX * 4)
                                                    .build())
                                    .build())
                    .build();

    /// @throws OnefoldException (INVALID_INPUT) with line and column when it does not parse, or
    ///   when it is not exactly one SELECT
    public static SqlTree parse(Connection connection, String sql) {
        if (sql.length() > LENGTH_MAX) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "the SQL has " + sql.length() + " characters; expected at most " + LENGTH_MAX);
        }
        JsonNode answer = serialized(connection, sql);
        if (answer.path("error").asBoolean()) {
            throw refusal(sql, answer);
        }
        JsonNode statements = answer.path("statements");
        if (statements.size() != 1) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "the SQL holds " + statements.size() + " statements; expected one SELECT");
        }
        return new SqlTree(sql, statements.get(0).path("node"));
    }

    private static JsonNode serialized(Connection connection, String sql) {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT json_serialize_sql(?::VARCHAR)")) {
            statement.setString(1, sql);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return JSON.readTree(String.valueOf(rows.getString(1)));
            }
        } catch (SQLException | JacksonException e) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "the SQL cannot be read, perhaps because it nests too deep; make it simpler",
                    e);
        }
    }

    private static OnefoldException refusal(String sql, JsonNode answer) {
        if (!answer.path("error_type").asString("").equals("parser")) {
            return new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "only one SELECT can be run here: "
                            + answer.path("error_message").asString(""));
        }
        int at = Integer.parseInt(answer.path("position").asString("0"));
        return new OnefoldException(
                ErrorCode.INVALID_INPUT,
                "the SQL does not parse at "
                        + Position.of(sql, at)
                        + ": "
                        + answer.path("error_message").asString(""));
    }

    /// Where a node of the tree stands in the text, for example `line 2, column 14`; empty when the
    /// tree does not say.
    public String positionOf(JsonNode node) {
        JsonNode at = node.path("query_location");
        return at.canConvertToInt() && at.asInt() <= sql.length()
                ? Position.of(sql, at.asInt()).toString()
                : "";
    }

    /// The functions and types that the text names, in lower case.
    public Set<String> names() {
        Set<String> names = new HashSet<>();
        collectNames(root, names);
        return names;
    }

    private static void collectNames(JsonNode node, Set<String> names) {
        for (String key : List.of("function_name", "type_name")) {
            if (node.path(key).isString()) {
                names.add(node.path(key).stringValue().toLowerCase(Locale.ROOT));
            }
        }
        node.forEach(child -> collectNames(child, names));
    }

    /// A place in a text.
    ///
    /// @param line 1-based
    /// @param column 1-based
    record Position(int line, int column) {

        static Position of(String sql, int offset) {
            int end = Math.min(offset, sql.length());
            int lineStart = sql.lastIndexOf('\n', Math.max(0, end) - 1) + 1;
            int line = 1 + (int) sql.substring(0, lineStart).chars().filter(c -> c == '\n').count();
            return new Position(line, end - lineStart + 1);
        }

        @Override
        public String toString() {
            return "line " + line + ", column " + column;
        }
    }
}
