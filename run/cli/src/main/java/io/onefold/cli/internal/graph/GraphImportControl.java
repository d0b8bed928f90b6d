package io.onefold.cli.internal.graph;

import io.onefold.catalog.Catalog;
import io.onefold.catalog.ControlImport;
import io.onefold.catalog.JdbcAddress;
import io.onefold.catalog.SecretRef;
import io.onefold.catalog.Secrets;
import io.onefold.catalog.Settings;
import io.onefold.cli.internal.command.CallerOptions;
import io.onefold.cli.internal.command.Session;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import io.onefold.model.audit.AuditEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `onefold graph import-control`
@Command(
        name = "import-control",
        description = {
            "Converts an existing control database (source_databases, node_label_mappings,"
                    + " relationship_mappings, field_exclusion_rules) into manifests; needs graph_admin.",
            "It changes nothing: read the manifests, then apply them. What could not be taken over is listed."
        },
        mixinStandardHelpOptions = true)
final class GraphImportControl implements Callable<Integer> {

    private final Terminal terminal;

    @SuppressWarnings("FieldCanBeFinal") // picocli writes it
    @Parameters(index = "0", paramLabel = "GRAPH", description = "the name the graph gets")
    private String graph = "";

    @Option(
            names = "--from",
            paramLabel = "URL",
            required = true,
            description = "for example jdbc:postgresql://host:5432/etl_control")
    private String from = "";

    @Option(names = "--user", paramLabel = "NAME", description = "account to read it with")
    private @Nullable String user;

    @Option(
            names = "--secret",
            paramLabel = "REF",
            description = "its password, by reference: env:NAME or file:PATH")
    private @Nullable String secret;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "write the manifests to this file instead of the terminal")
    private @Nullable Path file;

    @Mixin private final CallerOptions caller = new CallerOptions();

    GraphImportControl(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!from.startsWith("jdbc:postgresql:")) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "--from does not name a PostgreSQL database; expected jdbc:postgresql://host:port/database, the"
                            + " account with --user and --secret");
        }
        try (Session session = Session.ofCatalog(terminal)) {
            Catalog catalog = session.path().catalog();
            Principal principal = caller.principal(catalog);
            principal.require(Permission.GRAPH_ADMIN);
            ControlImport.Converted converted =
                    ControlImport.convert(address(session.path().settings()), graph);
            write(converted.manifests());
            converted.notes().forEach(note -> terminal.say("note: " + note));
            catalog.audit()
                    .append(
                            new AuditEvent(
                                    principal.name(),
                                    "graph.import-control",
                                    graph,
                                    "done",
                                    Map.of("notes", Integer.toString(converted.notes().size()))));
            return 0;
        }
    }

    private JdbcAddress address(Settings settings) {
        String reference = secret;
        String password =
                reference == null ? null : new Secrets(settings).resolve(new SecretRef(reference));
        return new JdbcAddress(from, user, password);
    }

    private void write(String manifests) {
        Path target = file;
        if (target == null) {
            terminal.out().print(manifests);
            terminal.out().flush();
            return;
        }
        Path resolved = terminal.workingFolder().resolve(target);
        try {
            Files.writeString(resolved, manifests);
        } catch (IOException e) {
            throw new OnefoldException(
                    ErrorCode.INVALID_SETUP,
                    "cannot write " + resolved + ": " + e + "; name another file with --out",
                    e);
        }
        terminal.say("wrote " + resolved);
    }
}
