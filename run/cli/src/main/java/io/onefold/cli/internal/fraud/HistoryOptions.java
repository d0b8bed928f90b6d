package io.onefold.cli.internal.fraud;

import io.onefold.cli.internal.command.Session;
import io.onefold.pipeline.LakeHistory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// `--history`: which payments of the past a command looks at.
final class HistoryOptions {

    @Option(
            names = "--history",
            paramLabel = "NAME",
            description =
                    "the fraud-history manifest whose payments are read (default: the only one)")
    private @Nullable String name;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "the kind of fraud, for example credit_card (default: the history's own)")
    private @Nullable String fraudType;

    /// @throws io.onefold.model.OnefoldException (NOT_FOUND) when there is no such history,
    ///   (INVALID_INPUT) when none is named and there are several
    LakeHistory open(Session session) {
        return LakeHistory.find(session.path(), name, fraudType);
    }
}
