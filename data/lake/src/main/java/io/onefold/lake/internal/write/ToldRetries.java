package io.onefold.lake.internal.write;

import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotAncestryValidator;

/// A guard that says in one line when a commit is tried again because somebody else's came first.
/// Iceberg asks the guard before each try; its own warning would be a stack trace each.
final class ToldRetries implements SnapshotAncestryValidator {

    private static final System.Logger LOG = System.getLogger(ToldRetries.class.getName());

    private final CommitGuard guard;
    private final String table;
    private int tries;

    ToldRetries(CommitGuard guard, String table) {
        this.guard = guard;
        this.table = table;
    }

    @Override
    public boolean validate(Iterable<Snapshot> ancestorsNewestFirst) {
        tries++;
        if (tries > 1) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "table {0}: somebody else committed first; the commit of run {1} is tried again (try {2})",
                    table,
                    guard.runId(),
                    tries);
        }
        return guard.validate(ancestorsNewestFirst);
    }

    @Override
    public String errorMessage() {
        return guard.errorMessage();
    }
}
