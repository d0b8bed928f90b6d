package io.onefold.catalog;

import io.onefold.catalog.internal.audit.AuditChain;
import io.onefold.catalog.json.Json;
import io.onefold.catalog.json.Nodes;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The audit log as a file: one JSON object a line. The first names the format and the signing key;
/// then, lane by lane, `event` with `prev_hash` and `hash`, and `anchor` with `public_key` and
/// `signature`; the last, `end`, names the head of every lane and is signed, so that nothing can be
/// cut off.
public final class AuditFile {

    private static final String FORMAT = "onefold-audit-1";
    private static final HexFormat HEX = HexFormat.of();

    private AuditFile() {}

    /// Follows a file from its first line to its last.
    ///
    /// @param trusted the public keys that may have signed; none: the one the file names, which
    ///   then proves nothing against somebody who wrote the whole file anew
    /// @throws OnefoldException (INVALID_INPUT) if it is no such file
    public static AuditVerdict verify(BufferedReader in, List<byte[]> trusted) {
        try {
            JsonNode header = header(in.readLine());
            List<byte[]> keys =
                    trusted.isEmpty() ? List.of(HEX.parseHex(text(header, "public_key"))) : trusted;
            return new Reader(in, keys).read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalArgumentException | JacksonException e) {
            throw notOurs(e);
        }
    }

    private static JsonNode header(@Nullable String line) {
        JsonNode header = line == null ? Json.nothing() : Json.read(line);
        if (!FORMAT.equals(Nodes.text(header, "format"))) {
            throw notOurs(null);
        }
        return header;
    }

    private static OnefoldException notOurs(@Nullable Exception cause) {
        return new OnefoldException(
                ErrorCode.INVALID_INPUT,
                "this is no audit log: its first line does not name the format "
                        + FORMAT
                        + " and a key; make one by onefold audit export",
                cause);
    }

    private static String text(JsonNode node, String key) {
        String text = Nodes.text(node, key);
        if (text == null) {
            throw new IllegalArgumentException("no text " + key);
        }
        return text;
    }

    /// Follows the lines after the first.
    private static final class Reader {

        private final BufferedReader in;
        private final List<byte[]> trusted;
        private final AuditVerifier verifier;
        private int lane;
        private boolean ended;

        Reader(BufferedReader in, List<byte[]> trusted) {
            this.in = in;
            this.trusted = trusted;
            this.verifier = new AuditVerifier(trusted);
        }

        AuditVerdict read() throws IOException {
            boolean holds = true;
            String line = in.readLine();
            while (holds && line != null) {
                holds = line(line);
                line = in.readLine();
            }
            if (holds && !ended) {
                broken("the file ends here without its signed end: what followed was cut off");
            }
            return verifier.verdict();
        }

        private boolean line(String line) {
            if (ended) {
                return broken("something follows the end");
            }
            try {
                JsonNode node = Json.read(line);
                if (node.has("event")) {
                    return event(node);
                }
                return node.has("anchor")
                        ? verifier.anchor(anchor(node))
                        : end(node.required("end"), node);
            } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
                return broken("its line cannot be read");
            }
        }

        private boolean event(JsonNode node) {
            JsonNode event = node.required("event");
            lane = event.required("lane").asInt();
            return verifier.event(
                    lane,
                    event.required("sequence").asLong(),
                    HEX.parseHex(text(node, "prev_hash")),
                    HEX.parseHex(text(node, "hash")),
                    Json.canonical(event));
        }

        private static AuditAnchor anchor(JsonNode node) {
            JsonNode anchor = node.required("anchor");
            return new AuditAnchor(
                    anchor.required("lane").asInt(),
                    anchor.required("sequence").asLong(),
                    HEX.parseHex(text(anchor, "hash")),
                    Instant.parse(text(anchor, "signed_at")),
                    HEX.parseHex(text(node, "public_key")),
                    HEX.parseHex(text(node, "signature")));
        }

        private boolean end(JsonNode end, JsonNode node) {
            ended = true;
            byte[] message = Json.canonical(end).getBytes(StandardCharsets.UTF_8);
            byte[] signature = HEX.parseHex(text(node, "signature"));
            if (trusted.stream().noneMatch(key -> AuditKey.signed(key, message, signature))) {
                return broken("the end of the file was not signed by a trusted key");
            }
            if (!end.required("heads").equals(heads(verifier))) {
                return broken("the lanes do not end where the signed end says");
            }
            return true;
        }

        /// Names the place after the last event that holds.
        private boolean broken(String reason) {
            var at = verifier.heads().get(lane);
            return verifier.broken(lane, at == null ? 1 : at.sequence() + 1, reason);
        }
    }

    private static ObjectNode heads(AuditVerifier verifier) {
        ObjectNode heads = Json.object();
        verifier.heads()
                .forEach(
                        (lane, chain) ->
                                heads.put(
                                        Integer.toString(lane),
                                        chain.sequence() + ":" + HEX.formatHex(chain.hash())));
        return heads;
    }

    /// Writes a file while it verifies what it writes.
    static final class Writer implements AuditWalk.Steps {

        private final Appendable out;
        private final AuditKey key;
        private final AuditVerifier verifier;

        Writer(Appendable out, AuditKey key) {
            this.out = out;
            this.key = key;
            this.verifier = new AuditVerifier(List.of());
            ObjectNode header = Json.object();
            header.put("format", FORMAT);
            header.put("public_key", HEX.formatHex(key.publicKey()));
            line(header.toString());
        }

        /// A link that does not hold is written as it is: whoever reads the file finds it too.
        @Override
        public boolean event(
                int lane, long sequence, byte[] previous, byte[] hash, String canonical) {
            line(
                    "{\"event\":"
                            + canonical
                            + ",\"prev_hash\":\""
                            + HEX.formatHex(previous)
                            + "\",\"hash\":\""
                            + HEX.formatHex(hash)
                            + "\"}");
            verifier.event(lane, sequence, previous, hash, canonical);
            return true;
        }

        @Override
        public boolean anchor(AuditAnchor anchor) {
            ObjectNode head = Json.object();
            head.put("lane", anchor.lane());
            head.put("sequence", anchor.sequence());
            head.put("hash", HEX.formatHex(anchor.hash()));
            head.put("signed_at", AuditChain.spelt(anchor.signedAt()));
            signed("anchor", head, anchor.publicKey(), anchor.signature());
            verifier.anchor(anchor);
            return true;
        }

        AuditVerdict end(Instant at) {
            ObjectNode end = Json.object();
            end.put("exported_at", AuditChain.spelt(at));
            end.set("heads", heads(verifier));
            byte[] message = Json.canonical(end).getBytes(StandardCharsets.UTF_8);
            signed("end", end, key.publicKey(), key.sign(message));
            return verifier.verdict();
        }

        private void signed(String what, ObjectNode node, byte[] publicKey, byte[] signature) {
            ObjectNode line = Json.object();
            line.set(what, node);
            line.put("public_key", HEX.formatHex(publicKey));
            line.put("signature", HEX.formatHex(signature));
            line(line.toString());
        }

        private void line(String text) {
            try {
                out.append(text).append('\n');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
