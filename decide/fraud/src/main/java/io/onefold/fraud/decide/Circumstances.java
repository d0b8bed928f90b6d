package io.onefold.fraud.decide;

import io.onefold.fraud.EntityKind;
import io.onefold.fraud.FraudType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What else a decision depended on than its request and its vector: enough to recompute it, and to
/// feed the feature state again. Packed, because there is one per decision.
///
/// @param decidedAt our time, to the millisecond
/// @param processingMillis what the answer says
/// @param late whether the payment came later than the lateness bound
/// @param blocked whether an entity stood on the block list
/// @param allowed whether an entity stood on the allow list
/// @param rulesEdition the edition of the rule book
/// @param judged the types that were judged, the answered one first
/// @param keys by which its entities link it to others, 16 bytes each
/// @param place where it took place
record Circumstances(
        Instant decidedAt,
        int processingMillis,
        boolean late,
        boolean blocked,
        boolean allowed,
        long rulesEdition,
        List<Judged> judged,
        Map<EntityKind, byte[]> keys,
        Place place) {

    private static final byte FORM = 1;
    private static final int SIZE_MAX = 1024;
    private static final int LATE = 1;
    private static final int BLOCKED = 2;
    private static final int ALLOWED = 4;
    private static final int LOCATED = 8;
    private static final EntityKind[] KINDS = EntityKind.values();
    private static final FraudType[] TYPES = FraudType.values();

    /// A type that was judged.
    ///
    /// @param modelId 0: no model answered
    /// @param policyNumber the book's number of the policy
    record Judged(FraudType type, long modelId, long policyNumber) {}

    /// Where a payment took place.
    ///
    /// @param latitude degrees; NaN: not known
    /// @param longitude degrees; NaN: not known
    /// @param area the place as the session names it
    record Place(
            double latitude, double longitude, @Nullable String country, @Nullable String area) {}

    Circumstances {
        Objects.requireNonNull(decidedAt);
        judged = List.copyOf(judged);
        keys = Collections.unmodifiableMap(new EnumMap<>(keys.isEmpty() ? none() : keys));
        Objects.requireNonNull(place);
    }

    private static Map<EntityKind, byte[]> none() {
        return new EnumMap<>(EntityKind.class);
    }

    byte[] pack() {
        ByteBuffer out = ByteBuffer.allocate(SIZE_MAX);
        boolean located = !Double.isNaN(place.latitude()) || !Double.isNaN(place.longitude());
        out.put(FORM)
                .putLong(decidedAt.toEpochMilli())
                .putInt(processingMillis)
                .put(
                        (byte)
                                ((late ? LATE : 0)
                                        | (blocked ? BLOCKED : 0)
                                        | (allowed ? ALLOWED : 0)
                                        | (located ? LOCATED : 0)))
                .putLong(rulesEdition)
                .put((byte) judged.size());
        for (Judged one : judged) {
            out.put((byte) one.type().ordinal()).putLong(one.modelId()).putLong(one.policyNumber());
        }
        out.put((byte) keys.size());
        keys.forEach((kind, key) -> out.put((byte) kind.ordinal()).put(key));
        if (located) {
            out.putDouble(place.latitude()).putDouble(place.longitude());
        }
        text(out, place.country());
        text(out, place.area());
        byte[] packed = new byte[out.position()];
        out.flip().get(packed);
        return packed;
    }

    static Circumstances read(byte[] packed) {
        ByteBuffer in = ByteBuffer.wrap(packed);
        byte form = in.get();
        if (form != FORM) {
            throw new IllegalArgumentException(
                    "a decision's circumstances have form " + form + ", expected " + FORM);
        }
        Instant decidedAt = Instant.ofEpochMilli(in.getLong());
        int processingMillis = in.getInt();
        byte bits = in.get();
        long rulesEdition = in.getLong();
        List<Judged> judged = new ArrayList<>();
        for (int i = in.get(); i > 0; i--) {
            judged.add(new Judged(TYPES[in.get()], in.getLong(), in.getLong()));
        }
        Map<EntityKind, byte[]> keys = new EnumMap<>(EntityKind.class);
        for (int i = in.get(); i > 0; i--) {
            EntityKind kind = KINDS[in.get()];
            byte[] key = new byte[EntityKeys.BYTES];
            in.get(key);
            keys.put(kind, key);
        }
        boolean located = (bits & LOCATED) != 0;
        double latitude = located ? in.getDouble() : Double.NaN;
        double longitude = located ? in.getDouble() : Double.NaN;
        return new Circumstances(
                decidedAt,
                processingMillis,
                (bits & LATE) != 0,
                (bits & BLOCKED) != 0,
                (bits & ALLOWED) != 0,
                rulesEdition,
                judged,
                keys,
                new Place(latitude, longitude, text(in), text(in)));
    }

    private static void text(ByteBuffer out, @Nullable String text) {
        byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        out.putShort((short) bytes.length).put(bytes);
    }

    private static @Nullable String text(ByteBuffer in) {
        byte[] bytes = new byte[in.getShort()];
        in.get(bytes);
        return bytes.length == 0 ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
