package io.onefold.cli.internal.fraud;

import io.onefold.cli.internal.command.CallerOptions;
import io.onefold.cli.internal.command.OutputOptions;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.fraud.FraudType;
import io.onefold.fraud.decide.Backtest;
import io.onefold.fraud.decide.Candidate;
import io.onefold.fraud.policy.PolicySpec;
import io.onefold.fraud.port.BookVersion;
import io.onefold.fraud.rule.RuleSpec;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Permission;
import io.onefold.model.run.Progress;
import io.onefold.scoring.registry.ModelVersion;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `onefold fraud backtest`
@Command(
        name = "backtest",
        description = {
            "Decides payments of a period again with a rule, a policy or a model that did not decide them,",
            "and says how that would have fared against their labels; needs fraud_rules, or fraud_model for a model."
        },
        mixinStandardHelpOptions = true)
final class FraudBacktest implements Callable<Integer> {

    private final Terminal terminal;

    @SuppressWarnings("FieldCanBeFinal") // picocli writes it
    @ArgGroup(multiplicity = "1")
    private Which which = new Which();

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            defaultValue = "credit_card",
            description =
                    "whose decisions, for a policy that judges all types (default: ${DEFAULT-VALUE})")
    private String fraudType = "credit_card";

    @Option(
            names = "--changes",
            description =
                    "list decisions that would be others, at most 100, instead of the measures")
    private boolean changes;

    @Mixin private final Period period = new Period();

    @Mixin private final CallerOptions caller = new CallerOptions();

    @Mixin private final OutputOptions output = new OutputOptions();

    /// What is tried.
    static final class Which {
        @Option(
                names = "--rule",
                paramLabel = "ID[@VERSION]",
                description = "a version of a rule, for example CC01@2 (default: its newest)")
        private @Nullable String rule;

        @Option(
                names = "--policy",
                paramLabel = "NAME[@VERSION]",
                description = "a version of a policy (default: its newest)")
        private @Nullable String policy;

        @Option(
                names = "--model",
                paramLabel = "MODEL",
                description = "a model: its id, or TYPE@VERSION")
        private @Nullable String model;
    }

    private record Named(String name, Candidate candidate) {}

    FraudBacktest(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Permission needed = which.model == null ? Permission.FRAUD_RULES : Permission.FRAUD_MODEL;
        try (LookingBack back = LookingBack.open(terminal, caller, needed)) {
            Named named = candidate(back);
            Instant now = terminal.clock().instant();
            Backtest.Report report;
            try (Progress.Task task = terminal.progress().begin("backtest " + named.name(), -1)) {
                report =
                        back.desks()
                                .backtest()
                                .run(named.candidate(), period.from(now), period.to(now));
                task.add(report.seen());
            }
            BacktestPrint.print(terminal, output, named.name(), report, changes);
            return 0;
        }
    }

    private Named candidate(LookingBack back) {
        if (which.rule != null) {
            BookVersion version = VersionName.parse(which.rule).in(back.decisions().rules());
            return new Named(version.title(), new Candidate.OfRule(RuleSpec.read(version.body())));
        }
        if (which.policy != null) {
            BookVersion version = VersionName.parse(which.policy).in(back.decisions().policies());
            PolicySpec policy = PolicySpec.read(version.body());
            FraudType type =
                    policy.fraudType() == null ? FraudType.parse(fraudType) : policy.fraudType();
            return new Named(version.title(), new Candidate.OfPolicy(type, policy));
        }
        if (which.model != null) {
            ModelVersion model = ModelName.find(back.decisions().models(), which.model);
            return new Named(
                    ModelName.title(model),
                    new Candidate.OfModel(FraudType.parse(model.fraudType()), model.id()));
        }
        throw new OnefoldException(
                ErrorCode.INVALID_INPUT, "nothing is tried; name --rule, --policy or --model");
    }
}
