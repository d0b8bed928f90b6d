package io.onefold.scoring.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.model.run.Progress;
import io.onefold.scoring.registry.GateCheck;
import io.onefold.scoring.tree.Forest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LeakageGateTest {

    private static final TrainingParameters PARAMETERS =
            TrainingParameters.boosting().withRounds(60);

    private final Trainer trainer = new Trainer(Progress.SILENT);

    @Test
    void anHonestSplitPasses() {
        List<GateCheck> checks = checked(Invented.rows(1, 0, 6000), Invented.rows(2, 6000, 6000));

        assertThat(checks).hasSize(6).allMatch(GateCheck::passed);
    }

    /// As the reference did it: frauds are multiplied, each copy moved towards another fraud, and
    /// then the rows are split.
    @Test
    @Tag("decisions-10")
    void resamplingBeforeTheSplitIsRefused() {
        LabelledRows multiplied = multiplied(Invented.rows(1, 0, 8000), 6);
        int[] order = IntStream.range(0, multiplied.size()).toArray();
        Random random = new Random(4);
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
        int half = order.length / 2;

        List<GateCheck> checks =
                checked(
                        multiplied.select(Arrays.copyOf(order, half)),
                        multiplied.select(Arrays.copyOfRange(order, half, order.length)));

        System.out.println("decisions-10: resampled before the split: " + failed(checks));
        assertThat(failed(checks))
                .contains(
                        "training-rows-are-transactions",
                        "hold-out-rows-are-transactions",
                        "shared-transactions",
                        "shuffled-labels");
    }

    @Test
    @Tag("decisions-10")
    void aFeatureThatKnowsTheLabelIsRefused() {
        LabelledRows honest = Invented.rows(1, 0, 6000);
        LabelledRows later = Invented.rows(2, 6000, 6000);

        List<GateCheck> checks = checked(leaking(honest), leaking(later));

        System.out.println("decisions-10: a feature that knows the label: " + failed(checks));
        assertThat(failed(checks)).containsExactly("single-feature");
        assertThat(checks.stream().filter(check -> !check.passed()).toList().getFirst().detail())
                .contains("'risk' alone tells the label");
    }

    @Test
    void foldsThatScoreBetterThanTheFutureAreRefused() {
        assertThat(LeakageGate.optimism(0.886, 0.50).passed()).isFalse();
        assertThat(LeakageGate.optimism(0.90, 0.87).passed()).isTrue();
    }

    private List<GateCheck> checked(LabelledRows rows, LabelledRows holdOut) {
        TrainSplit split = TrainSplit.of(rows);
        Forest forest = Forest.read(trainer.train(split, PARAMETERS));
        float[] outOfFold = OutOfFold.margins(trainer, split, PARAMETERS);
        return new LeakageGate(trainer).check(split, holdOut, PARAMETERS, outOfFold, forest);
    }

    private static List<String> failed(List<GateCheck> checks) {
        return checks.stream().filter(check -> !check.passed()).map(GateCheck::name).toList();
    }

    private static LabelledRows multiplied(LabelledRows rows, int copies) {
        int[] frauds = IntStream.range(0, rows.size()).filter(i -> rows.frauds()[i]).toArray();
        List<Integer> picked = new ArrayList<>(IntStream.range(0, rows.size()).boxed().toList());
        for (int copy = 0; copy < copies; copy++) {
            Arrays.stream(frauds).forEach(picked::add);
        }
        LabelledRows all = rows.select(picked.stream().mapToInt(i -> i).toArray());
        Random random = new Random(5);
        for (int i = rows.size(); i < all.size(); i++) {
            int towards = frauds[random.nextInt(frauds.length)];
            for (int f = 0; f < all.width(); f++) {
                float from = all.values()[i * all.width() + f];
                float to = rows.values()[towards * all.width() + f];
                all.values()[i * all.width() + f] = from + 0.02f * (to - from);
            }
        }
        return all;
    }

    private static LabelledRows leaking(LabelledRows rows) {
        float[] values = rows.values().clone();
        Random random = new Random(6);
        for (int i = 0; i < rows.size(); i++) {
            values[i * rows.width() + 2] = (rows.frauds()[i] ? 1 : 0) + random.nextFloat() * 1.1f;
        }
        return new LabelledRows(rows.features(), values, rows.frauds(), rows.transactions());
    }
}
