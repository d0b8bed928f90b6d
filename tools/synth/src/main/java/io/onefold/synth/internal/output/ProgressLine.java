package io.onefold.synth.internal.output;

import io.onefold.model.run.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;

/// Progress on a stream of text: one line that is rewritten on a terminal, one line at the end
/// elsewhere.
public final class ProgressLine implements Progress {

    private static final Duration REDRAW = Duration.ofMillis(200);

    private final PrintStream out;
    private final boolean terminal;
    private final InstantSource clock;

    public ProgressLine(PrintStream out, boolean terminal, InstantSource clock) {
        this.out = out;
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public Task begin(String label, long total) {
        return new Line(label, total);
    }

    private final class Line implements Task {
        private final String label;
        private final long total;
        private final long startedMillis = clock.millis();
        private long drawnMillis;
        private long done;

        Line(String label, long total) {
            this.label = label;
            this.total = total;
        }

        @Override
        public void add(long more) {
            done += more;
            if (terminal && clock.millis() - drawnMillis >= REDRAW.toMillis()) {
                drawnMillis = clock.millis();
                out.print("\r" + text());
                out.flush();
            }
        }

        @Override
        public void close() {
            out.println(terminal ? "\r" + text() : text());
        }

        private String text() {
            long millis = Math.max(1, clock.millis() - startedMillis);
            long rate = done * 1_000 / millis;
            String eta = done < total && rate > 0 ? ", " + (total - done) / rate + " s left" : "";
            String share = total > 0 ? " of %,d".formatted(total) : "";
            return "%s: %,d%s rows, %,d rows/s%s   "
                            .formatted(label, done, share, rate, eta)
                            .stripTrailing()
                    + (eta.isEmpty() ? "             " : "");
        }
    }
}
