package io.onefold.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// Writes payments like those of the peer's load: a new transaction each time, of 10,000 users and
/// 1,000 merchants. Formatting by hand costs a tenth of `String.format`, which would be a good part
/// of what the server costs.
final class Requests {

    private static final byte[][] CATEGORIES =
            Stream.of(
                            "electronics",
                            "grocery",
                            "travel",
                            "restaurant",
                            "fuel",
                            "gaming",
                            "clothing",
                            "health")
                    .map(Requests::ascii)
                    .toArray(byte[][]::new);
    private static final int BODY_BYTES_MAX = 512;
    private static final int LENGTH_DIGITS = 3;

    private final byte[] head;
    private final byte[] begin;
    private final ByteBuffer body = ByteBuffer.allocate(BODY_BYTES_MAX);

    /// @param path where to; `GET/…` asks and sends no body
    Requests(String path, String token, String run) {
        boolean ask = path.startsWith("GET");
        this.head =
                ascii(
                        (ask ? "GET " + path.substring(3) : "POST " + path)
                                + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                + token
                                + (ask
                                        ? "\r\nAccept: application/json\r\n\r\n"
                                        : "\r\nContent-Type: application/json\r\nContent-Length: "));
        this.begin = ask ? new byte[0] : ascii("{\"transaction_id\":\"TXN_" + run + "_");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// Writes request number n.
    void write(long number, ByteBuffer out) {
        out.put(head);
        if (begin.length == 0) {
            return;
        }
        SplittableRandom random = new SplittableRandom(number);
        body.clear();
        body.put(begin);
        digits(body, number, 1);
        put(body, "\",\"amount\":");
        long cents = Math.round(100 * Math.exp(3.5 + 2 * (random.nextDouble() - .5)));
        digits(body, cents / 100, 1);
        body.put((byte) '.');
        digits(body, cents % 100, 2);
        put(body, ",\"currency\":\"USD\",\"user_id\":\"USER_");
        digits(body, random.nextInt(10_000), 4);
        put(body, "\",\"merchant_id\":\"MERCH_");
        digits(body, random.nextInt(1_000), 3);
        put(body, "\",\"merchant_category\":\"");
        body.put(CATEGORIES[random.nextInt(CATEGORIES.length)]);
        put(body, "\",\"distance_from_home_km\":");
        long tenths = Math.round(-300 * Math.log(1 - random.nextDouble()));
        digits(body, tenths / 10, 1);
        body.put((byte) '.');
        digits(body, tenths % 10, 1);
        put(body, ",\"foreign_transaction\":");
        put(body, random.nextInt(10) == 0 ? "true}" : "false}");
        digits(out, body.position(), LENGTH_DIGITS);
        put(out, "\r\n\r\n");
        out.put(body.flip());
    }

    private static void put(ByteBuffer out, String text) {
        for (int i = 0; i < text.length(); i++) {
            out.put((byte) text.charAt(i));
        }
    }

    /// Writes a number with leading zeros.
    private static void digits(ByteBuffer out, long number, int least) {
        int length = least;
        for (long least10 = Math.powExact(10L, least); number >= least10; least10 *= 10) {
            length++;
        }
        int end = out.position() + length;
        long rest = number;
        for (int at = end - 1; at >= out.position(); at--) {
            out.put(at, (byte) ('0' + rest % 10));
            rest /= 10;
        }
        out.position(end);
    }
}
