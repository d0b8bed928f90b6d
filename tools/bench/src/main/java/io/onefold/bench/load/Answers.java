package io.onefold.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Reads answers as far as a load must: where one ends, its status, whether it says when to come
/// again.
final class Answers {

    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] RETRY = "retry-after:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CHUNKED = "transfer-encoding:".getBytes(StandardCharsets.US_ASCII);
    private static final int STATUS_AT = 9;

    private int status;
    private boolean retryAfter;

    /// Where the answer ends that begins at a place; -1: not all of it is there.
    int end(ByteBuffer bytes, int from, int to) {
        int length = -1;
        boolean chunked = false;
        retryAfter = false;
        int line = lineEnd(bytes, from, to);
        if (line < 0) {
            return -1;
        }
        status =
                100 * digit(bytes, from + STATUS_AT)
                        + 10 * digit(bytes, from + STATUS_AT + 1)
                        + digit(bytes, from + STATUS_AT + 2);
        while (true) {
            int begin = line;
            line = lineEnd(bytes, begin, to);
            if (line < 0) {
                return -1;
            }
            if (line - begin == 2) {
                break;
            }
            if (starts(bytes, begin, LENGTH)) {
                length = number(bytes, begin + LENGTH.length, 10);
            } else if (starts(bytes, begin, CHUNKED)) {
                chunked = true;
            } else if (starts(bytes, begin, RETRY)) {
                retryAfter = true;
            }
        }
        int end = chunked ? chunksEnd(bytes, line, to) : line + Math.max(0, length);
        return end > to ? -1 : end;
    }

    int status() {
        return status;
    }

    boolean retryAfter() {
        return retryAfter;
    }

    private static int chunksEnd(ByteBuffer bytes, int from, int to) {
        int at = from;
        while (true) {
            int data = lineEnd(bytes, at, to);
            if (data < 0) {
                return -1;
            }
            int size = number(bytes, at, 16);
            at = data + size + 2;
            if (at > to) {
                return -1;
            }
            if (size == 0) {
                return at;
            }
        }
    }

    /// Behind the next line feed; -1: there is none.
    private static int lineEnd(ByteBuffer bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes.get(at) == '\n') {
                return at + 1;
            }
        }
        return -1;
    }

    private static boolean starts(ByteBuffer bytes, int from, byte[] lower) {
        for (int i = 0; i < lower.length; i++) {
            byte b = bytes.get(from + i);
            if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != lower[i]) {
                return false;
            }
        }
        return true;
    }

    private static int digit(ByteBuffer bytes, int at) {
        return bytes.get(at) - '0';
    }

    private static int number(ByteBuffer bytes, int from, int radix) {
        int at = from;
        while (bytes.get(at) == ' ') {
            at++;
        }
        int number = 0;
        for (int d = Character.digit(bytes.get(at), radix);
                d >= 0;
                d = Character.digit(bytes.get(at), radix)) {
            number = number * radix + d;
            at++;
        }
        return number;
    }
}
