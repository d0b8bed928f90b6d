package io.onefold.scoring.registry;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Writes and reads the file of a model.
final class ArtefactFile {

    private static final byte[] MAGIC = "onefold-model 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int HASH_BYTES = 32;

    private ArtefactFile() {}

    static byte[] write(ModelArtefact artefact) {
        byte[] forest = artefact.forest();
        byte[] header = JsonMapper.shared().writeValueAsBytes(ArtefactHeader.of(artefact));
        int length = MAGIC.length + Integer.BYTES + header.length + forest.length;
        ByteBuffer file = ByteBuffer.allocate(Math.addExact(length, HASH_BYTES));
        file.put(MAGIC).putInt(header.length).put(header).put(forest);
        file.put(digest(file.array(), length));
        return file.array();
    }

    static ModelArtefact read(byte[] file) {
        int least = MAGIC.length + Integer.BYTES + HASH_BYTES;
        if (file.length < least || !startsWithMagic(file)) {
            throw refused("it does not begin with 'onefold-model 1'; register a model artefact");
        }
        int end = file.length - HASH_BYTES;
        byte[] stored = Arrays.copyOfRange(file, end, file.length);
        if (!MessageDigest.isEqual(stored, digest(file, end))) {
            throw refused("its bytes are not those that were written; restore it from a backup");
        }
        int headerLength = ByteBuffer.wrap(file).getInt(MAGIC.length);
        int headerStart = MAGIC.length + Integer.BYTES;
        if (headerLength < 0 || headerLength > end - headerStart) {
            throw refused("its header has " + headerLength + " bytes; write it again");
        }
        int forestStart = headerStart + headerLength;
        try {
            JsonNode header =
                    JsonMapper.shared()
                            .readTree(Arrays.copyOfRange(file, headerStart, forestStart));
            return ArtefactHeader.artefact(header, Arrays.copyOfRange(file, forestStart, end));
        } catch (JacksonException | IllegalArgumentException e) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "model artefact: its header is wrong: " + e.getMessage() + "; write it again",
                    e);
        }
    }

    static String hash(byte[] file) {
        return "sha256:" + HexFormat.of().formatHex(file, file.length - HASH_BYTES, file.length);
    }

    private static boolean startsWithMagic(byte[] file) {
        return Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    private static byte[] digest(byte[] bytes, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, 0, length);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static OnefoldException refused(String why) {
        return new OnefoldException(ErrorCode.INVALID_INPUT, "model artefact: " + why);
    }
}
