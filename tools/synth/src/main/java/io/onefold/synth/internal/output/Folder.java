package io.onefold.synth.internal.output;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// The folder that is written, file by file. Files stay open until the folder is closed.
public final class Folder implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 18;

    private final Path root;
    private final Map<String, OutputStream> open = new LinkedHashMap<>();

    /// @throws OnefoldException (INVALID_INPUT) if the folder cannot be made
    public Folder(Path root) {
        this.root = root;
        try {
            Files.createDirectories(root);
        } catch (IOException e) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "cannot make the folder '"
                            + root
                            + "' ("
                            + e.getMessage()
                            + "); name a folder that can be written"
                            + " with --out",
                    e);
        }
    }

    /// Removes a file of an earlier run, if there is one.
    public void remove(String file) {
        try {
            Files.deleteIfExists(root.resolve(file));
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    public void append(String file, byte[] bytes) {
        try {
            stream(file).write(bytes);
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    public void append(String file, String text) {
        append(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /// Ends a file, so that what follows in the run may rely on it.
    public void finish(String file) {
        OutputStream stream = open.remove(file);
        if (stream != null) {
            close(file, stream);
        }
    }

    @Override
    public void close() {
        open.forEach(this::close);
        open.clear();
    }

    private OutputStream stream(String file) throws IOException {
        OutputStream stream = open.get(file);
        if (stream == null) {
            Path path = root.resolve(file);
            Files.createDirectories(path.toAbsolutePath().getParent());
            stream = new BufferedOutputStream(Files.newOutputStream(path), BUFFER_BYTES);
            open.put(file, stream);
        }
        return stream;
    }

    private void close(String file, OutputStream stream) {
        try {
            stream.close();
        } catch (IOException | UncheckedIOException e) {
            throw failed(file, e);
        }
    }

    private OnefoldException failed(String file, Exception cause) {
        return new OnefoldException(
                ErrorCode.RUN_FAILED,
                "cannot write '"
                        + root.resolve(file)
                        + "' ("
                        + cause.getMessage()
                        + "); free some space or name another folder with --out, then run again",
                cause);
    }
}
