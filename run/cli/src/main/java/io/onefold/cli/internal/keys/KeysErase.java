package io.onefold.cli.internal.keys;

import io.onefold.cli.internal.command.CallerOptions;
import io.onefold.cli.internal.command.Session;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import io.onefold.server.Decisions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `onefold keys erase`
@Command(
        name = "erase",
        description = {
            "Destroys a user's data key: the requests that it sealed can never be read again; needs admin.",
            "Decisions, hashes and the audit log stay and stay valid."
        },
        mixinStandardHelpOptions = true)
final class KeysErase implements Callable<Integer> {

    private final Terminal terminal;

    @Option(
            names = "--user",
            required = true,
            paramLabel = "USER",
            description = "the user_id of the payments")
    private String user = "";

    @Option(
            names = "--tenant",
            paramLabel = "TENANT",
            defaultValue = "default",
            description = "whose payments (default: default)")
    private String tenant = "default";

    @Mixin private final CallerOptions caller = new CallerOptions();

    KeysErase(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Session session = Session.ofCatalog(terminal);
                Decisions decisions = Decisions.open(session.path())) {
            Principal principal = caller.principal(session.path().catalog());
            principal.require(Permission.ADMIN);
            decisions.eraseUser(tenant, user, principal);
            terminal.say("what user '" + user + "' sent can no longer be read");
            return 0;
        }
    }
}
