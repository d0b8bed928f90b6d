package io.onefold.cli.internal.manifest;

import io.onefold.catalog.Catalog;
import io.onefold.catalog.ManifestType;
import io.onefold.catalog.SourceSpec;
import io.onefold.cli.internal.command.CallerOptions;
import io.onefold.cli.internal.command.Session;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.lake.Lake;
import io.onefold.model.DatasetName;
import io.onefold.model.ErrorCode;
import io.onefold.model.Layer;
import io.onefold.model.OnefoldException;
import io.onefold.model.TableName;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import io.onefold.model.audit.AuditEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `onefold delete`
@Command(
        name = "delete",
        description = {
            "Takes a manifest out of the catalog. Refused while another refers to it, saying which.",
            "Tables of the lake stay, unless --purge-data."
        },
        mixinStandardHelpOptions = true)
public final class Delete implements Callable<Integer> {

    private final Terminal terminal;

    @SuppressWarnings("FieldCanBeFinal") // picocli writes it
    @Parameters(index = "0", paramLabel = "TYPE", description = "for example source")
    private String type = "";

    @SuppressWarnings("FieldCanBeFinal") // picocli writes it
    @Parameters(index = "1", paramLabel = "NAME", description = "its name")
    private String name = "";

    @Option(names = "--force", description = "delete it although others refer to it")
    private boolean force;

    @Option(
            names = "--purge-data",
            description = "of a source: take its tables out of the lake as well")
    private boolean purgeData;

    @Mixin private final CallerOptions caller = new CallerOptions();

    Delete(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ManifestType wanted = ManifestType.parse(type);
        if (purgeData && wanted != ManifestType.SOURCE) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "--purge-data is for sources, whose tables lie in the lake; a "
                            + wanted.wireName()
                            + " has none");
        }
        try (Session session = Session.ofCatalog(terminal)) {
            Catalog catalog = session.path().catalog();
            Principal principal = caller.principal(catalog);
            List<TableName> tables = purgeData ? tables(catalog.source(name)) : List.of();
            if (purgeData) {
                principal.require(Permission.LAKE_OPERATOR);
            }
            catalog.delete(wanted, name, force, principal);
            terminal.say(wanted.wireName() + " " + name + " deleted");
            tables.forEach(table -> purge(session.path().lake(), catalog, table, principal));
            return 0;
        }
    }

    private static List<TableName> tables(SourceSpec source) {
        return source.tables().stream().map(source::dataset).flatMap(Delete::layers).toList();
    }

    private static Stream<TableName> layers(DatasetName dataset) {
        return Stream.of(Layer.values()).map(dataset::in);
    }

    private void purge(Lake lake, Catalog catalog, TableName table, Principal principal) {
        if (lake.drop(table)) {
            catalog.datasets().forget(table);
            catalog.audit()
                    .append(
                            new AuditEvent(
                                    principal.name(),
                                    "table.drop",
                                    table.toString(),
                                    "done",
                                    Map.of("source", name)));
            terminal.say("table " + table + " dropped");
        }
    }
}
