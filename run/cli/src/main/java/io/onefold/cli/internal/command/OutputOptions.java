package io.onefold.cli.internal.command;

import io.onefold.cli.internal.print.Documents;
import io.onefold.cli.internal.print.Format;
import io.onefold.cli.internal.print.Printer;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// `-o` and `--out`: the form of what a command prints, and where it goes.
public final class OutputOptions {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "table",
            description =
                    "form of the result: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Format format = Format.TABLE;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "write the result to this file instead of the terminal")
    private @Nullable Path file;

    public Format format() {
        return format;
    }

    /// Whether the result is for people.
    public boolean isTable() {
        return format == Format.TABLE;
    }

    /// Prints lines as they are, for results that are lines.
    public void text(Terminal terminal, List<String> lines) {
        try (Writer out = writer(terminal)) {
            for (String line : lines) {
                out.write(line);
                out.write(System.lineSeparator());
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /// Prints one document as JSON.
    public void json(Terminal terminal, Map<String, ? extends @Nullable Object> document) {
        try (Writer out = writer(terminal)) {
            out.write(Documents.json(document));
            out.write(System.lineSeparator());
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /// Prints rows; what `rows` gives the printer is printed as it comes.
    public void print(Terminal terminal, List<String> columns, Consumer<Printer> rows) {
        try (Writer out = writer(terminal);
                Printer printer = Printer.of(format, out, columns)) {
            rows.accept(printer);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private OnefoldException unwritable(IOException e) {
        return new OnefoldException(
                ErrorCode.INVALID_SETUP,
                "cannot write "
                        + (file == null ? "the result" : file)
                        + ": "
                        + e
                        + "; name another file with --out",
                e);
    }

    /// Prints rows that are at hand.
    public void print(
            Terminal terminal,
            List<String> columns,
            Iterable<? extends List<? extends @Nullable Object>> rows) {
        print(terminal, columns, printer -> rows.forEach(printer::row));
    }

    private Writer writer(Terminal terminal) throws IOException {
        Path target = file;
        if (target != null) {
            return Files.newBufferedWriter(
                    terminal.workingFolder().resolve(target), StandardCharsets.UTF_8);
        }
        return new FilterWriter(terminal.out()) {
            @Override
            public void close() throws IOException {
                flush();
            }
        };
    }
}
