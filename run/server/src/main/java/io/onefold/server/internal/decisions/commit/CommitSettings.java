package io.onefold.server.internal.decisions.commit;

import io.onefold.catalog.Settings;
import java.time.Duration;

/// How decisions are committed together.
///
/// @param lanes how many commits run beside each other
/// @param batchMax how many decisions a commit takes at most
/// @param linger how long a commit waits for more decisions while they come in crowds
/// @param queueMax how many decisions wait for a lane at most; more are refused
/// @param timeout after which a commit that does not answer is given up
public record CommitSettings(
        int lanes, int batchMax, Duration linger, int queueMax, Duration timeout) {

    private static final int LANES_MAX = 64;
    private static final int BATCH_MAX = 4_096;

    /// Four lanes, batches of 512 at most, a millisecond, two seconds.
    public static final CommitSettings DEFAULT =
            new CommitSettings(4, 512, Duration.ofMillis(1), 2_000, Duration.ofSeconds(2));

    /// As settings `onefold.commit.*` and `onefold.decisions.in-flight-max` say.
    public static CommitSettings of(Settings settings) {
        return new CommitSettings(
                settings.integer("onefold.commit.lanes", 1, LANES_MAX).orElse(DEFAULT.lanes),
                settings.integer("onefold.commit.batch", 1, BATCH_MAX).orElse(DEFAULT.batchMax),
                settings.duration("onefold.commit.linger").orElse(DEFAULT.linger),
                settings.integer("onefold.decisions.in-flight-max", 1, 1 << 20)
                        .orElse(DEFAULT.queueMax),
                settings.duration("onefold.commit.timeout").orElse(DEFAULT.timeout));
    }
}
