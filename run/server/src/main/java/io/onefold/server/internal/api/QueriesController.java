package io.onefold.server.internal.api;

import io.onefold.graph.query.Queries;
import io.onefold.graph.query.QueryAnswer;
import io.onefold.graph.query.QueryColumn;
import io.onefold.graph.query.QueryEngine;
import io.onefold.graph.query.QueryParameter;
import io.onefold.graph.query.QuerySpec;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The library of questions: listed, and answered under the caller's masks.
@RestController
@RequestMapping("/api/queries")
@Tag(name = "queries")
class QueriesController {

    private final Queries queries;

    QueriesController(Queries queries) {
        this.queries = queries;
    }

    /// @param graph the graph it is about
    /// @param requireOneOf parameters of which at least one must be given; empty: no such demand
    record QueryView(
            String name,
            String intent,
            String description,
            String graph,
            List<ParameterView> parameters,
            List<String> requireOneOf,
            List<QueryColumnView> columns,
            String cypher,
            String sql) {}

    /// @param type integer, string, zone or list<string>
    /// @param defaultValue its value when none is given; null: none
    record ParameterView(
            String name, String type, @Nullable Object defaultValue, String description) {}

    /// @param of the dataset's column it is made of
    record QueryColumnView(String name, String type, String of) {}

    /// @param parameters by name; absent: all defaults
    /// @param asOf where its windows close; absent: now
    /// @param engine cypher or sql; absent: cypher
    /// @param verify whether both engines answer and are compared row by row
    record QueryRequest(
            @Nullable Map<String, @Nullable Object> parameters,
            @Nullable Instant asOf,
            @Nullable String engine,
            @Nullable Boolean verify) {}

    /// @param snapshot the snapshots it was answered over, by dataset; texts, because they do not
    ///   fit a JavaScript number
    /// @param verified whether both engines gave the same rows; null: it was not tried
    /// @param difference where they first differ, without any value
    /// @param rows column → value
    record QueryResult(
            String query,
            Instant asOf,
            String engine,
            SortedMap<String, String> snapshot,
            @Nullable Boolean verified,
            @Nullable String difference,
            boolean truncated,
            List<QueryColumnView> columns,
            List<Map<String, @Nullable Object>> rows) {}

    @GetMapping
    @Operation(summary = "The questions there are")
    List<QueryView> queries(@AuthenticationPrincipal Principal caller) {
        caller.require(Permission.DATA_READ);
        return queries.library().all().stream().map(QueriesController::view).toList();
    }

    @PostMapping("/{name}")
    @Operation(summary = "Answer a question under the caller's masks")
    QueryResult answer(
            @PathVariable String name,
            @RequestBody(required = false) @Nullable QueryRequest request,
            @AuthenticationPrincipal Principal caller) {
        QueryRequest asked = request == null ? new QueryRequest(null, null, null, null) : request;
        Map<String, Object> parameters = given(asked.parameters());
        if (Boolean.TRUE.equals(asked.verify())) {
            if (asked.engine() != null) {
                throw new OnefoldException(
                        ErrorCode.INVALID_INPUT,
                        "verify asks both engines; leave engine out, or verify");
            }
            return result(queries.verify(name, parameters, caller, asked.asOf()));
        }
        QueryEngine engine =
                asked.engine() == null ? QueryEngine.CYPHER : QueryEngine.parse(asked.engine());
        return result(queries.run(name, parameters, caller, engine, asked.asOf()));
    }

    /// A parameter that is null is one that was not given.
    private static Map<String, Object> given(@Nullable Map<String, @Nullable Object> parameters) {
        Map<String, Object> given = new LinkedHashMap<>();
        if (parameters != null) {
            parameters.forEach(
                    (name, value) -> {
                        if (value != null) {
                            given.put(name, value);
                        }
                    });
        }
        return given;
    }

    private static QueryView view(QuerySpec spec) {
        return new QueryView(
                spec.name(),
                spec.intent(),
                spec.description(),
                spec.graph(),
                spec.parameters().stream().map(QueriesController::view).toList(),
                spec.requireOneOf(),
                columns(spec.columns()),
                spec.cypher(),
                spec.sql());
    }

    private static ParameterView view(QueryParameter parameter) {
        return new ParameterView(
                parameter.name(),
                parameter.type().wireName(),
                parameter.defaultValue(),
                parameter.description());
    }

    private static List<QueryColumnView> columns(List<QueryColumn> columns) {
        return columns.stream()
                .map(c -> new QueryColumnView(c.name(), c.type().toString(), c.of().toString()))
                .toList();
    }

    private static QueryResult result(QueryAnswer answer) {
        SortedMap<String, String> snapshot = new TreeMap<>();
        answer.snapshot().forEach((dataset, id) -> snapshot.put(dataset, Long.toString(id)));
        List<Map<String, @Nullable Object>> rows =
                answer.rowsByColumn().stream().map(QueriesController::plain).toList();
        return new QueryResult(
                answer.query(),
                answer.asOf(),
                answer.engine().wireName(),
                snapshot,
                answer.verified(),
                answer.difference(),
                answer.truncated(),
                columns(answer.columns()),
                rows);
    }

    private static Map<String, @Nullable Object> plain(Map<String, @Nullable Object> row) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        row.forEach((column, value) -> plain.put(column, Plain.of(value)));
        return plain;
    }
}
