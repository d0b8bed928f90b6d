package io.onefold.embedded.internal.silo;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/// The files of a silo: opened, and named by their content.
final class SiloFiles {

    private static final int CHUNK = 1 << 16;

    private SiloFiles() {}

    static InputStream open(Path file) throws IOException {
        InputStream raw = Files.newInputStream(file);
        if (!file.toString().endsWith(".gz")) {
            return new BufferedInputStream(raw, CHUNK);
        }
        try {
            return new BufferedInputStream(new GZIPInputStream(raw, CHUNK), CHUNK);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    static Reader openText(Path file) throws IOException {
        return new InputStreamReader(open(file), StandardCharsets.UTF_8);
    }

    /// SHA-256 over what a silo is made of, in hexadecimal; a file's place does not matter.
    static String fingerprint(Silo silo) throws IOException {
        MessageDigest digest = sha256();
        update(digest, silo.schema(), "schema");
        for (Path script : silo.scripts()) {
            update(digest, script, "script");
        }
        for (Silo.TableFile table : silo.tables()) {
            update(digest, table.file(), "table " + table.table() + " " + table.delimiter());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void update(MessageDigest digest, Path file, String role) throws IOException {
        digest.update((role + "\0" + Files.size(file) + "\0").getBytes(StandardCharsets.UTF_8));
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                digest.update(chunk, 0, count);
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
