package io.onefold.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// One row's score beside `inplace_predict`: both figures are printed, and fail no build.
class ScoringRowTest {

    @Test
    @Tag("decisions-4")
    @Tag("long")
    void aScoreIsMeasuredBesideXgboosts() {
        StringWriter out = new StringWriter();

        int exit =
                Bench.commandLine()
                        .setOut(new PrintWriter(out, true))
                        .execute("scoring", "--rows", "20000", "--rounds", "2");

        System.out.println("decisions-4:\n" + out);
        assertThat(exit).isZero();
        assertThat(out.toString().lines().filter(line -> line.contains("inplace_predict")))
                .hasSize(2);
    }
}
