package io.onefold.ingest.internal.files;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/// A text file as a stream of UTF-8 without byte order mark, whatever its encoding and whether or
/// not it is gzipped.
final class TextInput {

    private static final int BUFFER = 1 << 18;
    private static final int[] MARK = {0xef, 0xbb, 0xbf};

    private TextInput() {}

    /// The character set of a name.
    ///
    /// @throws OnefoldException (INVALID_INPUT) if Java has none of that name
    static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "'"
                            + name
                            + "' is not a character set; expected for example UTF-8, windows-1250 or ISO-8859-2",
                    e);
        }
    }

    /// Opens a file. A byte that is no text in its encoding comes out as a byte that is no UTF-8.
    static InputStream open(Path file, Charset charset) throws IOException {
        InputStream bytes = Files.newInputStream(file);
        try {
            if (file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".gz")) {
                bytes = new GZIPInputStream(bytes, BUFFER);
            }
            if (!charset.equals(StandardCharsets.UTF_8)) {
                bytes = new Transcoder(bytes, charset);
            }
            return withoutMark(bytes);
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    private static InputStream withoutMark(InputStream bytes) throws IOException {
        PushbackInputStream input =
                new PushbackInputStream(new BufferedInputStream(bytes, BUFFER), MARK.length);
        byte[] head = input.readNBytes(MARK.length);
        boolean marked = head.length == MARK.length;
        for (int i = 0; marked && i < MARK.length; i++) {
            marked = (head[i] & 0xff) == MARK[i];
        }
        if (!marked) {
            input.unread(head);
        }
        return input;
    }
}
