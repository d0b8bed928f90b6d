package io.onefold.server.internal.decisions.pack;

import io.onefold.catalog.jdbc.Jdbc;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// Makes the bytes of a decision small: deflated (RFC 1951) behind a preset dictionary of what
/// requests and answers look like, when that is shorter. The first byte says which form it is; a
/// dictionary is never changed, a better one gets the next number. Safe for many threads.
public final class Packing {

    private static final byte PLAIN = 0;
    private static final byte DEFLATED = 1;
    private static final byte[] DICTIONARY =
            Jdbc.resource(Packing.class, "dictionary-1.txt").getBytes(StandardCharsets.UTF_8);
    private static final int POOLED_MAX = 16;
    private static final int CHUNK = 4_096;
    private static final int FLOAT_BYTES = Float.BYTES;

    /// A deflater holds a quarter of a megabyte outside the heap: a few are used again and again.
    private final BlockingQueue<Deflater> deflaters = new ArrayBlockingQueue<>(POOLED_MAX);

    /// Packs a text.
    public byte[] pack(byte[] clear) {
        Deflater deflater = deflaters.poll();
        if (deflater == null) {
            deflater = new Deflater(Deflater.BEST_SPEED, true);
        }
        try {
            deflater.reset();
            deflater.setDictionary(DICTIONARY);
            deflater.setInput(clear);
            deflater.finish();
            byte[] packed = new byte[1 + clear.length];
            packed[0] = DEFLATED;
            int length = deflater.deflate(packed, 1, clear.length);
            if (deflater.finished()) {
                return Arrays.copyOf(packed, 1 + length);
            }
            packed[0] = PLAIN;
            System.arraycopy(clear, 0, packed, 1, clear.length);
            return packed;
        } finally {
            if (!deflaters.offer(deflater)) {
                deflater.end();
            }
        }
    }

    /// Unpacks what was packed.
    public byte[] unpack(byte[] packed) {
        if (packed[0] == PLAIN) {
            return Arrays.copyOfRange(packed, 1, packed.length);
        }
        Inflater inflater = new Inflater(true);
        try {
            inflater.setDictionary(DICTIONARY);
            inflater.setInput(packed, 1, packed.length - 1);
            byte[] clear = new byte[CHUNK];
            int length = 0;
            while (!inflater.finished()) {
                if (length == clear.length) {
                    clear = Arrays.copyOf(clear, 2 * length);
                }
                int read = inflater.inflate(clear, length, clear.length - length);
                if (read == 0 && inflater.needsInput()) {
                    throw new DataFormatException("it ends too early");
                }
                length += read;
            }
            return Arrays.copyOf(clear, length);
        } catch (DataFormatException e) {
            throw new IllegalStateException("packed bytes were changed: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
    }

    /// Packs a vector with the number of the plan that names its places. Bytes of equal weight
    /// stand together, so that unknown and small values cost little.
    public byte[] pack(int plan, float[] vector) {
        byte[] planes = new byte[Integer.BYTES + FLOAT_BYTES * vector.length];
        ByteBuffer.wrap(planes).putInt(plan);
        for (int i = 0; i < vector.length; i++) {
            int bits = Float.floatToRawIntBits(vector[i]);
            for (int plane = 0; plane < FLOAT_BYTES; plane++) {
                planes[Integer.BYTES + plane * vector.length + i] =
                        (byte) (bits >> (24 - 8 * plane));
            }
        }
        return pack(planes);
    }

    /// Unpacks a vector.
    public Vector unpackVector(byte[] packed) {
        ByteBuffer planes = ByteBuffer.wrap(unpack(packed)).order(ByteOrder.BIG_ENDIAN);
        int plan = planes.getInt();
        float[] vector = new float[planes.remaining() / FLOAT_BYTES];
        for (int i = 0; i < vector.length; i++) {
            int bits = 0;
            for (int plane = 0; plane < FLOAT_BYTES; plane++) {
                bits = bits << 8 | (planes.get(Integer.BYTES + plane * vector.length + i) & 0xff);
            }
            vector[i] = Float.intBitsToFloat(bits);
        }
        return new Vector(plan, vector);
    }

    /// A logged vector.
    ///
    /// @param plan the number of its plan
    /// @param features its values
    public record Vector(int plan, float[] features) {}
}
