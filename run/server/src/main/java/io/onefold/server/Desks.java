package io.onefold.server;

import io.onefold.fraud.alert.AlertDesk;
import io.onefold.fraud.alert.CaseDesk;
import io.onefold.fraud.book.PolicyDesk;
import io.onefold.fraud.book.RuleDesk;
import io.onefold.fraud.decide.Backtest;
import io.onefold.fraud.decide.DecisionObserver;
import io.onefold.fraud.decide.DecisionParts;
import io.onefold.fraud.decide.Explanations;
import io.onefold.fraud.pattern.Patterns;
import io.onefold.fraud.port.Label;
import io.onefold.fraud.request.FieldCatalogue;
import io.onefold.fraud.rule.RuleLanguage;
import io.onefold.scoring.feature.FeatureCatalogue;
import io.onefold.scoring.feature.FeaturePlan;
import io.onefold.scoring.feature.FeatureState;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/// Where people work on decisions that were made, and on what makes them. None of it decides: a
/// process that only looks back opens the same desks.
///
/// @param explanations explains decisions and makes them again
/// @param backtest decides stored history again with something else
/// @param rules writes and publishes rules
/// @param policies writes and publishes policies
/// @param alerts where alerts are worked on
/// @param cases where cases are opened, closed, approved
/// @param patterns what missed frauds have in common
public record Desks(
        Explanations explanations,
        Backtest backtest,
        RuleDesk rules,
        PolicyDesk policies,
        AlertDesk alerts,
        CaseDesk cases,
        Patterns patterns) {

    /// The desks over the ports of decisions.
    ///
    /// @param learned is told of the labels that closed cases gave their payments
    public static Desks of(DecisionPorts ports, Clock clock, Consumer<Label> learned) {
        FeatureCatalogue catalogue = ports.catalogue();
        FeatureState none = new FeatureState(FeaturePlan.compile(catalogue, List.of()));
        DecisionParts parts = ports.parts(none, clock, DecisionObserver.NONE);
        Backtest backtest = new Backtest(parts, ports.labels());
        return new Desks(
                new Explanations(parts),
                backtest,
                new RuleDesk(
                        ports.rules(),
                        new RuleLanguage(FieldCatalogue.shipped(), catalogue),
                        backtest,
                        clock),
                new PolicyDesk(ports.policies(), backtest, clock),
                new AlertDesk(ports.alerts()),
                new CaseDesk(ports.cases(), ports.alerts(), ports.store(), clock, learned),
                new Patterns(parts, ports.labels()));
    }
}
