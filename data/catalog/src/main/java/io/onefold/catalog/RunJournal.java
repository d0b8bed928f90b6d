package io.onefold.catalog;

import java.util.Map;

/// Where the stages of a run report their items.
public interface RunJournal {

    /// Keeps nothing; for work that is no run.
    RunJournal NONE =
            new RunJournal() {
                @Override
                public RunItem begin(String stage, String item) {
                    return UnrecordedItem.INSTANCE;
                }

                @Override
                public void skip(String stage, String item, String reason) {}

                @Override
                public boolean cancelRequested() {
                    return false;
                }
            };

    /// Begins an item; again for an item of the same name starts it over.
    ///
    /// @param stage for example `ingest`, `check`, `graph`
    /// @param item what is worked on, for example `profiles_db.accounts`
    RunItem begin(String stage, String item);

    /// Says that an item was not worked on, and why.
    void skip(String stage, String item, String reason);

    /// Whether somebody asked the run to stop; stages look between batches.
    boolean cancelRequested();

    /// The item of [#NONE].
    enum UnrecordedItem implements RunItem {
        INSTANCE;

        @Override
        public void add(Counter counter, long count) {}

        @Override
        public void set(Counter counter, long count) {}

        @Override
        public void note(Map<String, String> facts) {}

        @Override
        public void succeed() {}

        @Override
        public void fail(String reason) {}

        @Override
        public void close() {}
    }
}
