package io.onefold.server.internal.deciding;

import java.time.Clock;

/// The share of something among all, over the last hour, to the minute. Safe for many threads.
final class RecentShare {

    private static final int MINUTES = 60;
    private static final long MILLIS_A_MINUTE = 60_000;

    private final Clock clock;
    private final long[] minutes = new long[MINUTES];
    private final long[] all = new long[MINUTES];
    private final long[] some = new long[MINUTES];

    RecentShare(Clock clock) {
        this.clock = clock;
    }

    /// Counts one.
    synchronized void add(boolean counted) {
        long minute = clock.millis() / MILLIS_A_MINUTE;
        int place = (int) (minute % MINUTES);
        if (minutes[place] != minute) {
            minutes[place] = minute;
            all[place] = 0;
            some[place] = 0;
        }
        all[place]++;
        some[place] += counted ? 1 : 0;
    }

    /// 0 to 1; NaN when there was nothing in the last hour.
    synchronized double share() {
        long oldest = clock.millis() / MILLIS_A_MINUTE - MINUTES;
        long of = 0;
        long counted = 0;
        for (int place = 0; place < MINUTES; place++) {
            if (minutes[place] > oldest) {
                of += all[place];
                counted += some[place];
            }
        }
        return (double) counted / of;
    }
}
