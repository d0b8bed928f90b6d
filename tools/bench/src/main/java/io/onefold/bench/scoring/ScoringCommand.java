package io.onefold.bench.scoring;

import io.onefold.bench.report.Comparison;
import io.onefold.bench.report.Contest;
import io.onefold.bench.report.Taken;
import io.onefold.scoring.tree.Forest;
import io.onefold.scoring.tree.TreeShap;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// One row's score and its reasons, beside xgboost4j and lightgbm4j with the same models.
@Command(
        name = "scoring",
        description =
                "One row's score, beside xgboost4j's inplace_predict and lightgbm4j with the same models, and its reasons, beside predictContrib.",
        mixinStandardHelpOptions = true)
public final class ScoringCommand extends Comparison {

    private static final int TRAINED = 20_000;
    private static final int ROWS_PER_REASONS = 50;
    private static final int DIFFERENT = 4096;

    @Option(
            names = "--rows",
            defaultValue = "200000",
            description =
                    "rows that are scored, a fiftieth of them explained (default: ${DEFAULT-VALUE})")
    private int rows;

    @Override
    protected void measure() throws Exception {
        say("training both peers");
        Payments payments = Payments.invented(1, TRAINED);
        try (XgboostPeer xgboost = XgboostPeer.trained(payments);
                LightGbmPeer lightGbm = LightGbmPeer.trained(payments)) {
            List<Contest> contests = contests(xgboost, lightGbm);
            say("warming up");
            for (Contest contest : contests) {
                contest.measured(false);
            }
            rounds(
                    (number, peerFirst) -> {
                        for (Contest contest : contests) {
                            found(contest.measured(peerFirst));
                        }
                    });
        }
    }

    private List<Contest> contests(XgboostPeer xgboost, LightGbmPeer lightGbm) throws Exception {
        float[][] asked = Payments.invented(2, DIFFERENT).single();
        Forest forest = Forest.read(xgboost.model());
        Forest fromLightGbm = Forest.read(lightGbm.model());
        TreeShap shap = TreeShap.of(forest);
        return List.of(
                contest(
                        "score, XGBoost's model",
                        rows,
                        row -> forest.margin(asked[row % DIFFERENT]),
                        "inplace_predict",
                        row -> xgboost.score(asked[row % DIFFERENT]),
                        2000),
                contest(
                        "score, LightGBM's model",
                        rows,
                        row -> fromLightGbm.margin(asked[row % DIFFERENT]),
                        "predictForMatSingleRow",
                        row -> lightGbm.score(asked[row % DIFFERENT]),
                        500),
                contest(
                        "reasons",
                        Math.max(1, rows / ROWS_PER_REASONS),
                        row -> shap.contributions(asked[row % DIFFERENT])[0],
                        "predictContrib",
                        row -> xgboost.contribution(asked[row % DIFFERENT]),
                        300));
    }

    private static Contest contest(
            String measure, int rows, Answer ours, String peer, Answer theirs, int percentLeast) {
        return new Contest(
                measure,
                rows,
                () -> Taken.by(() -> answer(ours, rows)),
                peer,
                () -> Taken.by(() -> answer(theirs, rows)),
                percentLeast);
    }

    private static void answer(Answer answer, int rows) throws Exception {
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            sum += answer.of(row);
        }
        if (Double.isNaN(sum)) {
            throw new IllegalStateException("an answer is NaN");
        }
    }

    /// Answers for a row, by its number.
    @FunctionalInterface
    private interface Answer {
        double of(int row) throws Exception;
    }
}
