package io.onefold.cli.internal.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.model.run.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final SettableClock clock = new SettableClock();

    @Test
    void awayFromATerminalALineIsSaidEveryTenSecondsAndAtTheEnd() {
        Progress progress =
                new ConsoleProgress(
                        new PrintStream(printed, true, StandardCharsets.UTF_8), clock, false);

        try (Progress.Task task = progress.begin("ingest a.b", 4_000)) {
            task.add(1_000);
            clock.forward(Duration.ofSeconds(10));
            task.add(1_000);
            clock.forward(Duration.ofSeconds(10));
        }

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "ingest a.b: 2,000 of 4,000 (200/s), 10 s left 10.0 s",
                        "ingest a.b done: 2,000 of 4,000 (100/s), 20 s left 20.0 s");
    }

    /// A clock that stands still until it is moved.
    private static final class SettableClock extends Clock {
        private Instant now = Instant.EPOCH;

        void forward(Duration by) {
            now = now.plus(by);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
