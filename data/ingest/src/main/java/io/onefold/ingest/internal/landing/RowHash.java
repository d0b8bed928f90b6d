package io.onefold.ingest.internal.landing;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;

/// The hashes of the rows of one stream: SHA-256 of each, and the sum of all, word by word modulo
/// 2^64, which does not depend on the order of rows.
///
/// A row is named by the first 128 bits of its hash, as 22 letters of base64url (RFC 4648 §5,
/// unpadded): two of n rows share them with a chance below n² / 2^129. The sum is of all 256 bits,
/// so that rows cannot be made up to fit it.
///
/// Not safe for several threads: each stream has its own.
public final class RowHash {

    /// Letters of a row's hash.
    public static final int LETTERS = 22;

    private static final int BYTES = 32;
    private static final byte[] ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
                    .getBytes(StandardCharsets.US_ASCII);

    private final MessageDigest sha256;
    private final byte[] digest = new byte[BYTES];
    private final LongBuffer words = ByteBuffer.wrap(digest).asLongBuffer();
    private final long[] sum = new long[BYTES / Long.BYTES];
    private long rows;

    public RowHash() {
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// Hashes the next row.
    public void of(byte[] row, int from, int to) {
        try {
            sha256.update(row, from, to - from);
            sha256.digest(digest, 0, BYTES);
        } catch (DigestException e) {
            throw new IllegalStateException("the digest's buffer has the digest's length", e);
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] += words.get(i);
        }
        rows++;
    }

    /// Writes the letters of the last row's hash.
    public void spell(byte[] target, int at) {
        long high = words.get(0);
        long low = words.get(1);
        for (int i = 0; i < 10; i++) {
            target[at + i] = letter(high >>> (58 - 6 * i));
            target[at + 11 + i] = letter(low >>> (56 - 6 * i));
        }
        target[at + 10] = letter((high << 2) | (low >>> 62));
        target[at + 21] = letter((low << 4) & 0x30);
    }

    private static byte letter(long bits) {
        return ALPHABET[(int) bits & 63];
    }

    /// Rows hashed so far.
    public long rows() {
        return rows;
    }

    /// What the rows of several streams are, whatever their order: their number and the sum of
    /// their hashes.
    public static String digest(Collection<RowHash> streams) {
        long[] total = new long[BYTES / Long.BYTES];
        long rows = 0;
        for (RowHash stream : streams) {
            rows += stream.rows;
            for (int i = 0; i < total.length; i++) {
                total[i] += stream.sum[i];
            }
        }
        StringBuilder text = new StringBuilder().append(rows).append(' ');
        for (long word : total) {
            text.append(HexFormat.of().toHexDigits(word));
        }
        return text.toString();
    }
}
