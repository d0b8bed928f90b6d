package io.onefold.graph.explore;

import io.onefold.graph.query.GraphServer;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.time.Duration;
import java.util.function.Function;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.TransactionConfig;
import org.neo4j.driver.exceptions.AuthenticationException;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;

/// Looks into the graph in sessions that only read: the server itself refuses to write, and stops
/// what takes too long.
final class GraphReads {

    private static final String TIMED_OUT = "Neo.ClientError.Transaction.TransactionTimedOut";

    private final GraphServer server;
    private final Duration timeout;

    GraphReads(GraphServer server, Duration timeout) {
        this.server = server;
        this.timeout = timeout;
    }

    /// Does work in one reading transaction.
    ///
    /// @throws OnefoldException (UNAVAILABLE) if the server does not answer, (UNPROCESSABLE) if the
    ///   work takes too long
    <T> T read(Function<Transaction, T> work) {
        GraphServer.Reached reached = server.reach();
        SessionConfig.Builder config =
                SessionConfig.builder().withDefaultAccessMode(AccessMode.READ);
        if (reached.address().database() != null) {
            config.withDatabase(reached.address().database());
        }
        TransactionConfig limit = TransactionConfig.builder().withTimeout(timeout).build();
        try (Session session = reached.driver().session(config.build());
                Transaction transaction = session.beginTransaction(limit)) {
            return work.apply(transaction);
        } catch (Neo4jException e) {
            throw failure(reached, e);
        }
    }

    private OnefoldException failure(GraphServer.Reached reached, Neo4jException e) {
        if (e instanceof ServiceUnavailableException) {
            return new OnefoldException(
                    ErrorCode.UNAVAILABLE,
                    "the graph server at "
                            + reached.address()
                            + " does not answer; start it or correct NEO4J_URI",
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
                    "looking around took longer than "
                            + timeout.toSeconds()
                            + " s and was stopped; ask for fewer hops or types",
                    e);
        }
        return new OnefoldException(
                ErrorCode.INTERNAL, "a look into the graph failed with " + e.code(), e);
    }
}
