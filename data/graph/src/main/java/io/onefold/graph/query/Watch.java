package io.onefold.graph.query;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/// Stops a statement that is still at work when its time is over, while it computes as well as
/// while its rows are read.
final class Watch implements AutoCloseable {

    private final Thread watcher;
    private volatile boolean over;

    Watch(Statement statement, Duration timeout) {
        watcher = Thread.ofVirtual().start(() -> stopAfter(statement, timeout));
    }

    private void stopAfter(Statement statement, Duration timeout) {
        try {
            Thread.sleep(timeout);
            over = true;
            statement.cancel();
        } catch (InterruptedException e) {
            // The statement ended in time.
        } catch (SQLException e) {
            // It ended while it was being stopped; the time is over all the same.
        }
    }

    /// Whether the time was over before the statement ended.
    boolean isOver() {
        return over;
    }

    @Override
    public void close() {
        watcher.interrupt();
    }
}
