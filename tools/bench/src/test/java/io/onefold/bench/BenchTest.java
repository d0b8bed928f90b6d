package io.onefold.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.bench.report.Figure;
import io.onefold.bench.report.ReportOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// What the program prints, and with which exit code it ends.
class BenchTest {

    private static final Figure SLOW = new Figure("load", 1000, 2.0, "COPY", 1.0, 70, 5 << 20);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void everyCommandTellsWhatItIs() {
        CommandLine bench = Bench.commandLine().setOut(new PrintWriter(out, true));

        for (String name : bench.getSubcommands().keySet()) {
            assertThat(bench.execute(name, "--help")).isZero();
            assertThat(out.toString()).contains("onefold bench " + name);
        }
    }

    @Test
    void withoutACommandTheUsageIsWrong() {
        assertThat(Bench.commandLine().setErr(new PrintWriter(err, true)).execute()).isEqualTo(2);
        assertThat(err.toString()).contains("Missing command");
    }

    @Test
    void anAddressWithoutAPortIsRefused() {
        int exit =
                Bench.commandLine()
                        .setErr(new PrintWriter(err, true))
                        .execute("ingest", "--rows", "1", "--postgres", "localhost");

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString()).contains("'localhost'", "expected HOST:PORT");
    }

    @Test
    void bothSidesAndTheBoundArePrinted() {
        assertThat(print("-o", "csv")).isZero();

        assertThat(out.toString().lines())
                .containsExactly(
                        "\"measure\",\"rows\",\"seconds\",\"rows_per_second\",\"peer\",\"peer_seconds\","
                                + "\"peer_rows_per_second\",\"percent\",\"percent_least\",\"heap_mb_peak\"",
                        "\"load\",\"1000\",\"2.0\",\"500\",\"COPY\",\"1.0\",\"1000\",\"50\",\"70\",\"5\"");
    }

    @Test
    void aBoundThatDoesNotHoldFailsOnlyWhereItIsVerified() {
        assertThat(print()).isZero();
        assertThat(print("--verify")).isEqualTo(4);
    }

    private int print(String... options) {
        ReportOptions report = new ReportOptions();
        CommandSpec spec = CommandSpec.create();
        spec.addMixin("report", CommandSpec.forAnnotatedObject(report));
        new CommandLine(spec).parseArgs(options);
        return report.print(new PrintWriter(out, true), List.of(SLOW));
    }
}
