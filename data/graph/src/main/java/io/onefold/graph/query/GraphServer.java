package io.onefold.graph.query;

import io.onefold.catalog.BoltAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;

/// The graph server that questions are put to. A connection is made when the first is asked.
public final class GraphServer implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final Supplier<BoltAddress> address;
    private @Nullable Reached reached;

    /// @param address where it is; asked once, when it is needed, so that a part need not run
    ///   before
    public GraphServer(Supplier<BoltAddress> address) {
        this.address = Objects.requireNonNull(address);
    }

    /// A server and the connections to it.
    ///
    /// @param address where it is
    /// @param driver its connections
    public record Reached(BoltAddress address, Driver driver) {}

    /// The connections; made at the first call.
    public synchronized Reached reach() {
        Reached now = reached;
        if (now == null) {
            BoltAddress at = address.get();
            now = new Reached(at, open(at));
            reached = now;
        }
        return now;
    }

    private static Driver open(BoltAddress at) {
        AuthToken token =
                at.user() == null
                        ? AuthTokens.none()
                        : AuthTokens.basic(
                                at.user(), Optional.ofNullable(at.password()).orElse(""));
        Config config =
                Config.builder()
                        .withConnectionTimeout(CONNECT.toMillis(), TimeUnit.MILLISECONDS)
                        .build();
        return GraphDatabase.driver(at.uri(), token, config);
    }

    @Override
    public synchronized void close() {
        if (reached != null) {
            reached.driver().close();
            reached = null;
        }
    }
}
