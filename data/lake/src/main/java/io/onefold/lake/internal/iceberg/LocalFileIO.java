package io.onefold.lake.internal.iceberg;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.exceptions.RuntimeIOException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.io.SeekableInputStream;

/// Iceberg's file access on local disk. A commit's files are put on disk together, beyond the
/// cache, when the metadata file that names them is closed: one after the other would take several
/// times as long.
public final class LocalFileIO implements FileIO {

    private static final String SCHEME = "file://";
    private static final String METADATA = ".metadata.json";
    private static final int FORCING_THREADS_MAX = 8;

    /// Files that are written and not yet forced. One that another thread is forcing stays until it
    /// is done, so that no commit goes ahead of its files.
    private final Set<Path> unforced = ConcurrentHashMap.newKeySet();

    /// The file access of a table of the lake.
    public static LocalFileIO of(Table table) {
        return (LocalFileIO) table.io();
    }

    /// The address that Iceberg keeps for a file.
    public static String location(Path path) {
        return SCHEME + path;
    }

    /// The file behind an address, with or without its scheme.
    public static Path path(String location) {
        return Path.of(
                location.startsWith(SCHEME) ? location.substring(SCHEME.length()) : location);
    }

    @Override
    public InputFile newInputFile(String location) {
        return new LocalInput(location);
    }

    @Override
    public OutputFile newOutputFile(String location) {
        return new LocalOutput(location);
    }

    /// Puts a finished file on disk with the next commit.
    public void forceWithCommit(Path file) {
        unforced.add(file);
    }

    private void written(Path file) {
        forceWithCommit(file);
        if (file.toString().endsWith(METADATA)) {
            forceAll(List.copyOf(unforced));
        }
    }

    private void forceAll(List<Path> files) {
        try (ExecutorService threads =
                Executors.newFixedThreadPool(Math.min(files.size(), FORCING_THREADS_MAX))) {
            List<Future<?>> forced = new ArrayList<>();
            files.forEach(file -> forced.add(threads.submit(() -> force(file))));
            for (Future<?> one : forced) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new RuntimeIOException(
                    new IOException(e.getCause()), "Cannot put a commit's files on disk");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RuntimeIOException(
                    new InterruptedIOException(),
                    "Interrupted before a commit's files were on disk");
        }
    }

    /// A file that is gone was discarded, so no commit names it.
    private void force(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (NoSuchFileException e) {
            unforced.remove(file);
            return;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot put " + file + " on disk", e);
        }
        unforced.remove(file);
    }

    /// Deletes a file and the folders of its write that become empty by it.
    @Override
    public void deleteFile(String location) {
        try {
            Path file = path(location);
            Files.deleteIfExists(file);
            Path folder = file.getParent();
            while (folder != null && isInsideData(folder)) {
                Files.delete(folder);
                folder = folder.getParent();
            }
        } catch (DirectoryNotEmptyException | NoSuchFileException e) {
            // Another file of the write is still there, or another clean-up was faster.
            return;
        } catch (IOException e) {
            throw new RuntimeIOException(e, "Cannot delete %s", location);
        }
    }

    /// Whether a folder lies below the `data` folder of a table, which stands beside its
    /// `metadata`.
    private static boolean isInsideData(Path folder) {
        for (Path above = folder.getParent(); above != null; above = above.getParent()) {
            if (above.endsWith("data") && Files.isDirectory(above.resolveSibling("metadata"))) {
                return true;
            }
        }
        return false;
    }

    private record LocalInput(String location) implements InputFile {

        @Override
        public long getLength() {
            try {
                return Files.size(path(location));
            } catch (IOException e) {
                throw new NotFoundException(e, "Cannot read the size of %s", location);
            }
        }

        @Override
        public SeekableInputStream newStream() {
            try {
                return new LocalInputStream(
                        FileChannel.open(path(location), StandardOpenOption.READ));
            } catch (IOException e) {
                throw new NotFoundException(e, "Cannot open %s", location);
            }
        }

        @Override
        public boolean exists() {
            return Files.exists(path(location));
        }
    }

    private final class LocalOutput implements OutputFile {

        private final String location;

        private LocalOutput(String location) {
            this.location = location;
        }

        @Override
        public String location() {
            return location;
        }

        @Override
        public PositionOutputStream create() {
            if (Files.exists(path(location))) {
                throw new AlreadyExistsException("%s exists already", location);
            }
            return open(StandardOpenOption.CREATE_NEW);
        }

        @Override
        public PositionOutputStream createOrOverwrite() {
            return open(StandardOpenOption.CREATE);
        }

        private PositionOutputStream open(StandardOpenOption create) {
            try {
                Files.createDirectories(path(location).getParent());
                return new LocalOutputStream(
                        FileChannel.open(
                                path(location),
                                create,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.TRUNCATE_EXISTING),
                        () -> written(path(location)));
            } catch (IOException e) {
                throw new RuntimeIOException(e, "Cannot create %s", location);
            }
        }

        @Override
        public InputFile toInputFile() {
            return new LocalInput(location);
        }
    }

    private static final class LocalInputStream extends SeekableInputStream {

        private final FileChannel channel;
        private final InputStream in;

        private LocalInputStream(FileChannel channel) {
            this.channel = channel;
            this.in = Channels.newInputStream(channel);
        }

        @Override
        public long getPos() throws IOException {
            return channel.position();
        }

        @Override
        public void seek(long position) throws IOException {
            if (position > channel.size()) {
                throw new EOFException(
                        "cannot seek to "
                                + position
                                + " in a file of "
                                + channel.size()
                                + " bytes");
            }
            channel.position(position);
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return in.read(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /// Collects small writes, as Avro makes many.
    private static final class LocalOutputStream extends PositionOutputStream {

        private final FileChannel channel;
        private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        private final Runnable onWritten;
        private long position;

        private LocalOutputStream(FileChannel channel, Runnable onWritten) {
            this.channel = channel;
            this.onWritten = onWritten;
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int oneByte) throws IOException {
            if (!buffer.hasRemaining()) {
                flush();
            }
            buffer.put((byte) oneByte);
            position++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int done = 0;
            while (done < length) {
                if (!buffer.hasRemaining()) {
                    flush();
                }
                int part = Math.min(length - done, buffer.remaining());
                buffer.put(bytes, offset + done, part);
                done += part;
            }
            position += length;
        }

        @Override
        public void flush() throws IOException {
            buffer.flip();
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            buffer.clear();
        }

        @Override
        public void close() throws IOException {
            if (!channel.isOpen()) {
                return;
            }
            try (channel) {
                flush();
            }
            onWritten.run();
        }
    }
}
