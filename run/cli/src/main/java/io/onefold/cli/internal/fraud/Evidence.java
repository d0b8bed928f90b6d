package io.onefold.cli.internal.fraud;

import io.onefold.fraud.FraudType;
import io.onefold.fraud.decide.Backtest;
import io.onefold.fraud.decide.Candidate;
import io.onefold.scoring.registry.GateCheck;
import io.onefold.scoring.registry.ModelVersion;
import java.time.Instant;

/// What speaks for a model that is to decide: its leakage gate, and a backtest that runs now.
public final class Evidence {

    private Evidence() {}

    /// In one line, as the registry keeps it.
    public static String of(Backtest backtest, ModelVersion model, Instant from, Instant to) {
        Backtest.Report report =
                backtest.run(
                        new Candidate.OfModel(FraudType.parse(model.fraudType()), model.id()),
                        from,
                        to);
        long held = model.card().gate().stream().filter(GateCheck::passed).count();
        return "gate: "
                + held
                + " of "
                + model.card().gate().size()
                + " checks hold; "
                + BacktestPrint.summary("backtest " + from + "/" + to, report);
    }
}
