package io.onefold.cli.internal.audit;

import io.onefold.cli.internal.command.Session;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.server.Decisions;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `onefold audit key`
@Command(
        name = "key",
        description = {
            "Prints the public key that signs the audit log; keep it where nobody who can write to the database can.",
            "onefold audit verify --key takes it."
        },
        mixinStandardHelpOptions = true)
final class AuditKeyCommand implements Callable<Integer> {

    private final Terminal terminal;

    AuditKeyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Session session = Session.ofCatalog(terminal);
                Decisions decisions = Decisions.open(session.path())) {
            terminal.out().println(HexFormat.of().formatHex(decisions.auditKey().publicKey()));
            return 0;
        }
    }
}
