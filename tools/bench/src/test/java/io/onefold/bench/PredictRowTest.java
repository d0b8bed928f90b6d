package io.onefold.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What a server decides at most and what its latencies are at half and twice of that: the figures
/// are printed, and fail no build; that a load of half of it is answered whole must hold.
class PredictRowTest {

    @Test
    @Tag("decisions-1")
    @Tag("decisions-2")
    @Tag("long")
    void decisionsAreMeasuredBesideAnEmptyHandlerAndAtFixedRates() {
        StringWriter out = new StringWriter();

        int exit =
                Bench.commandLine()
                        .setOut(new PrintWriter(out, true))
                        .execute("predict", "--rounds", "1", "--seconds", "6", "--warm", "20");

        System.out.println("decisions-1, decisions-2:\n" + out);
        assertThat(exit).isZero();
        assertThat(out.toString())
                .contains("share of the empty handler")
                .contains("open, twice the most")
                .containsPattern("open, half of the most: .* 0 of 429, 0 others");
    }
}
