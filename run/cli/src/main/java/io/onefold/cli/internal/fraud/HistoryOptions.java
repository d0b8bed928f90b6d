package io.onefold.cli.internal.fraud;

import io.onefold.catalog.Catalog;
import io.onefold.catalog.CatalogEntry;
import io.onefold.catalog.ManifestType;
import io.onefold.cli.internal.command.Session;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.pipeline.LakeHistory;
import java.util.List;
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

    /// @throws OnefoldException (NOT_FOUND) when there is no such history, (INVALID_INPUT) when
    ///   none is named and there are several
    LakeHistory open(Session session) {
        Catalog catalog = session.path().catalog();
        return LakeHistory.of(
                session.path().lake(),
                catalog.fraudHistory(name == null ? only(catalog) : name),
                fraudType);
    }

    private static String only(Catalog catalog) {
        List<String> names =
                catalog.get(ManifestType.FRAUD_HISTORY, null).stream()
                        .map(CatalogEntry::name)
                        .toList();
        if (names.size() != 1) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    names.isEmpty()
                            ? "the catalog has no history of payments; apply a manifest of type"
                                    + " fraud-history, for example examples/fraud-handbook"
                            : "the catalog has several histories of payments; name one with"
                                    + " --history: "
                                    + String.join(", ", names));
        }
        return names.getFirst();
    }
}
