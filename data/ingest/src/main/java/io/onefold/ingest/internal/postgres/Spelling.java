package io.onefold.ingest.internal.postgres;

import java.time.LocalDate;

/// Values of the binary format as the text that PostgreSQL shows for them, with ISO dates in UTC.
///
/// Floating numbers are the exception: theirs is Java's text, which reads back as the same number.
///
/// Not safe for several threads.
final class Spelling {

    private static final long DAY_MICROS = 86_400_000_000L;
    private static final int FAMILY_IPV4 = 2;
    private static final int NETWORK_HEADER_BYTES = 4;
    private static final int IPV6_WORDS = 8;

    private final Ascii text = new Ascii();

    /// The text of a value that is none itself.
    Ascii of(Wire wire, byte[] bytes, int at, int length) {
        text.clear();
        switch (wire) {
            case INTEGER -> text.add(Binary.int8(bytes, at));
            case BOOLEAN -> text.add(bytes[at] == 0 ? 'f' : 't');
            case REAL -> text.add(Float.toString(Float.intBitsToFloat(Binary.int4(bytes, at))));
            case DOUBLE ->
                    text.add(Double.toString(Double.longBitsToDouble(Binary.int8(bytes, at))));
            case NUMERIC -> number(bytes, at);
            case DATE -> date(Binary.int4(bytes, at));
            case TIME -> time(Binary.int8(bytes, at));
            case TIMESTAMP -> stamp(Binary.int8(bytes, at), "");
            case TIMESTAMPTZ -> stamp(Binary.int8(bytes, at), "+00");
            case UUID -> uuid(bytes, at);
            case INET -> inet(bytes, at);
            case BYTES -> text.hex(bytes, at, at + length);
            case JSONB, TEXT -> throw new IllegalArgumentException(wire + " is a text itself");
        }
        return text;
    }

    private void number(byte[] bytes, int at) {
        String special = Binary.special(bytes, at);
        if (special.isEmpty()) {
            Binary.number(bytes, at, text);
        } else {
            text.add(special);
        }
    }

    private void date(int days) {
        if (days == Integer.MAX_VALUE || days == Integer.MIN_VALUE) {
            text.add(days > 0 ? "infinity" : "-infinity");
        } else if (day(days)) {
            text.add(" BC");
        }
    }

    /// Writes a day without its era.
    ///
    /// @return whether it was before our era
    private boolean day(long days) {
        LocalDate date = LocalDate.ofEpochDay(days + Binary.EPOCH_DAYS);
        int year = date.getYear();
        text.padded(year > 0 ? year : 1 - year, 4);
        text.add('-');
        text.padded(date.getMonthValue(), 2);
        text.add('-');
        text.padded(date.getDayOfMonth(), 2);
        return year <= 0;
    }

    private void time(long micros) {
        long seconds = micros / 1_000_000;
        text.padded(seconds / 3600, 2);
        text.add(':');
        text.padded(seconds / 60 % 60, 2);
        text.add(':');
        text.padded(seconds % 60, 2);
        long fraction = micros % 1_000_000;
        if (fraction > 0) {
            text.add('.');
            text.padded(fraction, 6);
            text.cutZeros();
        }
    }

    private void stamp(long micros, String zone) {
        if (micros == Long.MAX_VALUE || micros == Long.MIN_VALUE) {
            text.add(micros > 0 ? "infinity" : "-infinity");
            return;
        }
        boolean before = day(Math.floorDiv(micros, DAY_MICROS));
        text.add(' ');
        time(Math.floorMod(micros, DAY_MICROS));
        text.add(zone);
        if (before) {
            text.add(" BC");
        }
    }

    private void uuid(byte[] bytes, int at) {
        text.hex(bytes, at, at + 4);
        for (int part = 4; part < 10; part += 2) {
            text.add('-');
            text.hex(bytes, at + part, at + part + 2);
        }
        text.add('-');
        text.hex(bytes, at + 10, at + 16);
    }

    /// Family, bits of the network, whether it is a `cidr`, bytes of the address, address
    /// (`network.c`, `network_send`). The bits are shown unless they are all.
    private void inet(byte[] bytes, int at) {
        boolean four = bytes[at] == FAMILY_IPV4;
        int address = at + NETWORK_HEADER_BYTES;
        if (four) {
            ipv4(bytes, address);
        } else {
            ipv6(bytes, address);
        }
        int bits = bytes[at + 1] & 0xff;
        if (bits != (four ? 32 : 128)) {
            text.add('/');
            text.add(bits);
        }
    }

    private void ipv4(byte[] bytes, int at) {
        for (int i = 0; i < 4; i++) {
            if (i > 0) {
                text.add('.');
            }
            text.add(bytes[at + i] & 0xff);
        }
    }

    /// The first longest run of at least two zero words is left out; an IPv4 address that is
    /// embedded stands with dots (`inet_net_ntop.c`).
    private void ipv6(byte[] bytes, int at) {
        int best = -1;
        int bestLength = 1;
        for (int i = 0; i < IPV6_WORDS; i++) {
            int end = i;
            while (end < IPV6_WORDS && word(bytes, at, end) == 0) {
                end++;
            }
            if (end - i > bestLength) {
                best = i;
                bestLength = end - i;
            }
            i = Math.max(i, end);
        }
        for (int i = 0; i < IPV6_WORDS; i++) {
            if (best >= 0 && i >= best && i < best + bestLength) {
                if (i == best) {
                    text.add(':');
                }
                continue;
            }
            if (i > 0) {
                text.add(':');
            }
            if (i == 6 && best == 0 && embedsIpv4(bytes, at, bestLength)) {
                ipv4(bytes, at + 12);
                return;
            }
            word(word(bytes, at, i));
        }
        if (best >= 0 && best + bestLength == IPV6_WORDS) {
            text.add(':');
        }
    }

    private static boolean embedsIpv4(byte[] bytes, int at, int zeros) {
        return zeros == 6 || (zeros == 5 && word(bytes, at, 5) == 0xffff);
    }

    private static int word(byte[] bytes, int at, int index) {
        return Binary.int2(bytes, at + 2 * index) & 0xffff;
    }

    private void word(int value) {
        text.add(Integer.toHexString(value));
    }
}
