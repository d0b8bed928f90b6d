package io.onefold.cli.internal.serve;

import io.onefold.cli.internal.command.Session;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.model.access.Principal;
import io.onefold.server.TokenIssuer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `onefold token`
@Command(
        name = "token",
        description = {
            "Prints a token for the HTTP server, with the roles and permissions that the user has now.",
            "For example: curl -H \"Authorization: Bearer $(onefold token --user ana)\" http://localhost:8000/api/sources"
        },
        mixinStandardHelpOptions = true)
public final class Token implements Callable<Integer> {

    private final Terminal terminal;

    @Option(
            names = "--user",
            required = true,
            paramLabel = "USER",
            description = "a user of the catalog")
    private String user = "";

    Token(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Session session = Session.ofCatalog(terminal)) {
            Principal principal = session.path().catalog().access().principal(user);
            TokenIssuer issuer =
                    new TokenIssuer(Security.settings(session.path()), terminal.clock());
            terminal.out().println(issuer.issue(principal));
            return 0;
        }
    }
}
