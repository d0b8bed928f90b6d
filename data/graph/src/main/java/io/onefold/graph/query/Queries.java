package io.onefold.graph.query;

import io.onefold.lake.Governance;
import io.onefold.lake.Lake;
import io.onefold.model.DatasetName;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import io.onefold.model.audit.AuditEvent;
import io.onefold.model.audit.AuditLog;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Answers the questions of a library: by Cypher over the graph, by their SQL twins over the lake,
/// or by both, compared row by row. Every question is audited; answers pass the masks of whoever
/// asked. Safe for many threads.
public final class Queries {

    private static final String ACTION = "query.run";

    private final QueryLibrary library;
    private final CypherTwin cypher;
    private final SqlTwin sql;
    private final AnswerMasks masks;
    private final GraphSnapshots snapshots;
    private final AuditLog audit;
    private final Clock clock;
    private final QueryLimits limits;

    /// @param library the questions
    /// @param graph the graph server
    /// @param lake the lake
    /// @param governance what is sensitive
    /// @param loader what the loader of the graph may see
    /// @param snapshots what the graph was loaded from
    /// @param audit where questions are written down
    /// @param clock the default of `as_of`
    /// @param limits how much one answer may take
    public Queries(
            QueryLibrary library,
            GraphServer graph,
            Lake lake,
            Governance governance,
            GraphLoader loader,
            GraphSnapshots snapshots,
            AuditLog audit,
            Clock clock,
            QueryLimits limits) {
        this.library = Objects.requireNonNull(library);
        this.cypher = new CypherTwin(graph, limits);
        this.sql = new SqlTwin(lake, loader, limits);
        this.masks = new AnswerMasks(lake, governance, loader);
        this.snapshots = Objects.requireNonNull(snapshots);
        this.audit = Objects.requireNonNull(audit);
        this.clock = Objects.requireNonNull(clock);
        this.limits = limits;
    }

    /// The questions there are.
    public QueryLibrary library() {
        return library;
    }

    /// Answers a question by one engine.
    ///
    /// @param name its name
    /// @param parameters what was chosen, by name; texts are read as the parameter's type
    /// @param asOf where its windows close; null: now
    /// @throws OnefoldException (FORBIDDEN) without permission `data_read`, (NOT_FOUND) for an
    ///   unknown question or a graph that was never loaded, (INVALID_INPUT) for parameters that do
    ///   not fit, (UNPROCESSABLE) when it takes too long
    public QueryAnswer run(
            String name,
            Map<String, ?> parameters,
            Principal principal,
            QueryEngine engine,
            @Nullable Instant asOf) {
        return audited(
                name,
                engine.wireName(),
                parameters,
                principal,
                () -> {
                    Question question = question(name, parameters, asOf);
                    RawAnswer raw =
                            switch (engine) {
                                case CYPHER -> cypher.run(question.spec(), masked(question));
                                case SQL -> sql.run(question.spec(), masked(question), Map.of());
                            };
                    Map<String, Long> read =
                            switch (engine) {
                                case CYPHER -> named(loaded(question.spec()));
                                case SQL -> raw.snapshots();
                            };
                    return answer(question, engine, raw, read, principal, null, null);
                });
    }

    /// Answers a question by Cypher, and compares every row with what the SQL twin says over the
    /// snapshots that the graph was loaded from. The comparison is before the masks of whoever
    /// asks.
    ///
    /// @return the answer, `verified` true or false
    /// @throws OnefoldException as [#run]
    public QueryAnswer verify(
            String name, Map<String, ?> parameters, Principal principal, @Nullable Instant asOf) {
        return audited(
                name,
                "verify",
                parameters,
                principal,
                () -> {
                    Question question = question(name, parameters, asOf);
                    Map<DatasetName, Long> loaded = loaded(question.spec());
                    RawAnswer graph = cypher.run(question.spec(), masked(question));
                    RawAnswer lake = sql.run(question.spec(), masked(question), loaded);
                    String difference = Difference.between(question.spec(), graph, lake);
                    return answer(
                            question,
                            QueryEngine.CYPHER,
                            graph,
                            named(loaded),
                            principal,
                            difference == null,
                            difference);
                });
    }

    /// A question with all its parameters.
    private record Question(QuerySpec spec, BoundParameters parameters) {}

    private Question question(String name, Map<String, ?> parameters, @Nullable Instant asOf) {
        QuerySpec spec = library.get(name);
        Instant at = asOf == null ? clock.instant() : asOf;
        return new Question(
                spec, BoundParameters.of(spec, parameters, at.truncatedTo(ChronoUnit.MICROS)));
    }

    private BoundParameters masked(Question question) {
        return masks.compared(question.spec(), question.parameters());
    }

    private Map<DatasetName, Long> loaded(QuerySpec spec) {
        return snapshots
                .of(spec.graph())
                .orElseThrow(
                        () ->
                                new OnefoldException(
                                        ErrorCode.NOT_FOUND,
                                        "graph '"
                                                + spec.graph()
                                                + "' was never loaded; run a workflow that loads it, or ask with --engine sql"));
    }

    private static Map<String, Long> named(Map<DatasetName, Long> snapshots) {
        Map<String, Long> named = new LinkedHashMap<>();
        snapshots.forEach((dataset, snapshot) -> named.put(dataset.toString(), snapshot));
        return named;
    }

    private QueryAnswer answer(
            Question question,
            QueryEngine engine,
            RawAnswer raw,
            Map<String, Long> read,
            Principal principal,
            @Nullable Boolean verified,
            @Nullable String difference) {
        QuerySpec spec = question.spec();
        List<List<@Nullable Object>> rows = masks.answered(spec, raw.rows(), principal);
        return new QueryAnswer(
                spec.name(),
                question.parameters().asOf(),
                engine,
                read,
                verified,
                difference,
                raw.truncated(),
                spec.columns(),
                rows);
    }

    /// Work that answers.
    private interface Answering {
        QueryAnswer answer();
    }

    private QueryAnswer audited(
            String name,
            String engine,
            Map<String, ?> parameters,
            Principal principal,
            Answering work) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("engine", engine);
        details.put("parameters", String.join(",", parameters.keySet().stream().sorted().toList()));
        try {
            principal.require(Permission.DATA_READ);
            QueryAnswer answer = work.answer();
            details.put("as_of", answer.asOf().toString());
            details.put("rows", Integer.toString(answer.rows().size()));
            audit.append(new AuditEvent(principal.name(), ACTION, name, "done", details));
            return answer;
        } catch (OnefoldException e) {
            details.put("error", e.code().name());
            String outcome = e.code() == ErrorCode.FORBIDDEN ? "refused" : "failed";
            audit.append(new AuditEvent(principal.name(), ACTION, name, outcome, details));
            throw e;
        }
    }

    /// How much one answer may take.
    public QueryLimits limits() {
        return limits;
    }
}
