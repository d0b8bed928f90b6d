package io.onefold.graph.internal.bolt;

import io.onefold.catalog.BoltAddress;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Record;
import org.neo4j.driver.Result;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.exceptions.AuthenticationException;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.RetryableException;
import org.neo4j.driver.summary.SummaryCounters;

/// A graph server reached over Bolt. A statement that fails for a passing reason (a deadlock, a
/// lost connection, a server that restarts) is repeated up to five times. Safe for many threads.
public final class Bolt implements AutoCloseable {

    private static final int ATTEMPTS_MAX = 6;
    private static final int FETCH_SIZE = 5_000;

    private final BoltAddress address;
    private final Driver driver;
    private final Pause pause;

    private Bolt(BoltAddress address, Driver driver, Pause pause) {
        this.address = address;
        this.driver = driver;
        this.pause = pause;
    }

    /// Opens a pool of connections.
    ///
    /// @throws OnefoldException (UNAVAILABLE) if the server does not answer, (INVALID_SETUP) if it
    ///   does not know user or password
    public static Bolt open(BoltAddress address, Pause pause) {
        AuthToken token =
                address.user() == null
                        ? AuthTokens.none()
                        : AuthTokens.basic(
                                address.user(), Optional.ofNullable(address.password()).orElse(""));
        Config config =
                Config.builder()
                        .withConnectionTimeout(10, TimeUnit.SECONDS)
                        .withFetchSize(FETCH_SIZE)
                        .build();
        Bolt bolt = new Bolt(address, GraphDatabase.driver(address.uri(), token, config), pause);
        try {
            bolt.verify();
            return bolt;
        } catch (OnefoldException e) {
            bolt.close();
            throw e;
        }
    }

    private void verify() {
        try {
            driver.verifyConnectivity();
        } catch (AuthenticationException e) {
            throw new OnefoldException(
                    ErrorCode.INVALID_SETUP,
                    "the graph server at "
                            + address
                            + " refuses the login; check NEO4J_USERNAME and NEO4J_PASSWORD",
                    e);
        } catch (Neo4jException e) {
            throw unreachable(e);
        }
    }

    /// Runs a statement that changes schema or data, in a transaction of its own.
    public SummaryCounters write(String statement, Map<String, Object> parameters) {
        try {
            return writeRows(statement, parameters);
        } catch (RowRefusedException e) {
            throw new OnefoldException(
                    ErrorCode.RUN_FAILED,
                    "the graph server at " + address + " refuses the data: " + e.reason(),
                    e);
        }
    }

    /// Runs a statement over rows, in a transaction of its own.
    ///
    /// @throws RowRefusedException if the server refuses a row
    SummaryCounters writeRows(String statement, Map<String, Object> parameters) {
        return repeating(() -> writeOnce(statement, parameters));
    }

    private SummaryCounters writeOnce(String statement, Map<String, Object> parameters) {
        try (Session session = session(AccessMode.WRITE);
                Transaction transaction = session.beginTransaction()) {
            SummaryCounters counters = transaction.run(statement, parameters).consume().counters();
            transaction.commit();
            return counters;
        }
    }

    /// Reads few records.
    public List<Record> read(String statement, Map<String, Object> parameters) {
        return repeating(
                () -> {
                    try (Session session = session(AccessMode.READ)) {
                        return session.run(statement, parameters).list();
                    }
                });
    }

    /// Reads any number of records, one after the other; not repeated once records came.
    public void stream(String statement, Map<String, Object> parameters, Consumer<Record> each) {
        try (Session session = session(AccessMode.READ)) {
            Result result = session.run(statement, parameters);
            while (result.hasNext()) {
                each.accept(result.next());
            }
        } catch (Neo4jException e) {
            throw failed(e);
        }
    }

    private Session session(AccessMode mode) {
        SessionConfig.Builder config = SessionConfig.builder().withDefaultAccessMode(mode);
        if (address.database() != null) {
            config.withDatabase(address.database());
        }
        return driver.session(config.build());
    }

    /// Work that may be repeated.
    private interface Work<T> {
        T run();
    }

    /// Repeats work while it fails for a passing reason.
    ///
    /// @throws RowRefusedException if the server refuses the data itself
    private <T> T repeating(Work<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.run();
            } catch (Neo4jException e) {
                if (!(e instanceof RetryableException) || attempt == ATTEMPTS_MAX) {
                    throw RowRefusedException.isRowsFault(e)
                            ? new RowRefusedException(e)
                            : failed(e);
                }
                pauseAfter(attempt);
            }
        }
    }

    private void pauseAfter(int attempt) {
        try {
            pause.afterAttempt(attempt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OnefoldException(
                    ErrorCode.RUN_FAILED, "the load was interrupted; run it again", e);
        }
    }

    private OnefoldException failed(Neo4jException e) {
        if (e instanceof RetryableException) {
            return unreachable(e);
        }
        return new OnefoldException(
                ErrorCode.RUN_FAILED,
                "the graph server at " + address + " failed with " + RowRefusedException.codes(e),
                e);
    }

    private OnefoldException unreachable(Neo4jException e) {
        return new OnefoldException(
                ErrorCode.UNAVAILABLE,
                "the graph server at "
                        + address
                        + " does not answer ("
                        + RowRefusedException.codes(e)
                        + "); start it or correct NEO4J_URI, then run again",
                e);
    }

    /// Lets the connections go. Nobody waits for the driver's threads, which rest a while before
    /// they end.
    @Override
    public void close() {
        var _ = driver.closeAsync();
    }
}
