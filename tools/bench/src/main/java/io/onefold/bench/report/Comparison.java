package io.onefold.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// A command that measures both sides in rounds and prints what it found.
public abstract class Comparison implements Callable<Integer> {

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description =
                    "how often both sides are measured, taking turns to go first (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Mixin private final ReportOptions report = new ReportOptions();
    @Spec private CommandSpec spec;

    private final List<Figure> figures = new ArrayList<>();

    /// What is measured in a round.
    @FunctionalInterface
    public interface Round {

        /// @param number from 1
        /// @param peerFirst whether it is the peer's turn to go first
        void measure(int number, boolean peerFirst) throws Exception;
    }

    @Override
    public final Integer call() throws Exception {
        measure();
        return report.print(spec.commandLine().getOut(), figures);
    }

    /// Sets both sides up and measures them.
    protected abstract void measure() throws Exception;

    /// Measures as many rounds as were asked for.
    protected final void rounds(Round round) throws Exception {
        for (int number = 1; number <= rounds; number++) {
            say("round " + number + " of " + rounds);
            round.measure(number, number % 2 == 1);
        }
    }

    protected final void found(Figure figure) {
        figures.add(figure);
    }

    /// Tells the user something that is no figure.
    protected final void say(String text) {
        spec.commandLine().getErr().println(text);
    }
}
