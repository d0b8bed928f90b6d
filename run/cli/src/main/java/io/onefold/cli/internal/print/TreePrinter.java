package io.onefold.cli.internal.print;

import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SequenceWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/// Rows as a list of objects, in JSON or YAML, written one by one.
final class TreePrinter extends Printer {

    private final List<String> columns;
    private final SequenceWriter rows;
    private final Writer out;

    private TreePrinter(ObjectWriter writer, Writer out, List<String> columns) {
        this.columns = List.copyOf(columns);
        this.out = out;
        this.rows = writer.writeValuesAsArray(out);
    }

    static TreePrinter json(Writer out, List<String> columns) {
        ObjectMapper mapper =
                JsonMapper.builder()
                        .disable(tools.jackson.core.StreamWriteFeature.AUTO_CLOSE_TARGET)
                        .build();
        return new TreePrinter(mapper.writerWithDefaultPrettyPrinter(), out, columns);
    }

    static TreePrinter yaml(Writer out, List<String> columns) {
        ObjectMapper mapper =
                YAMLMapper.builder()
                        .disable(tools.jackson.core.StreamWriteFeature.AUTO_CLOSE_TARGET)
                        .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
                        .build();
        return new TreePrinter(mapper.writer(), out, columns);
    }

    @Override
    public void row(List<? extends @Nullable Object> values) {
        java.util.Map<String, @Nullable Object> object = new java.util.LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            object.put(columns.get(i), plain(values.get(i)));
        }
        rows.write(object);
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Number number -> number;
            case Boolean truth -> truth;
            case java.util.Collection<?> many -> many.stream().map(TreePrinter::plain).toList();
            case java.util.Map<?, ?> map -> {
                java.util.Map<String, @Nullable Object> copy = new java.util.LinkedHashMap<>();
                map.forEach((k, v) -> copy.put(String.valueOf(k), plain(v)));
                yield copy;
            }
            default -> value.toString();
        };
    }

    @Override
    public void close() {
        rows.close();
        try {
            out.write(System.lineSeparator());
            out.flush();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
