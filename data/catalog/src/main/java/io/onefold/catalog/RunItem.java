package io.onefold.catalog;

import java.util.Map;

/// One piece of a run while it is worked on: a table in a stage, a label, a relationship. Safe for
/// many threads.
public interface RunItem extends AutoCloseable {

    /// Adds to a counter; what is counted is shown while the item still runs.
    void add(Counter counter, long count);

    /// Replaces a counter.
    void set(Counter counter, long count);

    /// Facts for people and for the next run, for example `watermark` or `drift`; text to text,
    /// without cell values of sensitive columns or secrets. Entries are added to those already
    /// there.
    void note(Map<String, String> facts);

    /// Ends the item well.
    void succeed();

    /// Ends the item badly.
    ///
    /// @param reason for the operator; never a cell value or a secret
    void fail(String reason);

    /// Ends the item, if nothing ended it before: cancelled if the run was asked to stop, else
    /// failed.
    @Override
    void close();
}
