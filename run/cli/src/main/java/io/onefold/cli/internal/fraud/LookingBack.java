package io.onefold.cli.internal.fraud;

import io.onefold.cli.internal.command.CallerOptions;
import io.onefold.cli.internal.command.Session;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import io.onefold.server.DecisionPorts;
import io.onefold.server.Decisions;
import io.onefold.server.Desks;
import java.time.Clock;
import java.util.Optional;

/// The decisions of an installation and who works on them by commands. Nothing is decided here.
final class LookingBack implements AutoCloseable {

    private final Session session;
    private final Decisions decisions;
    private final Principal principal;
    private final Desks desks;

    private LookingBack(Session session, Decisions decisions, Principal principal, Clock clock) {
        this.session = session;
        this.decisions = decisions;
        this.principal = principal;
        this.desks =
                Desks.of(
                        DecisionPorts.of(decisions, (tenant, user) -> Optional.empty()),
                        clock,
                        label -> {});
    }

    /// @throws io.onefold.model.OnefoldException (FORBIDDEN) when the caller lacks the permission
    static LookingBack open(Terminal terminal, CallerOptions caller, Permission needed) {
        Session session = Session.ofCatalog(terminal);
        Decisions decisions = null;
        try {
            Principal principal = caller.principal(session.path().catalog());
            principal.require(needed);
            decisions = Decisions.open(session.path());
            return new LookingBack(session, decisions, principal, terminal.clock());
        } catch (RuntimeException e) {
            try (session) {
                if (decisions != null) {
                    decisions.close();
                }
            }
            throw e;
        }
    }

    Decisions decisions() {
        return decisions;
    }

    Principal principal() {
        return principal;
    }

    Desks desks() {
        return desks;
    }

    @Override
    public void close() {
        try (session) {
            decisions.close();
        }
    }
}
