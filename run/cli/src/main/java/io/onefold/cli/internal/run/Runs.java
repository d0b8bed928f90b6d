package io.onefold.cli.internal.run;

import io.onefold.catalog.RunFilter;
import io.onefold.catalog.RunLog;
import io.onefold.catalog.RunRecord;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.util.List;
import java.util.UUID;

/// Finds the run a person means.
final class Runs {

    private static final int LOOKED_AT = 1_000;

    private Runs() {}

    /// By its id, by the beginning of it, or the newest run of a workflow.
    ///
    /// @throws OnefoldException (NOT_FOUND) if there is none; (INVALID_INPUT) if several begin so
    static RunRecord find(RunLog runs, String wanted) {
        if (wanted.length() == UUID.randomUUID().toString().length()) {
            try {
                return runs.find(UUID.fromString(wanted)).orElseThrow(() -> none(wanted));
            } catch (IllegalArgumentException e) {
                throw none(wanted);
            }
        }
        List<RunRecord> alike =
                runs.list(RunFilter.newest(LOOKED_AT)).stream()
                        .filter(
                                run ->
                                        wanted.length() >= 4
                                                && run.id().toString().startsWith(wanted))
                        .toList();
        if (alike.size() > 1) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    alike.size()
                            + " runs begin with '"
                            + wanted
                            + "'; expected enough of the id to name one");
        }
        return alike.isEmpty()
                ? runs.latest(wanted).orElseThrow(() -> none(wanted))
                : alike.getFirst();
    }

    private static OnefoldException none(String wanted) {
        return new OnefoldException(
                ErrorCode.NOT_FOUND,
                "there is no run '"
                        + wanted
                        + "', and no workflow of this name ran yet; onefold status lists the runs");
    }
}
