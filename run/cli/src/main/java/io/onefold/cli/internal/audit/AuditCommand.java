package io.onefold.cli.internal.audit;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `onefold audit …`
@Command(
        name = "audit",
        description = "Verifies and exports the audit log.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {AuditVerify.class, AuditExport.class, AuditKeyCommand.class})
public final class AuditCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "Missing command; expected: audit verify, export or key");
    }
}
