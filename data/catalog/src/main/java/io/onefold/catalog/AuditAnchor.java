package io.onefold.catalog;

import io.onefold.catalog.internal.audit.AuditChain;
import io.onefold.catalog.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/// A signed head of a lane of the audit log: the lane had this event, with this hash, at this time.
///
/// @param lane the lane
/// @param sequence the number of the lane's newest event
/// @param hash that event's hash
/// @param signedAt when, to the microsecond
/// @param publicKey the key that verifies the signature
/// @param signature Ed25519 of the other members as canonical JSON
public record AuditAnchor(
        int lane,
        long sequence,
        byte[] hash,
        Instant signedAt,
        byte[] publicKey,
        byte[] signature) {

    public AuditAnchor {
        Objects.requireNonNull(signedAt);
        hash = hash.clone();
        publicKey = publicKey.clone();
        signature = signature.clone();
    }

    static AuditAnchor sign(AuditKey key, int lane, long sequence, byte[] hash, Instant at) {
        return new AuditAnchor(
                lane,
                sequence,
                hash,
                at,
                key.publicKey(),
                key.sign(message(lane, sequence, hash, at)));
    }

    /// Whether the trusted key signed this.
    boolean signedBy(byte[] trusted) {
        return Arrays.equals(trusted, publicKey)
                && AuditKey.signed(trusted, message(lane, sequence, hash, signedAt), signature);
    }

    private static byte[] message(int lane, long sequence, byte[] hash, Instant at) {
        ObjectNode json = Json.object();
        json.put("lane", lane);
        json.put("sequence", sequence);
        json.put("hash", HexFormat.of().formatHex(hash));
        json.put("signed_at", AuditChain.spelt(at));
        return Json.canonical(json).getBytes(StandardCharsets.UTF_8);
    }
}
