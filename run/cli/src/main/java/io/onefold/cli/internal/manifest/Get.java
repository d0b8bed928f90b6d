package io.onefold.cli.internal.manifest;

import io.onefold.catalog.Catalog;
import io.onefold.catalog.CatalogEntry;
import io.onefold.catalog.ManifestType;
import io.onefold.catalog.Revision;
import io.onefold.cli.internal.command.OutputOptions;
import io.onefold.cli.internal.command.Session;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.Spelling;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `onefold get`
@Command(
        name = "get",
        description = "Shows what the catalog holds, with status, owner and last run.",
        mixinStandardHelpOptions = true)
public final class Get implements Callable<Integer> {

    private static final List<String> SHORT =
            List.of(
                    "type",
                    "name",
                    "version",
                    "status",
                    "owner",
                    "revision",
                    "last_run",
                    "last_run_status");
    private static final List<String> LONG =
            List.of(
                    "type",
                    "name",
                    "version",
                    "workspace",
                    "status",
                    "owner",
                    "revision",
                    "applied_at",
                    "applied_by",
                    "last_run",
                    "last_run_status",
                    "description",
                    "tags");
    private static final List<String> REVISION =
            List.of("revision", "action", "applied_at", "applied_by", "document");

    private final Terminal terminal;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "TYPE",
            description = "only of this type, for example source")
    private @Nullable String type;

    @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "only of this name")
    private @Nullable String name;

    @Option(
            names = "--revisions",
            description = "all that it ever was, oldest first; needs TYPE and NAME")
    private boolean revisions;

    @Mixin private final OutputOptions output = new OutputOptions();

    Get(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ManifestType only = type == null ? null : ManifestType.parse(type);
        try (Session session = Session.ofCatalog(terminal)) {
            Catalog catalog = session.path().catalog();
            if (revisions) {
                printRevisions(catalog, only);
                return 0;
            }
            List<CatalogEntry> entries = catalog.get(only, name);
            if (entries.isEmpty() && name != null && only != null) {
                throw none(only, name, catalog);
            }
            if (output.isTable()) {
                output.print(terminal, SHORT, entries.stream().map(Get::shortRow).toList());
            } else {
                output.print(terminal, LONG, entries.stream().map(Get::longRow).toList());
            }
            return 0;
        }
    }

    private static OnefoldException none(ManifestType type, String name, Catalog catalog) {
        List<String> known = catalog.get(type, null).stream().map(CatalogEntry::name).toList();
        return new OnefoldException(
                ErrorCode.NOT_FOUND,
                "the catalog has no "
                        + type.wireName()
                        + " '"
                        + name
                        + "'"
                        + Spelling.didYouMean(name, known)
                        + "; onefold get "
                        + type.wireName()
                        + " lists those there are");
    }

    private void printRevisions(Catalog catalog, @Nullable ManifestType only) {
        String wanted = name;
        if (only == null || wanted == null) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "--revisions needs TYPE and NAME, for example: onefold get source profiles-db --revisions");
        }
        List<Revision> all = catalog.revisions(only, wanted);
        output.print(terminal, REVISION, all.stream().map(Get::revisionRow).toList());
    }

    private static List<@Nullable Object> shortRow(CatalogEntry entry) {
        return Arrays.asList(
                entry.type().wireName(),
                entry.name(),
                entry.version(),
                entry.status(),
                entry.owner(),
                entry.revision(),
                entry.lastRunAt(),
                entry.lastRunStatus());
    }

    private static List<@Nullable Object> longRow(CatalogEntry entry) {
        return Arrays.asList(
                entry.type().wireName(),
                entry.name(),
                entry.version(),
                entry.workspace(),
                entry.status(),
                entry.owner(),
                entry.revision(),
                entry.appliedAt(),
                entry.appliedBy(),
                entry.lastRunAt(),
                entry.lastRunStatus(),
                entry.description(),
                entry.tags());
    }

    private static List<@Nullable Object> revisionRow(Revision revision) {
        return Arrays.asList(
                revision.number(),
                revision.action(),
                revision.appliedAt(),
                revision.appliedBy(),
                revision.document().toString());
    }
}
