package io.onefold.cli.internal.read;

import io.onefold.cli.internal.command.CallerOptions;
import io.onefold.cli.internal.command.Home;
import io.onefold.cli.internal.command.OutputOptions;
import io.onefold.cli.internal.command.Session;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.embedded.Part;
import io.onefold.graph.query.Queries;
import io.onefold.graph.query.QueryAnswer;
import io.onefold.graph.query.QueryColumn;
import io.onefold.graph.query.QueryEngine;
import io.onefold.graph.query.QueryParameter;
import io.onefold.graph.query.QuerySpec;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Principal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `onefold query`
@Command(
        name = "query",
        description = {
            "Runs a query of the library; without a name, lists them.",
            "--verify answers in Cypher and in SQL and compares every row; --all does so for the whole library."
        },
        mixinStandardHelpOptions = true)
public final class QueryCommand implements Callable<Integer> {

    private static final List<String> LIBRARY = List.of("query", "intent", "parameters");
    private static final List<String> VERIFIED = List.of("query", "rows", "verified", "seconds");

    private final Terminal terminal;

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "the query")
    private @Nullable String name;

    @Option(
            names = {"-p", "--param"},
            paramLabel = "NAME=VALUE",
            description = "a parameter; may be repeated")
    private final Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--as-of",
            paramLabel = "INSTANT",
            description = "where its windows close, ISO 8601 (default: now)")
    private @Nullable String asOf;

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            description = "cypher (the graph) or sql (the lake); default: cypher")
    private QueryEngine engine = QueryEngine.CYPHER;

    @Option(names = "--verify", description = "answer by both engines and compare")
    private boolean verify;

    @Option(names = "--all", description = "verify every query of the library")
    private boolean all;

    @Mixin private final CallerOptions caller = new CallerOptions();

    @Mixin private final OutputOptions output = new OutputOptions();

    QueryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Instant moment = asOf == null ? null : instant(asOf);
        try (Session session = Session.open(terminal, EnumSet.of(Part.POSTGRES, Part.NEO4J))) {
            Queries queries = session.path().queries(Home.queries(terminal));
            Principal reader = caller.principal(session.path().catalog());
            if (all) {
                return verifyAll(queries, parameters, reader, moment, output, terminal);
            }
            return name == null ? list(queries) : answer(queries, name, reader, moment);
        }
    }

    /// Verifies every query and prints one line for each. One that cannot be asked without a
    /// parameter that was not given is named and left out.
    ///
    /// @param parameters given to each query that has them
    /// @return the exit code: 4 if an answer of the graph differs from that of the lake
    public static int verifyAll(
            Queries queries,
            Map<String, String> parameters,
            Principal reader,
            @Nullable Instant asOf,
            OutputOptions output,
            Terminal terminal) {
        List<List<Object>> rows = new ArrayList<>();
        boolean good = true;
        for (QuerySpec query : queries.library().all()) {
            Map<String, String> fitting = new LinkedHashMap<>(parameters);
            fitting.keySet()
                    .retainAll(query.parameters().stream().map(QueryParameter::name).toList());
            if (!query.requireOneOf().isEmpty() && fitting.isEmpty()) {
                terminal.say(query.name() + " left out: it needs one of " + query.requireOneOf());
                continue;
            }
            long started = terminal.clock().millis();
            QueryAnswer answer = queries.verify(query.name(), fitting, reader, asOf);
            boolean same = Boolean.TRUE.equals(answer.verified());
            good &= same;
            rows.add(
                    List.of(
                            query.name(),
                            answer.rows().size(),
                            same,
                            (terminal.clock().millis() - started) / 1000.0));
            if (!same) {
                terminal.say(query.name() + " differs: " + answer.difference());
            }
        }
        output.print(terminal, VERIFIED, rows);
        return good ? 0 : ErrorCode.CHECK_FAILED.exitCode();
    }

    private int list(Queries queries) {
        output.print(
                terminal,
                LIBRARY,
                queries.library().all().stream()
                        .map(
                                q ->
                                        List.of(
                                                q.name(),
                                                q.intent(),
                                                q.parameters().stream()
                                                        .map(QueryParameter::name)
                                                        .toList()
                                                        .toString()))
                        .toList());
        return 0;
    }

    private int answer(Queries queries, String query, Principal reader, @Nullable Instant moment) {
        QueryAnswer answer =
                verify
                        ? queries.verify(query, parameters, reader, moment)
                        : queries.run(query, parameters, reader, engine, moment);
        output.print(
                terminal, answer.columns().stream().map(QueryColumn::name).toList(), answer.rows());
        terminal.say(
                answer.rows().size()
                        + " rows as of "
                        + answer.asOf()
                        + (answer.truncated() ? ", further rows left out" : "")
                        + verdict(answer));
        return Boolean.FALSE.equals(answer.verified()) ? ErrorCode.CHECK_FAILED.exitCode() : 0;
    }

    private static String verdict(QueryAnswer answer) {
        if (answer.verified() == null) {
            return "";
        }
        return answer.verified()
                ? ", Cypher and SQL agree"
                : ", Cypher and SQL differ: " + answer.difference();
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "'" + text + "' is no instant; expected for example 2025-11-03T00:00:00Z",
                    e);
        }
    }
}
