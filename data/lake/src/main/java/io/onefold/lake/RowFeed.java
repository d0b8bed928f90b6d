package io.onefold.lake;

/// Rows that Java makes, as a relation of a session, until it is closed. One statement can read it,
/// once.
public interface RowFeed extends AutoCloseable {

    /// What to put behind FROM.
    String relation();

    @Override
    void close();
}
