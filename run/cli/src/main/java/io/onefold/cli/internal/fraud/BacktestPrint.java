package io.onefold.cli.internal.fraud;

import io.onefold.cli.internal.command.OutputOptions;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.cli.internal.print.Format;
import io.onefold.fraud.decide.Backtest.Change;
import io.onefold.fraud.decide.Backtest.Fares;
import io.onefold.fraud.decide.Backtest.Report;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What came of a backtest, for people and for programs.
final class BacktestPrint {

    private static final List<String> MEASURES = List.of("measure", "before", "after");
    private static final List<String> CHANGES =
            List.of("tenant", "transaction_id", "before", "after");

    private BacktestPrint() {}

    /// As JSON one document; else the measures, or the decisions that change.
    static void print(
            Terminal terminal,
            OutputOptions output,
            String candidate,
            Report report,
            boolean changes) {
        if (output.format() == Format.JSON) {
            output.json(terminal, document(candidate, report));
            return;
        }
        if (changes) {
            output.print(
                    terminal, CHANGES, report.changes().stream().map(BacktestPrint::row).toList());
        } else {
            output.print(terminal, MEASURES, measures(report));
        }
        terminal.say(summary(candidate, report));
    }

    /// In one line, as a registry keeps it.
    static String summary(String candidate, Report report) {
        return candidate
                + ": "
                + report.changed()
                + " of "
                + report.seen()
                + " decisions change, frauds stopped "
                + report.before().fraudsStopped()
                + " to "
                + report.after().fraudsStopped()
                + ", honest stopped "
                + report.before().honestStopped()
                + " to "
                + report.after().honestStopped();
    }

    private static Map<String, @Nullable Object> document(String candidate, Report report) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("candidate", candidate);
        document.put("seen", report.seen());
        document.put("unreadable", report.unreadable());
        document.put("fired", report.fired());
        document.put("unknown", report.unknown());
        document.put("changed", report.changed());
        document.put("before", fares(report.before()));
        document.put("after", fares(report.after()));
        document.put(
                "changes",
                report.changes().stream()
                        .map(
                                change -> {
                                    Map<String, Object> one = new LinkedHashMap<>();
                                    one.put("tenant", change.tenant());
                                    one.put("transaction_id", change.transactionId());
                                    one.put("before", change.before().name());
                                    one.put("after", change.after().name());
                                    return one;
                                })
                        .toList());
        return document;
    }

    private static Map<String, @Nullable Object> fares(Fares fares) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("stopped", fares.stopped());
        all.put("frauds_stopped", fares.fraudsStopped());
        all.put("frauds_passed", fares.fraudsPassed());
        all.put("honest_stopped", fares.honestStopped());
        all.put("fraud_amount_passed", fares.fraudAmountPassed());
        all.put("precision", share(fares.precision()));
        all.put("recall", share(fares.recall()));
        return all;
    }

    private static List<List<@Nullable Object>> measures(Report report) {
        Map<String, @Nullable Object> before = fares(report.before());
        Map<String, @Nullable Object> after = fares(report.after());
        List<List<@Nullable Object>> rows = new ArrayList<>();
        rows.add(Arrays.asList("seen", report.seen(), report.seen()));
        rows.add(Arrays.asList("changed", 0, report.changed()));
        rows.add(Arrays.asList("fired", null, report.fired()));
        rows.add(Arrays.asList("unknown", null, report.unknown()));
        before.forEach((name, value) -> rows.add(Arrays.asList(name, value, after.get(name))));
        return rows;
    }

    private static List<Object> row(Change change) {
        return List.of(
                change.tenant(),
                change.transactionId(),
                change.before().name(),
                change.after().name());
    }

    /// Four decimals; null: there is nothing to divide by.
    private static @Nullable BigDecimal share(double value) {
        return Double.isNaN(value)
                ? null
                : BigDecimal.valueOf(value).setScale(4, RoundingMode.HALF_EVEN);
    }
}
