package io.onefold.graph.query;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.Record;
import org.neo4j.driver.Result;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.TransactionConfig;
import org.neo4j.driver.exceptions.AuthenticationException;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;

/// Asks a question in Cypher. The session reads: the server itself refuses a query that writes, and
/// stops one that takes too long.
public final class CypherTwin {

    private static final String TIMED_OUT = "Neo.ClientError.Transaction.TransactionTimedOut";
    private static final String WRITES = "Neo.ClientError.Statement.AccessMode";

    private final GraphServer server;
    private final QueryLimits limits;

    public CypherTwin(GraphServer server, QueryLimits limits) {
        this.server = server;
        this.limits = limits;
    }

    /// @throws OnefoldException (UNAVAILABLE) if the server does not answer, (UNPROCESSABLE) if the
    ///   question takes too long, (FORBIDDEN) if it writes, (INVALID_INPUT) if the server cannot
    ///   read it
    public RawAnswer run(QuerySpec spec, BoundParameters parameters) {
        GraphServer.Reached reached = server.reach();
        SessionConfig.Builder session =
                SessionConfig.builder().withDefaultAccessMode(AccessMode.READ);
        if (reached.address().database() != null) {
            session.withDatabase(reached.address().database());
        }
        try (Session reading = reached.driver().session(session.build())) {
            TransactionConfig limit =
                    TransactionConfig.builder().withTimeout(limits.timeout()).build();
            return read(spec, reading.run(spec.cypher(), values(parameters), limit));
        } catch (Neo4jException e) {
            throw failure(spec, reached, e);
        }
    }

    private RawAnswer read(QuerySpec spec, Result result) {
        List<String> expected = spec.columns().stream().map(QueryColumn::name).toList();
        requireColumns(spec, expected, result.keys());
        List<List<@Nullable Object>> rows = new ArrayList<>();
        while (result.hasNext()) {
            if (rows.size() == limits.rowsMax()) {
                return new RawAnswer(rows, true, Map.of());
            }
            Record record = result.next();
            List<@Nullable Object> row = new ArrayList<>();
            for (QueryColumn column : spec.columns()) {
                row.add(Values.read(column, record.get(column.name()).asObject()));
            }
            rows.add(row);
        }
        return new RawAnswer(rows, false, Map.of());
    }

    /// @throws OnefoldException (UNPROCESSABLE) if a query answers other columns than its manifest
    ///   says
    static void requireColumns(QuerySpec spec, List<String> expected, List<String> answered) {
        if (!answered.equals(expected)) {
            throw new OnefoldException(
                    ErrorCode.UNPROCESSABLE,
                    "query '"
                            + spec.name()
                            + "' answers columns "
                            + answered
                            + "; its manifest says "
                            + expected);
        }
    }

    private static Map<String, @Nullable Object> values(BoundParameters parameters) {
        Map<String, @Nullable Object> values = new HashMap<>(parameters.values());
        values.put(BoundParameters.AS_OF, parameters.asOf().atZone(ZoneOffset.UTC));
        return values;
    }

    private OnefoldException failure(
            QuerySpec spec, GraphServer.Reached reached, Neo4jException e) {
        if (e instanceof ServiceUnavailableException) {
            return new OnefoldException(
                    ErrorCode.UNAVAILABLE,
                    "the graph server at "
                            + reached.address()
                            + " does not answer; start it or correct NEO4J_URI, or ask"
                            + " with --engine sql",
                    e);
        }
        if (e instanceof AuthenticationException) {
            return new OnefoldException(
                    ErrorCode.INVALID_SETUP,
                    "the graph server at "
                            + reached.address()
                            + " refuses the login; check NEO4J_USERNAME and NEO4J_PASSWORD",
                    e);
        }
        if (e.code().startsWith(TIMED_OUT)) {
            return new OnefoldException(
                    ErrorCode.UNPROCESSABLE,
                    "query '"
                            + spec.name()
                            + "' took longer than "
                            + limits.timeout().toSeconds()
                            + " s and was stopped; narrow it by its parameters",
                    e);
        }
        if (e.code().equals(WRITES)) {
            return new OnefoldException(
                    ErrorCode.FORBIDDEN,
                    "query '" + spec.name() + "' writes; library queries only read",
                    e);
        }
        return new OnefoldException(
                ErrorCode.INVALID_INPUT,
                "query '" + spec.name() + "' failed in Cypher with " + e.code(),
                e);
    }
}
