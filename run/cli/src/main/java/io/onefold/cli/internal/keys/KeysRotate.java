package io.onefold.cli.internal.keys;

import io.onefold.cli.internal.command.CallerOptions;
import io.onefold.cli.internal.command.Session;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import io.onefold.server.Decisions;
import io.onefold.server.Decisions.KeyRotation;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `onefold keys rotate`
@Command(
        name = "rotate",
        description = {
            "Puts another key-encryption key in force and wraps every data key anew; needs admin.",
            "Servers go on meanwhile. What is sealed stays as it is."
        },
        mixinStandardHelpOptions = true)
final class KeysRotate implements Callable<Integer> {

    /// By then every server has seen the new key.
    private static final Duration SEEN = Duration.ofSeconds(2);

    private final Terminal terminal;

    @Option(
            names = "--to",
            paramLabel = "REFERENCE",
            description =
                    "where the new secret lies, env:NAME or file:PATH (default: Onefold makes one)")
    private @Nullable String to;

    @Mixin private final CallerOptions caller = new CallerOptions();

    KeysRotate(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Session session = Session.ofCatalog(terminal);
                Decisions decisions = Decisions.open(session.path())) {
            Principal principal = caller.principal(session.path().catalog());
            principal.require(Permission.ADMIN);
            KeyRotation done = decisions.rotateKeys(Optional.ofNullable(to), principal);
            TimeUnit.MILLISECONDS.sleep(SEEN.toMillis());
            long all = done.rewrapped() + decisions.rewrapKeys();
            terminal.say(all + " data keys are wrapped by key " + done.kek());
            if (to != null) {
                terminal.say(
                        "before the next start, set onefold.crypto.kek to " + done.reference());
            }
            return 0;
        }
    }
}
