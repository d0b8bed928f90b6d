package io.onefold.lake;

/// One stream of rows that Java makes while a statement of the engine reads them, and so in no file
/// and no more than a batch at a time. It is called by one thread of the engine's after the other.
@FunctionalInterface
public interface RowSource {

    /// Puts the next rows into a batch, the first as its row 0.
    ///
    /// @return how many rows, at most the batch's capacity; 0 at the end, after which it is not
    ///   called again
    /// @throws Exception any failure; the statement fails with it
    int next(RowBatch batch) throws Exception;
}
