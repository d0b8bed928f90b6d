package io.onefold.server.internal.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private long now;
    private final Backlog backlog = new Backlog(Duration.ofSeconds(1), () -> now);

    @Test
    void aCrowdThatComesAtOnceIsLetIn() {
        assertThat(backlog.hasRoom(1_999)).isTrue();
    }

    @Test
    void asLongAsDecisionsAreQuickAndFewThereIsRoom() {
        decisions(5_000, 1_000, 240, 20);

        assertThat(backlog.hasRoom(1_999)).isTrue();
    }

    @Test
    void onceDecisionsTakeLongOnlyAsManyMayBeUnderWayAsAreDoneInAQuarterOfTheDeadline() {
        decisions(2_000, 1_000, 600, 20);

        assertThat(backlog.hasRoom(240)).isTrue();
        assertThat(backlog.hasRoom(260)).isFalse();
    }

    @Test
    void onceDecisionsAreQuickAgainThereIsRoomAgain() {
        decisions(2_000, 1_000, 600, 20);
        decisions(1, 1_000, 20, 20);

        assertThat(backlog.hasRoom(1_999)).isTrue();
    }

    @Test
    void aServerThatWasBusyLetsInWhatItMakesInHalfADeadline() {
        decisions(5_000, 1_000, 100, 100);

        assertThat(backlog.hasRoom(490)).isTrue();
        assertThat(backlog.hasRoom(510)).isFalse();
    }

    @Test
    void aPauseIsNotTakenForSlowness() {
        decisions(5_000, 1_000, 100, 100);
        now += TimeUnit.HOURS.toNanos(1);
        decisions(1, 1_000, 100, 100);

        assertThat(backlog.hasRoom(490)).isTrue();
    }

    @Test
    void aServerThatDecidedNextToNothingStillTakesSome() {
        decisions(2, 1, 2_000, 1);

        assertThat(backlog.hasRoom(20)).isTrue();
        assertThat(backlog.hasRoom(100)).isFalse();
    }

    private void decisions(int count, int perSecond, long tookMillis, int underWay) {
        for (int i = 0; i < count; i++) {
            now += TimeUnit.SECONDS.toNanos(1) / perSecond;
            backlog.done(TimeUnit.MILLISECONDS.toNanos(tookMillis), underWay);
        }
    }
}
