package io.onefold.server.internal.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AllowanceTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

    @Test
    void aBurstPassesAtOnceThenTheRateHolds() {
        Allowance allowance = new Allowance(10, 4, now::get);

        assertThat(taken(allowance, "a", 9)).isEqualTo(4);
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(250));
        assertThat(taken(allowance, "a", 9)).isEqualTo(2);
        now.addAndGet(TimeUnit.SECONDS.toNanos(100));
        assertThat(taken(allowance, "a", 9)).isEqualTo(4);
    }

    @Test
    void oneClientDoesNotSpendAnothersAllowance() {
        Allowance allowance = new Allowance(1, 3, now::get);

        assertThat(taken(allowance, "a", 9)).isEqualTo(3);
        assertThat(taken(allowance, "b", 9)).isEqualTo(3);
    }

    @Test
    void clientsWithoutEndDoNotFillTheMemory() {
        Allowance allowance = new Allowance(1_000, 1, now::get);
        for (int i = 0; i < 50_000; i++) {
            now.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
            assertThat(allowance.take("client " + i)).isTrue();
        }

        assertThat(allowance.clients()).isLessThanOrEqualTo(10_001);
    }

    private static int taken(Allowance allowance, String client, int tries) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += allowance.take(client) ? 1 : 0;
        }
        return taken;
    }
}
