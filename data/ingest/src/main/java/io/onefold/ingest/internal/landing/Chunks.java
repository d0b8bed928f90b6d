package io.onefold.ingest.internal.landing;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The landing files of one table. Every stream writes its own; the rows together are the table.
public final class Chunks implements Closeable {

    private final LandingFolder folder;
    private final String prefix;
    private final List<Path> files = new ArrayList<>();
    private final List<RowWriter> writers = new ArrayList<>();

    /// @param prefix the beginning of the file names, for example `rows`
    public Chunks(LandingFolder folder, String prefix) {
        this.folder = folder;
        this.prefix = prefix;
    }

    /// Begins a file. Closing this closes it.
    public synchronized RowWriter open() throws IOException {
        Path file = folder.file(prefix + "-" + files.size() + ".txt");
        OutputStream out = Files.newOutputStream(file);
        RowWriter writer = new RowWriter(out);
        files.add(file);
        writers.add(writer);
        return writer;
    }

    /// The files, in the order in which they were begun.
    public synchronized List<Path> files() {
        return List.copyOf(files);
    }

    /// Rows in all files.
    public synchronized long rows() {
        return writers.stream().mapToLong(RowWriter::rows).sum();
    }

    /// Bytes of the longest line.
    public synchronized int longestLine() {
        return writers.stream().mapToInt(RowWriter::longestLine).max().orElse(0);
    }

    /// What all rows are, whatever their order. Equal for different rows only by the chance of a
    /// collision of SHA-256.
    public synchronized String digest() {
        return RowHash.digest(writers.stream().map(RowWriter::hash).toList());
    }

    /// Whether any field of any file holds an escape.
    public synchronized boolean escaped() {
        return writers.stream().anyMatch(RowWriter::escaped);
    }

    /// Closes all files; the first failure is thrown, after every file was tried.
    @Override
    public synchronized void close() throws IOException {
        IOException first = null;
        for (RowWriter writer : writers) {
            try {
                writer.close();
            } catch (IOException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
