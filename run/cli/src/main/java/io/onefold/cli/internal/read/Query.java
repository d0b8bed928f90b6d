package io.onefold.cli.internal.read;

import io.onefold.cli.internal.command.CallerOptions;
import io.onefold.cli.internal.command.Home;
import io.onefold.cli.internal.command.OutputOptions;
import io.onefold.cli.internal.command.Session;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.cli.internal.print.Format;
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
import io.onefold.pipeline.DataPath;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `onefold query`
@Command(
        name = "query",
        description = {
            "Answers a question of the library, by Cypher over the graph or by its SQL twin over the lake.",
            "Without NAME: lists the questions. Exit 4 if --verify finds a difference."
        },
        mixinStandardHelpOptions = true)
public final class Query implements Callable<Integer> {

    private static final List<String> LIST = List.of("query", "intent", "parameters");
    private static final List<String> ALL =
            List.of("query", "as_of", "rows", "verified", "difference", "seconds");

    private final Terminal terminal;

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "the question")
    private @Nullable String name;

    @Option(
            names = "--param",
            paramLabel = "NAME=VALUE",
            description = "a parameter; may be given several times")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--as-of",
            paramLabel = "MOMENT",
            description = "where its windows close (default: now)")
    private @Nullable String asOf;

    @Option(
            names = "--engine",
            paramLabel = "cypher|sql",
            defaultValue = "cypher",
            description = "who answers (default: cypher)")
    private String engine = "cypher";

    @Option(names = "--verify", description = "let both answer, and compare row by row")
    private boolean verify;

    @Option(names = "--all", description = "every question that needs no parameter; one line each")
    private boolean all;

    @Mixin private final CallerOptions caller = new CallerOptions();

    @Mixin private final OutputOptions output = new OutputOptions();

    Query(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Instant moment = asOf == null ? null : Moment.instant(asOf);
        QueryEngine asked = QueryEngine.parse(engine);
        if (all && name != null) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "--all means every question; leave the name '" + name + "' out");
        }
        boolean graph = verify || (asked == QueryEngine.CYPHER && (all || name != null));
        try (Session session = Session.open(terminal, graph ? parts() : Set.of(Part.POSTGRES))) {
            DataPath path = session.path();
            Queries queries = path.queries(Home.queries(terminal));
            Principal principal = caller.principal(path.catalog());
            String wanted = name;
            if (all) {
                return answerAll(queries, principal, asked, moment);
            }
            return wanted == null
                    ? list(queries)
                    : answer(queries, wanted, principal, asked, moment);
        }
    }

    private static Set<Part> parts() {
        return EnumSet.of(Part.POSTGRES, Part.NEO4J);
    }

    private int list(Queries queries) {
        output.print(
                terminal,
                LIST,
                queries.library().all().stream()
                        .map(
                                query ->
                                        List.of(
                                                query.name(),
                                                query.intent(),
                                                query.parameters().stream()
                                                        .map(Query::shown)
                                                        .collect(Collectors.joining(", "))))
                        .toList());
        return 0;
    }

    private static String shown(QueryParameter parameter) {
        Object otherwise = parameter.defaultValue();
        return otherwise == null ? parameter.name() : parameter.name() + "=" + otherwise;
    }

    private int answer(
            Queries queries,
            String wanted,
            Principal principal,
            QueryEngine asked,
            @Nullable Instant moment) {
        QueryAnswer answer =
                verify
                        ? queries.verify(wanted, parameters, principal, moment)
                        : queries.run(wanted, parameters, principal, asked, moment);
        print(answer);
        if (answer.truncated()) {
            terminal.say("there are more rows than an answer may have");
        }
        if (answer.verified() != null) {
            terminal.say(
                    Boolean.TRUE.equals(answer.verified())
                            ? "verified: Cypher and SQL gave the same rows"
                            : "Cypher and SQL differ: " + answer.difference());
        }
        return exit(answer);
    }

    private void print(QueryAnswer answer) {
        if (output.format() == Format.JSON) {
            Map<String, @Nullable Object> document = new LinkedHashMap<>();
            document.put("query", answer.query());
            document.put("as_of", answer.asOf());
            document.put("snapshot", answer.snapshot());
            document.put("verified", answer.verified());
            document.put("rows", answer.rowsByColumn());
            output.json(terminal, document);
            return;
        }
        List<String> columns = answer.columns().stream().map(QueryColumn::name).toList();
        output.print(terminal, columns, answer.rows());
    }

    private int answerAll(
            Queries queries, Principal principal, QueryEngine asked, @Nullable Instant moment) {
        List<QuerySpec> ready =
                queries.library().all().stream()
                        .filter(query -> query.requireOneOf().isEmpty())
                        .toList();
        int[] exit = {0};
        output.print(
                terminal,
                ALL,
                printer -> {
                    for (QuerySpec query : ready) {
                        long startedNanos = System.nanoTime();
                        QueryAnswer answer =
                                verify
                                        ? queries.verify(query.name(), Map.of(), principal, moment)
                                        : queries.run(
                                                query.name(), Map.of(), principal, asked, moment);
                        printer.row(
                                Arrays.asList(
                                        answer.query(),
                                        answer.asOf(),
                                        answer.rows().size(),
                                        answer.verified(),
                                        answer.difference(),
                                        Math.round((System.nanoTime() - startedNanos) / 1e7)
                                                / 100.0));
                        exit[0] = Math.max(exit[0], exit(answer));
                    }
                });
        queries.library().all().stream()
                .filter(query -> !query.requireOneOf().isEmpty())
                .forEach(
                        query ->
                                terminal.say(
                                        "left out, it needs one of "
                                                + query.requireOneOf()
                                                + ": "
                                                + query.name()));
        return exit[0];
    }

    private static int exit(QueryAnswer answer) {
        return Boolean.FALSE.equals(answer.verified()) ? ErrorCode.CHECK_FAILED.exitCode() : 0;
    }
}
