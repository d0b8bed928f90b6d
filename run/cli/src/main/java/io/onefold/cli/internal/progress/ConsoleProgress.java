package io.onefold.cli.internal.progress;

import io.onefold.model.run.Progress;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/// Progress on standard error: bars with rate and ETA on a terminal, a line when a task ends (and
/// every ten seconds until then) elsewhere.
public final class ConsoleProgress implements Progress {

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

    private final PrintStream err;
    private final Clock clock;
    private final boolean terminal;

    /// @param terminal whether a person watches
    public ConsoleProgress(PrintStream err, Clock clock, boolean terminal) {
        this.err = err;
        this.clock = clock;
        this.terminal = terminal;
    }

    @Override
    public Task begin(String label, long total) {
        return terminal ? new Bar(label, total) : new Lines(label, total);
    }

    private static final class Bar implements Task {
        private final ProgressBar bar;

        Bar(String label, long total) {
            this.bar =
                    new ProgressBarBuilder()
                            .setTaskName(label)
                            .setInitialMax(total)
                            .setStyle(ProgressBarStyle.ASCII)
                            .setUpdateIntervalMillis(250)
                            .showSpeed()
                            .build();
        }

        @Override
        public void add(long done) {
            bar.stepBy(done);
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    private final class Lines implements Task {
        private final String label;
        private final long total;
        private final long startedMillis = clock.millis();
        private long saidMillis = startedMillis;
        private long done;

        Lines(String label, long total) {
            this.label = label;
            this.total = total;
        }

        @Override
        public synchronized void add(long more) {
            done += more;
            if (clock.millis() - saidMillis >= BETWEEN_LINES.toMillis()) {
                saidMillis = clock.millis();
                say("");
            }
        }

        @Override
        public synchronized void close() {
            say(" done");
        }

        private void say(String state) {
            double seconds = Math.max(0.001, (clock.millis() - startedMillis) / 1000.0);
            StringBuilder line = new StringBuilder(label).append(state);
            if (done > 0) {
                line.append(String.format(Locale.ROOT, ": %,d", done));
                if (total > 0) {
                    line.append(String.format(Locale.ROOT, " of %,d", total));
                }
                line.append(String.format(Locale.ROOT, " (%,.0f/s)", done / seconds));
                if (total > done) {
                    line.append(
                            String.format(
                                    Locale.ROOT,
                                    ", %,.0f s left",
                                    (total - done) * seconds / done));
                }
            }
            err.println(line.append(String.format(Locale.ROOT, " %.1f s", seconds)));
        }
    }
}
