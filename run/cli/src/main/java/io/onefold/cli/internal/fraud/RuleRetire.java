package io.onefold.cli.internal.fraud;

import io.onefold.cli.internal.command.CallerOptions;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.fraud.port.BookVersion;
import io.onefold.fraud.port.Mode;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Permission;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `onefold fraud rules retire`
@Command(
        name = "retire",
        description = {
            "Takes a rule out of force; servers know within two seconds. Needs fraud_rules.",
            "Its versions stay, so that old decisions can be made again."
        },
        mixinStandardHelpOptions = true)
final class RuleRetire implements Callable<Integer> {

    private final Terminal terminal;

    @SuppressWarnings("FieldCanBeFinal") // picocli writes it
    @Parameters(
            paramLabel = "ID[@VERSION]",
            description = "which, for example CC01@2 (default: the version in force)")
    private String name = "";

    @Mixin private final CallerOptions caller = new CallerOptions();

    RuleRetire(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (LookingBack back = LookingBack.open(terminal, caller, Permission.FRAUD_RULES)) {
            BookVersion version = version(back);
            back.desks().rules().retire(version.id(), version.version(), back.principal());
            terminal.say(version.title() + " is retired");
            return 0;
        }
    }

    private BookVersion version(LookingBack back) {
        VersionName wanted = VersionName.parse(name);
        if (wanted.version() != null) {
            return wanted.in(back.decisions().rules());
        }
        List<BookVersion> inForce =
                back.decisions().rules().versions(wanted.id()).stream()
                        .filter(one -> one.mode() == Mode.ACTIVE || one.mode() == Mode.SHADOW)
                        .toList();
        if (inForce.size() != 1) {
            throw new OnefoldException(
                    ErrorCode.NOT_FOUND,
                    inForce.size()
                            + " versions of "
                            + wanted.id()
                            + " are in force; name one, for example "
                            + wanted.id()
                            + "@1");
        }
        return inForce.getFirst();
    }
}
