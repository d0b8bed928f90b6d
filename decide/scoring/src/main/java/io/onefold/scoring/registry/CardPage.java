package io.onefold.scoring.registry;

import io.onefold.scoring.measure.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A model card as Markdown.
final class CardPage {

    private CardPage() {}

    static String of(ModelCard card) {
        List<String> lines = new ArrayList<>();
        lines.add("# " + plain(card.title()));
        section(lines, "Use", List.of(plain(card.use())));
        section(lines, "Data", List.of(plain(card.data())));
        section(lines, "Metrics", metrics(card));
        if (!card.importance().isEmpty()) {
            section(lines, "What matters most", importance(card));
        }
        section(lines, "Leakage gate", gate(card));
        section(lines, "Limits", card.limits().stream().map(limit -> "- " + plain(limit)).toList());
        return String.join("\n", lines) + "\n";
    }

    private static void section(List<String> lines, String title, List<String> content) {
        lines.add("");
        lines.add("## " + title);
        lines.add("");
        lines.addAll(content);
    }

    private static List<String> metrics(ModelCard card) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "| rows | of them frauds | AUC | AP | card precision@100 | Brier | calibration error"
                        + " | part |");
        lines.add("|---:|---:|---:|---:|---:|---:|---:|---|");
        lines.add(row(card.metrics(), "all"));
        for (ModelCard.Slice slice : card.slices()) {
            lines.add(row(slice.metrics(), plain(slice.name())));
        }
        return lines;
    }

    private static String row(Metrics metrics, String part) {
        return "| "
                + String.join(
                        " | ",
                        Long.toString(metrics.rows()),
                        Long.toString(metrics.frauds()),
                        number(metrics.auc()),
                        number(metrics.averagePrecision()),
                        number(metrics.cardPrecisionAt100()),
                        number(metrics.brier()),
                        number(metrics.calibrationError()),
                        part)
                + " |";
    }

    private static List<String> importance(ModelCard card) {
        List<String> lines = new ArrayList<>();
        lines.add("| feature | mean absolute contribution |");
        lines.add("|---|---:|");
        for (ModelCard.Importance one : card.importance()) {
            lines.add("| " + plain(one.feature()) + " | " + number(one.importance()) + " |");
        }
        return lines;
    }

    private static List<String> gate(ModelCard card) {
        if (card.gate().isEmpty()) {
            return List.of("It did not run.");
        }
        List<String> lines = new ArrayList<>();
        lines.add("| check | value | expected | |");
        lines.add("|---|---:|---|---|");
        for (GateCheck check : card.gate()) {
            lines.add(
                    "| "
                            + String.join(
                                    " | ",
                                    plain(check.name()),
                                    number(check.value()),
                                    plain(check.expected()),
                                    check.passed() ? "holds" : "fails")
                            + " |");
        }
        return lines;
    }

    private static String number(@Nullable Double value) {
        return value == null ? "–" : String.format(Locale.ROOT, "%.4f", value);
    }

    /// Text that stays in its cell.
    private static String plain(String text) {
        return text.replace("|", "\\|").replaceAll("\\s+", " ").strip();
    }
}
