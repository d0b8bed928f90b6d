package io.onefold.bench.report;

import io.onefold.model.ErrorCode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// How figures are printed, and whether a bound that does not hold is a failure.
public final class ReportOptions {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "table",
            description =
                    "form of the figures: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Form form = Form.TABLE;

    @Option(names = "--verify", description = "exit with 4 if a bound does not hold")
    private boolean verify;

    /// Prints the figures.
    ///
    /// @return the command's exit code
    public int print(PrintWriter out, List<Figure> figures) {
        List<Map<String, @Nullable Object>> rows = figures.stream().map(Figure::fields).toList();
        switch (form) {
            case TABLE -> table(out, rows);
            case CSV -> csv(out, rows);
            case JSON -> document(out, JsonMapper.shared(), rows);
            case YAML -> document(out, YAMLMapper.shared(), rows);
        }
        out.flush();
        return verify && !figures.stream().allMatch(Figure::holds)
                ? ErrorCode.CHECK_FAILED.exitCode()
                : 0;
    }

    private static void document(
            PrintWriter out, ObjectMapper mapper, List<Map<String, @Nullable Object>> rows) {
        out.println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(rows).strip());
    }

    private static void csv(PrintWriter out, List<Map<String, @Nullable Object>> rows) {
        for (List<String> line : lines(rows)) {
            out.println(
                    String.join(
                            ",",
                            line.stream().map(c -> '"' + c.replace("\"", "\"\"") + '"').toList()));
        }
    }

    private static void table(PrintWriter out, List<Map<String, @Nullable Object>> rows) {
        List<List<String>> lines = lines(rows);
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < line.size(); i++) {
                int column = i;
                int width = lines.stream().mapToInt(l -> l.get(column).length()).max().orElse(0);
                text.append(line.get(i)).repeat(' ', width - line.get(i).length() + 2);
            }
            out.println(text.toString().stripTrailing());
        }
    }

    private static List<List<String>> lines(List<Map<String, @Nullable Object>> rows) {
        List<List<String>> lines = new ArrayList<>();
        if (!rows.isEmpty()) {
            lines.add(List.copyOf(rows.getFirst().keySet()));
        }
        for (Map<String, @Nullable Object> row : rows) {
            lines.add(row.values().stream().map(value -> value == null ? "" : "" + value).toList());
        }
        return lines;
    }
}
