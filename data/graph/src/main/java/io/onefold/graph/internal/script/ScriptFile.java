package io.onefold.graph.internal.script;

import io.onefold.graph.internal.bolt.Row;
import io.onefold.graph.internal.bolt.RowCursor;
import io.onefold.graph.internal.cypher.Cypher;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A Cypher script that is being written. Rows become literals, a thousand in a statement. The file
/// has its name only once it is complete; only its owner may read it.
public final class ScriptFile implements AutoCloseable {

    private static final int ROWS_PER_STATEMENT = 1_000;
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("'graph_output_'yyyyMMdd_HHmmss").withZone(ZoneOffset.UTC);

    private final Path file;
    private final Path part;
    private final MessageDigest digest;
    private final BufferedWriter out;
    private final StringBuilder text = new StringBuilder();

    /// A complete script.
    ///
    /// @param file where it lies
    /// @param kilobytes its size, rounded up
    /// @param sha256 its hash, lower-case hex
    public record Complete(Path file, long kilobytes, String sha256) {}

    private ScriptFile(Path file, Path part, MessageDigest digest, BufferedWriter out) {
        this.file = file;
        this.part = part;
        this.digest = digest;
        this.out = out;
    }

    /// Begins a script named after the time.
    ///
    /// @throws OnefoldException (INVALID_SETUP) if the folder cannot be written
    public static ScriptFile begin(Path folder, Instant now) {
        try {
            Files.createDirectories(folder);
            Path file = unused(folder, NAME.format(now));
            Path part = file.resolveSibling(file.getFileName() + ".part");
            Files.deleteIfExists(part);
            if (part.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        part,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(part);
            }
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return new ScriptFile(
                    file,
                    part,
                    digest,
                    new BufferedWriter(
                            new OutputStreamWriter(
                                    new DigestOutputStream(
                                            Files.newOutputStream(part, StandardOpenOption.WRITE),
                                            digest),
                                    StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw failed(folder, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static Path unused(Path folder, String name) {
        Path file = folder.resolve(name + ".cypher");
        for (int i = 2; Files.exists(file); i++) {
            file = folder.resolve(name + "_" + i + ".cypher");
        }
        return file;
    }

    /// A comment line.
    public void comment(String line) {
        write("// " + line.replaceAll("\\R", " ") + "\n");
    }

    /// A statement without rows.
    public void statement(String statement) {
        write(statement + ";\n");
    }

    /// Statements over rows, a thousand rows each.
    ///
    /// @param statement what is done with a row `r`
    /// @param withNulls whether properties that are null are written, to remove what the graph has
    /// @param wanted rows that are written; others are passed over
    public void rows(RowCursor rows, String statement, boolean withNulls, Predicate<Row> wanted) {
        int open = 0;
        while (rows.next()) {
            Row row = rows.row();
            if (wanted.test(row)) {
                write(open == 0 ? "UNWIND [\n" : ",\n");
                text.setLength(0);
                literal(row.parameters(), withNulls);
                write(text.toString());
                if (++open == ROWS_PER_STATEMENT) {
                    write("\n] AS r\n" + statement + ";\n");
                    open = 0;
                }
            }
        }
        if (open > 0) {
            write("\n] AS r\n" + statement + ";\n");
        }
    }

    private void literal(Map<?, ?> map, boolean withNulls) {
        text.append('{');
        boolean first = true;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            @Nullable Object value = entry.getValue();
            if (value != null || withNulls) {
                text.append(first ? "" : ", ");
                first = false;
                text.append(Cypher.name(String.valueOf(entry.getKey()))).append(": ");
                if (value instanceof Map<?, ?> nested) {
                    literal(nested, withNulls);
                } else {
                    Cypher.literal(text, value);
                }
            }
        }
        text.append('}');
    }

    /// Completes the script.
    public Complete complete() {
        try {
            out.close();
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            long kilobytes = (Files.size(file) + 1023) / 1024;
            return new Complete(file, kilobytes, HexFormat.of().formatHex(digest.digest()));
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private void write(String line) {
        try {
            out.write(line);
        } catch (IOException e) {
            throw failed(part, e);
        }
    }

    /// Removes what is not complete.
    @Override
    public void close() {
        try {
            out.close();
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw failed(part, e);
        }
    }

    private static OnefoldException failed(Path path, IOException e) {
        return new OnefoldException(
                ErrorCode.INVALID_SETUP,
                "the Cypher script "
                        + path
                        + " cannot be written: "
                        + e.getMessage()
                        + "; free space or choose another folder",
                e);
    }
}
