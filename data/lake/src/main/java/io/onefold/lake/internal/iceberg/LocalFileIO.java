package io.onefold.lake.internal.iceberg;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.exceptions.RuntimeIOException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.io.SeekableInputStream;

/// Iceberg's file access on local disk. A file that was closed without an error is on disk, not
/// only in the cache.
public final class LocalFileIO implements FileIO {

    private static final String SCHEME = "file://";

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

    private record LocalOutput(String location) implements OutputFile {

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
                                StandardOpenOption.TRUNCATE_EXISTING));
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
        private long position;

        private LocalOutputStream(FileChannel channel) {
            this.channel = channel;
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
                channel.force(true);
            }
        }
    }

    /// Puts a finished file on disk.
    public static void force(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot put " + file + " on disk", e);
        }
    }
}
