package io.onefold.scoring.tree;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A model document from UBJSON (draft 12, ubjson.org), as XGBoost writes it: big-endian, with
/// typed arrays. No length is believed before that many bytes are there.
final class UbjDocument {

    private static final int DEPTH_MAX = 64;
    private static final String NUMBERS = "iUIlLdD";

    private final ByteBuffer bytes;

    private UbjDocument(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    /// @throws OnefoldException (INVALID_INPUT) naming the byte where it is no UBJSON
    static Doc read(byte[] bytes) {
        UbjDocument document = new UbjDocument(bytes);
        Doc root = document.value(document.marker(), 0);
        if (document.bytes.hasRemaining()) {
            throw document.refused("something follows the document");
        }
        return root;
    }

    private Doc value(char marker, int depth) {
        if (depth > DEPTH_MAX) {
            throw refused("it nests deeper than " + DEPTH_MAX);
        }
        return switch (marker) {
            case '{' -> fields(depth);
            case '[' -> items(depth);
            case 'S' -> new Doc.Text(text());
            case 'H' -> throw refused("numbers of any length are not supported");
            case 'C' -> new Doc.Text(String.valueOf((char) need(1).get()));
            case 'T' -> new Doc.Flag(true);
            case 'F' -> new Doc.Flag(false);
            case 'Z' -> new Doc.Nothing();
            default -> new Doc.Number(number(marker));
        };
    }

    private Doc fields(int depth) {
        if (peek() == '$' || peek() == '#') {
            throw refused("objects of a stated size are not supported");
        }
        Map<String, Doc> fields = new LinkedHashMap<>();
        while (peek() != '}') {
            String name = text();
            if (fields.put(name, value(marker(), depth + 1)) != null) {
                throw refused("a field stands twice");
            }
        }
        marker();
        return new Doc.Fields(fields);
    }

    private Doc items(int depth) {
        char type = 0;
        if (peek() == '$') {
            marker();
            type = marker();
        }
        if (peek() == '#') {
            marker();
            return type == 0 ? untyped(size(1), depth) : typed(type, size(width(type)));
        }
        if (type != 0) {
            throw refused("an array has a type and no size");
        }
        List<Doc> items = new ArrayList<>();
        while (peek() != ']') {
            items.add(value(marker(), depth + 1));
        }
        marker();
        return packed(items);
    }

    private Doc untyped(int size, int depth) {
        List<Doc> items = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            items.add(value(marker(), depth + 1));
        }
        return packed(items);
    }

    private Doc typed(char type, int size) {
        double[] numbers = new double[size];
        for (int i = 0; i < size; i++) {
            numbers[i] = number(type);
        }
        return new Doc.Numbers(numbers);
    }

    private static Doc packed(List<Doc> items) {
        if (items.isEmpty() || !items.stream().allMatch(Doc.Number.class::isInstance)) {
            return new Doc.Items(items);
        }
        return new Doc.Numbers(
                items.stream().mapToDouble(item -> ((Doc.Number) item).value()).toArray());
    }

    private String text() {
        byte[] text = new byte[size(1)];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    /// A length; refused when that many elements of that many bytes cannot follow.
    private int size(int width) {
        double size = number(marker());
        if (!(size >= 0 && size * width <= bytes.remaining())) {
            throw refused("a length of " + (long) size + " is more than the file holds");
        }
        return (int) size;
    }

    private double number(char type) {
        ByteBuffer at = need(width(type));
        return switch (type) {
            case 'i' -> at.get();
            case 'U' -> Byte.toUnsignedInt(at.get());
            case 'I' -> at.getShort();
            case 'l' -> at.getInt();
            case 'L' -> at.getLong();
            case 'd' -> at.getFloat();
            default -> at.getDouble();
        };
    }

    private int width(char type) {
        return switch (type) {
            case 'i', 'U' -> 1;
            case 'I' -> 2;
            case 'l', 'd' -> 4;
            case 'L', 'D' -> 8;
            default ->
                    throw refused(
                            "expected a number (one of "
                                    + Arrays.toString(NUMBERS.split(""))
                                    + "), got the marker "
                                    + (int) type);
        };
    }

    /// The next marker; XGBoost and others may put no-ops before it.
    private char marker() {
        char marker = (char) Byte.toUnsignedInt(need(1).get());
        while (marker == 'N') {
            marker = (char) Byte.toUnsignedInt(need(1).get());
        }
        return marker;
    }

    private char peek() {
        return (char) Byte.toUnsignedInt(need(1).get(bytes.position()));
    }

    private ByteBuffer need(int count) {
        if (bytes.remaining() < count) {
            throw refused("it ends in the middle");
        }
        return bytes;
    }

    private OnefoldException refused(String why) {
        return new OnefoldException(
                ErrorCode.INVALID_INPUT,
                "model file, byte " + bytes.position() + ": " + why + "; export the model again");
    }
}
