package io.onefold.bench.scoring;

import io.onefold.bench.report.Figure;
import io.onefold.bench.report.ReportOptions;
import io.onefold.scoring.tree.Forest;
import io.onefold.scoring.tree.TreeShap;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// One row's score and its reasons, beside xgboost4j and lightgbm4j with the same models.
@Command(
        name = "scoring",
        description =
                "One row's score, beside xgboost4j's inplace_predict and lightgbm4j with the same models, and its reasons, beside predictContrib.",
        mixinStandardHelpOptions = true)
public final class ScoringCommand implements Callable<Integer> {

    private static final int TRAINED = 20_000;
    private static final int ROWS_PER_REASONS = 50;
    private static final int DIFFERENT = 4096;

    @Option(
            names = "--rows",
            defaultValue = "200000",
            description =
                    "rows that are scored, a fiftieth of them explained (default: ${DEFAULT-VALUE})")
    private int rows;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description =
                    "how often both sides are measured, taking turns to go first (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Mixin private final ReportOptions report = new ReportOptions();
    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        List<Figure> figures = new ArrayList<>();
        say("training both peers");
        Payments payments = Payments.invented(1, TRAINED);
        try (XgboostPeer xgboost = XgboostPeer.trained(payments);
                LightGbmPeer lightGbm = LightGbmPeer.trained(payments)) {
            List<Contest> contests = contests(xgboost, lightGbm);
            say("warming up");
            for (Contest contest : contests) {
                contest.warm();
            }
            for (int round = 1; round <= rounds; round++) {
                boolean peerFirst = round % 2 == 1;
                say("round %d of %d".formatted(round, rounds));
                for (Contest contest : contests) {
                    figures.add(contest.measured(peerFirst));
                }
            }
        }
        return report.print(spec.commandLine().getOut(), figures);
    }

    private List<Contest> contests(XgboostPeer xgboost, LightGbmPeer lightGbm) throws Exception {
        float[][] asked = Payments.invented(2, DIFFERENT).single();
        Forest forest = Forest.read(xgboost.model());
        Forest fromLightGbm = Forest.read(lightGbm.model());
        TreeShap shap = TreeShap.of(forest);
        return List.of(
                new Contest(
                        "score, XGBoost's model",
                        "inplace_predict",
                        rows,
                        2000,
                        row -> forest.margin(asked[row % DIFFERENT]),
                        row -> xgboost.score(asked[row % DIFFERENT])),
                new Contest(
                        "score, LightGBM's model",
                        "predictForMatSingleRow",
                        rows,
                        500,
                        row -> fromLightGbm.margin(asked[row % DIFFERENT]),
                        row -> lightGbm.score(asked[row % DIFFERENT])),
                new Contest(
                        "reasons",
                        "predictContrib",
                        Math.max(1, rows / ROWS_PER_REASONS),
                        300,
                        row -> shap.contributions(asked[row % DIFFERENT])[0],
                        row -> xgboost.contribution(asked[row % DIFFERENT])));
    }

    private void say(String text) {
        spec.commandLine().getErr().println(text);
    }
}
