package io.onefold.cli.internal.audit;

import io.onefold.catalog.AuditVerdict;
import io.onefold.cli.internal.command.CallerOptions;
import io.onefold.cli.internal.command.Session;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Permission;
import io.onefold.server.Decisions;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `onefold audit export`
@Command(
        name = "export",
        description =
                "Signs the audit log and writes it to a file that onefold audit verify follows.",
        mixinStandardHelpOptions = true)
final class AuditExport implements Callable<Integer> {

    private final Terminal terminal;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "the new file")
    private Path out = Path.of("");

    @Mixin private final CallerOptions caller = new CallerOptions();

    AuditExport(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Path file = terminal.workingFolder().resolve(out);
        try (Session session = Session.ofCatalog(terminal);
                Decisions decisions = Decisions.open(session.path())) {
            caller.principal(session.path().catalog()).require(Permission.FRAUD_AUDIT);
            try (Writer writer = Files.newBufferedWriter(file)) {
                AuditVerdict verdict =
                        session.path().catalog().audit().export(writer, decisions.auditKey());
                terminal.say(verdict.events() + " events are in " + file);
                verdict.brokenLink()
                        .ifPresent(
                                broken ->
                                        terminal.say(
                                                "the log does not hold, and neither does the file: "
                                                        + broken.reason()));
            }
            return 0;
        } catch (IOException e) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "the file " + file + " cannot be written; name another one by --out",
                    e);
        }
    }
}
