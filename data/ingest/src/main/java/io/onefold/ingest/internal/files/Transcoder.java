package io.onefold.ingest.internal.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Text of any character set as UTF-8. What is no text in that character set becomes the byte 0xFF,
/// which UTF-8 never holds.
final class Transcoder extends InputStream {

    private static final int BUFFER = 1 << 16;
    private static final byte NO_TEXT = (byte) 0xff;

    private final InputStream in;
    private final CharsetDecoder decoder;
    private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
    private final ByteBuffer source = ByteBuffer.allocate(BUFFER).flip();
    private final CharBuffer chars = CharBuffer.allocate(BUFFER);
    private final ByteBuffer target = ByteBuffer.allocate(4 * BUFFER).flip();
    private boolean ended;
    private boolean flushed;

    Transcoder(InputStream in, Charset charset) {
        this.in = in;
        this.decoder =
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    @Override
    public int read() throws IOException {
        return fill() ? target.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, target.remaining());
        target.get(into, offset, count);
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /// Makes sure that a byte is ready.
    private boolean fill() throws IOException {
        while (!target.hasRemaining()) {
            if (flushed) {
                return false;
            }
            refillSource();
            target.clear();
            step();
            target.flip();
        }
        return true;
    }

    private void refillSource() throws IOException {
        if (ended) {
            return;
        }
        source.compact();
        int count = in.read(source.array(), source.position(), source.remaining());
        if (count < 0) {
            ended = true;
        } else {
            source.position(source.position() + count);
        }
        source.flip();
    }

    private void step() {
        CoderResult result = decoder.decode(source, chars, ended);
        chars.flip();
        encoder.encode(chars, target, ended);
        chars.compact();
        if (result.isError()) {
            source.position(source.position() + result.length());
            target.put(NO_TEXT);
            decoder.reset();
        } else if (ended && result.isUnderflow()) {
            flushed = true;
        }
    }
}
