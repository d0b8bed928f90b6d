package io.onefold.model.run;

/// Where long work reports how far it is: a bar with rate and ETA on a terminal, plain lines
/// elsewhere.
@FunctionalInterface
public interface Progress {

    /// Says nothing.
    Progress SILENT =
            (label, total) ->
                    new Task() {
                        @Override
                        public void add(long done) {}

                        @Override
                        public void close() {}
                    };

    /// Begins a task.
    ///
    /// @param label what is being worked on, for example `ingest profiles_db.accounts`
    /// @param total expected units (rows), or -1 if unknown
    Task begin(String label, long total);

    /// One running task; closing it ends its line.
    interface Task extends AutoCloseable {
        /// @param done units finished since the last call
        void add(long done);

        @Override
        void close();
    }
}
