package io.onefold.catalog;

import java.util.UUID;

/// A run that this process works on. It is marked alive every few seconds; when the process dies,
/// the next start of the same workflow, or [RunLog#markDead()], marks it failed.
public interface OpenRun extends RunJournal, AutoCloseable {

    UUID id();

    /// Ends the run well.
    void succeed();

    /// Ends the run badly.
    ///
    /// @param reason for the operator; never a cell value or a secret
    void fail(String reason);

    /// Ends the run as cancelled.
    void cancel();

    /// Ends the run as failed, if nothing ended it before, and lets the workflow be started again.
    @Override
    void close();
}
