package io.onefold.scoring.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The interval against the distribution, integrated numerically.
class JeffreysTest {

    private static final int STEPS = 200_000;

    @ParameterizedTest
    @CsvSource({"1, 10", "3, 10", "5, 10", "1, 1000", "40, 1000", "700, 1000", "9999, 10000"})
    void fivePercentLieBelowAndAbove(long hits, long trials) {
        Jeffreys.Interval interval = Jeffreys.interval(hits, trials, 0.90);

        assertThat(share(interval.lower(), hits, trials)).isCloseTo(0.05, within(1e-5));
        assertThat(share(interval.upper(), hits, trials)).isCloseTo(0.95, within(1e-5));
    }

    @ParameterizedTest
    @CsvSource({"0, 10", "10, 10", "0, 5000", "5000, 5000", "0, 1", "1, 1"})
    void theEndsAreClosedWhereAllRowsAgree(long hits, long trials) {
        Jeffreys.Interval interval = Jeffreys.interval(hits, trials, 0.90);

        if (hits == 0) {
            assertThat(interval.lower()).isZero();
            assertThat(share(interval.upper(), hits, trials)).isCloseTo(0.95, within(1e-5));
        } else {
            assertThat(interval.upper()).isOne();
            assertThat(share(interval.lower(), hits, trials)).isCloseTo(0.05, within(1e-5));
        }
    }

    /// The Beta distribution's share below x: the density, with x = sin² u so that it is finite at
    /// its ends, summed by Simpson's rule and divided by the whole.
    private static double share(double x, long hits, long trials) {
        double below = integral(Math.asin(Math.sqrt(x)), hits, trials);
        return below / integral(Math.PI / 2, hits, trials);
    }

    private static double integral(double end, long hits, long trials) {
        double peak = Math.asin(Math.sqrt((double) hits / trials));
        double log = log(peak, hits, trials);
        double sum = 0;
        double step = end / STEPS;
        for (int i = 0; i <= STEPS; i++) {
            int weight = i == 0 || i == STEPS ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * Math.exp(log(i * step, hits, trials) - log);
        }
        return sum * step / 3;
    }

    private static double log(double u, long hits, long trials) {
        double hit = hits == 0 ? 0 : 2 * hits * Math.log(Math.sin(u));
        double miss = hits == trials ? 0 : 2 * (trials - hits) * Math.log(Math.cos(u));
        return hit + miss;
    }
}
