package io.onefold.cli.internal.fraud;

import io.onefold.cli.internal.command.CallerOptions;
import io.onefold.cli.internal.command.Session;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.fraud.book.PolicyDesk;
import io.onefold.fraud.book.RuleDesk;
import io.onefold.fraud.decide.Backtest;
import io.onefold.fraud.decide.DecisionParts;
import io.onefold.fraud.decide.Explanations;
import io.onefold.fraud.request.FieldCatalogue;
import io.onefold.fraud.rule.RuleLanguage;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import io.onefold.server.DecisionPorts;
import io.onefold.server.Decisions;
import java.time.Clock;
import java.util.Optional;

/// The decisions of an installation and who works on them by commands. Nothing is decided here.
final class LookingBack implements AutoCloseable {

    private final Session session;
    private final Decisions decisions;
    private final Principal principal;
    private final DecisionParts parts;
    private final Clock clock;

    private LookingBack(Session session, Decisions decisions, Principal principal, Clock clock) {
        this.session = session;
        this.decisions = decisions;
        this.principal = principal;
        this.clock = clock;
        this.parts =
                DecisionPorts.of(decisions, (tenant, user) -> Optional.empty()).lookingBack(clock);
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

    Explanations explanations() {
        return new Explanations(parts);
    }

    Backtest backtest() {
        return new Backtest(parts, decisions.labels());
    }

    RuleDesk ruleDesk() {
        return new RuleDesk(
                decisions.rules(),
                new RuleLanguage(FieldCatalogue.shipped(), parts.catalogue()),
                backtest(),
                clock);
    }

    PolicyDesk policyDesk() {
        return new PolicyDesk(decisions.policies(), backtest(), clock);
    }

    @Override
    public void close() {
        try (session) {
            decisions.close();
        }
    }
}
