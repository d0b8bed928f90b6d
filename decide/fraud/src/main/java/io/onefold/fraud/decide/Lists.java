package io.onefold.fraud.decide;

import io.onefold.fraud.EntityKind;
import io.onefold.fraud.port.Keys;
import io.onefold.fraud.port.ListEntry;
import io.onefold.fraud.port.Suppression;
import io.onefold.fraud.request.Field;
import io.onefold.fraud.request.FieldCatalogue;
import io.onefold.fraud.request.PaymentRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Block and allow lists and remembered false positives, as they stood when they were read: a
/// decision asks memory only.
final class Lists {

    private static final Field USER = FieldCatalogue.shipped().get("user_id");
    private static final Field MERCHANT = FieldCatalogue.shipped().get("merchant_id");

    private final long entriesEdition;
    private final long suppressionsEdition;
    private final Map<String, List<ListEntry>> entries = new HashMap<>();
    private final Map<String, Suppression> suppressions = new HashMap<>();
    private final Set<EntityKind> listed = EnumSet.noneOf(EntityKind.class);

    Lists(
            long entriesEdition,
            List<ListEntry> listEntries,
            long suppressionsEdition,
            List<Suppression> remembered) {
        this.entriesEdition = entriesEdition;
        this.suppressionsEdition = suppressionsEdition;
        for (ListEntry entry : listEntries) {
            listed.add(entry.kind());
            entries.computeIfAbsent(
                            key(entry.tenant(), entry.kind(), EntityKeys.cut(entry.key())),
                            key -> new ArrayList<>())
                    .add(entry);
        }
        for (Suppression one : remembered) {
            suppressions.merge(
                    key(one.tenant(), one.userId(), one.reason(), one.merchantId()),
                    one,
                    (a, b) -> a.expiresAt().isAfter(b.expiresAt()) ? a : b);
        }
    }

    boolean isOf(long entriesNow, long suppressionsNow) {
        return entriesEdition == entriesNow && suppressionsEdition == suppressionsNow;
    }

    /// What the lists say of a payment.
    Judge.Standing standing(
            String tenant,
            PaymentRequest request,
            Map<EntityKind, byte[]> keys,
            Keys hmac,
            Instant at) {
        boolean blocked = false;
        boolean allowed = false;
        for (EntityKind kind : listed) {
            byte[] key = key(kind, request, keys, hmac);
            if (key == null) {
                continue;
            }
            for (ListEntry entry : entries.getOrDefault(key(tenant, kind, key), List.of())) {
                Instant expires = entry.expiresAt();
                boolean holds = expires == null || at.isBefore(expires);
                blocked |= holds && entry.list() == ListEntry.Kind.BLOCK;
                allowed |= holds && entry.list() == ListEntry.Kind.ALLOW;
            }
        }
        return new Judge.Standing(blocked, allowed, at);
    }

    /// The remembered false positive that closes an alert; null when there is none.
    @Nullable Long suppressing(
            String tenant, String userId, String reason, @Nullable String merchantId, Instant at) {
        Suppression found = suppressions.get(key(tenant, userId, reason, merchantId));
        return found != null && at.isBefore(found.expiresAt()) ? found.id() : null;
    }

    private static byte @Nullable [] key(
            EntityKind kind, PaymentRequest request, Map<EntityKind, byte[]> keys, Keys hmac) {
        if (kind != EntityKind.USER && kind != EntityKind.MERCHANT) {
            return keys.get(kind);
        }
        String id = request.text(kind == EntityKind.USER ? USER : MERCHANT);
        return id == null ? null : EntityKeys.cut(EntityKeys.full(hmac, kind, id));
    }

    private static String key(String tenant, EntityKind kind, byte[] key) {
        return tenant + '\u001f' + kind + '\u001f' + EntityKeys.text(key);
    }

    private static String key(
            String tenant, String userId, String reason, @Nullable String merchantId) {
        return tenant
                + '\u001f'
                + userId
                + '\u001f'
                + reason
                + '\u001f'
                + (merchantId == null ? "" : merchantId);
    }
}
