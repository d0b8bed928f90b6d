package io.onefold.cli.internal.read;

import io.onefold.cli.internal.command.OutputOptions;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.cli.internal.print.Documents;
import io.onefold.graph.GraphLoad;
import io.onefold.graph.query.Queries;
import io.onefold.graph.query.QueryAnswer;
import io.onefold.graph.query.QueryColumn;
import io.onefold.lake.MaskPlan;
import io.onefold.model.ErrorCode;
import io.onefold.model.Layer;
import io.onefold.model.OnefoldException;
import io.onefold.model.TableName;
import io.onefold.model.access.Principal;
import io.onefold.pipeline.DataPath;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Holds the answers of graph and lake against those that whoever invented the silos knows:
/// `truth/queries/<name>.json` beside them, each with what was asked, the moment, and the rows.
public final class PlantedAnswers {

    private static final List<String> COLUMNS =
            List.of(
                    "query",
                    "as_of",
                    "parameters",
                    "rows",
                    "cypher_is_sql",
                    "as_planted",
                    "seconds");

    private final Queries queries;
    private final DataPath path;
    private final Terminal terminal;
    private final OutputOptions output;

    public PlantedAnswers(Queries queries, DataPath path, Terminal terminal, OutputOptions output) {
        this.queries = queries;
        this.path = path;
        this.terminal = terminal;
        this.output = output;
    }

    /// Puts every planted question, prints a line for each, and tells where an answer differs.
    ///
    /// @param folder the folder of the silos
    /// @return whether Cypher, SQL and the planted answer are the same, every time
    public boolean hold(Path folder) {
        Path truth = folder.resolve("truth").resolve("queries");
        if (!Files.isDirectory(truth)) {
            terminal.say(
                    "no answers are planted in "
                            + folder
                            + " (they are at scale 1); nothing to compare with");
            return true;
        }
        List<List<@Nullable Object>> rows = new ArrayList<>();
        boolean all = true;
        for (Path file : files(truth)) {
            for (JsonNode planted : read(file).path("answers")) {
                all &=
                        ask(
                                String.valueOf(file.getFileName()).replaceFirst("\\.json$", ""),
                                planted,
                                rows);
            }
        }
        output.print(terminal, COLUMNS, rows);
        terminal.say(all ? "every answer is the planted one" : "an answer is not the planted one");
        return all;
    }

    private boolean ask(String query, JsonNode planted, List<List<@Nullable Object>> rows) {
        long startedNanos = System.nanoTime();
        Map<String, Object> parameters = parameters(planted.path("parameters"));
        Instant asOf = Instant.parse(planted.path("as_of").asString());
        // Read by a stage of Onefold, so only the masks under which the graph was loaded are on it.
        QueryAnswer answer = queries.verify(query, parameters, Principal.system("truth"), asOf);
        @Nullable String difference =
                difference(planted.path("rows"), answer, loaded(query, answer));
        boolean verified = Boolean.TRUE.equals(answer.verified());
        rows.add(
                Arrays.asList(
                        query,
                        asOf,
                        parameters.isEmpty() ? null : String.join(",", parameters.keySet()),
                        answer.rows().size(),
                        verified,
                        difference == null,
                        Math.round((System.nanoTime() - startedNanos) / 1e7) / 100.0));
        if (!verified) {
            terminal.say(
                    query + " as of " + asOf + ": Cypher and SQL differ: " + answer.difference());
        }
        if (difference != null) {
            terminal.say(query + " as of " + asOf + ": " + difference);
        }
        return verified && difference == null;
    }

    private static Map<String, Object> parameters(JsonNode node) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        node.properties()
                .forEach(
                        entry ->
                                parameters.put(
                                        entry.getKey(),
                                        entry.getValue().isArray()
                                                ? entry.getValue()
                                                        .valueStream()
                                                        .map(JsonNode::asString)
                                                        .toList()
                                                : entry.getValue().asString()));
        return parameters;
    }

    /// What the loader of the graph made of each column's values.
    private Map<String, UnaryOperator<@Nullable Object>> loaded(String query, QueryAnswer answer) {
        Principal loader =
                GraphLoad.loader(path.catalog().graph(queries.library().get(query).graph()));
        Map<String, UnaryOperator<@Nullable Object>> masks = new HashMap<>();
        for (QueryColumn column : answer.columns()) {
            TableName table = column.of().dataset().in(Layer.TRUSTED);
            MaskPlan plan =
                    MaskPlan.of(
                            path.governance(), loader, table, path.lake().require(table).columns());
            MaskPlan.ColumnMask mask = plan.masks().get(column.of().column());
            if (mask != null && !mask.isClear()) {
                masks.put(column.name(), plan.masker(column.of().column(), path.governance()));
            }
        }
        return masks;
    }

    /// Where the answer first differs, without any value; null: nowhere.
    ///
    /// @param loaded what was made of the values of masked columns
    private static @Nullable String difference(
            JsonNode planted,
            QueryAnswer answer,
            Map<String, UnaryOperator<@Nullable Object>> loaded) {
        if (planted.size() != answer.rows().size()) {
            return answer.rows().size() + " rows; planted are " + planted.size();
        }
        JsonNode answered =
                JsonMapper.shared()
                        .readTree(Documents.json(Map.of("rows", answer.rowsByColumn())))
                        .path("rows");
        for (int row = 0; row < planted.size(); row++) {
            for (Map.Entry<String, JsonNode> column : planted.get(row).properties()) {
                JsonNode expected = masked(column.getValue(), loaded.get(column.getKey()));
                if (!same(expected, answered.get(row).path(column.getKey()))) {
                    return "row "
                            + (row + 1)
                            + ", column "
                            + column.getKey()
                            + " is not as planted";
                }
            }
        }
        return null;
    }

    private static JsonNode masked(
            JsonNode planted, @Nullable UnaryOperator<@Nullable Object> mask) {
        if (mask == null || !planted.isString()) {
            return planted;
        }
        return JsonMapper.shared().valueToTree(mask.apply(planted.asString()));
    }

    private static boolean same(JsonNode planted, JsonNode answered) {
        if (planted.isNull() || answered.isNull() || answered.isMissingNode()) {
            return planted.isNull() && (answered.isNull() || answered.isMissingNode());
        }
        if (planted.isArray()) {
            return planted.size() == answered.size()
                    && Stream.iterate(0, i -> i + 1)
                            .limit(planted.size())
                            .allMatch(i -> same(planted.get(i), answered.get(i)));
        }
        boolean numbers = planted.isNumber() && answered.isNumber();
        return numbers
                ? number(planted).compareTo(number(answered)) == 0
                : planted.asString().equals(answered.asString());
    }

    private static BigDecimal number(JsonNode node) {
        return new BigDecimal(node.asString());
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static JsonNode read(Path file) {
        try {
            return JsonMapper.shared().readTree(Files.readString(file));
        } catch (IOException | JacksonException e) {
            throw unreadable(file, e);
        }
    }

    private static OnefoldException unreadable(Path path, Exception e) {
        return new OnefoldException(
                ErrorCode.INVALID_INPUT,
                "the planted answers in "
                        + path
                        + " cannot be read; expected JSON as onefold generate writes it; generate"
                        + " the silos again",
                e);
    }
}
