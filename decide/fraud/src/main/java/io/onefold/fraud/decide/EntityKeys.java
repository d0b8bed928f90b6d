package io.onefold.fraud.decide;

import io.onefold.fraud.EntityKind;
import io.onefold.fraud.port.Keys;
import io.onefold.fraud.request.Field;
import io.onefold.fraud.request.FieldCatalogue;
import io.onefold.fraud.request.Formats;
import io.onefold.fraud.request.PaymentRequest;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The keys by which a payment's entities link it to others: HMACs, cut to 16 bytes. Users and
/// merchants are linked by their ids and have a key only for the lists.
final class EntityKeys {

    static final int BYTES = 16;

    private static final List<Field> FIELDS =
            FieldCatalogue.shipped().fields().stream().filter(f -> f.entity() != null).toList();
    private static final String HMAC = "hmac:";

    private EntityKeys() {}

    /// The keys of a request's entities, by kind, users and merchants left out.
    static Map<EntityKind, byte[]> of(PaymentRequest request, Keys keys) {
        Map<EntityKind, byte[]> found = new EnumMap<>(EntityKind.class);
        for (Field field : FIELDS) {
            EntityKind kind = field.entity();
            String text = request.text(field);
            if (text != null
                    && kind != null
                    && kind != EntityKind.USER
                    && kind != EntityKind.MERCHANT) {
                found.put(kind, field.secret() ? unwrapped(text) : cut(full(keys, kind, text)));
            }
        }
        return found;
    }

    /// The key under which a list has an entity, 32 bytes.
    static byte[] full(Keys keys, EntityKind kind, String value) {
        return keys.hmac(purpose(kind), same(kind, value));
    }

    /// Equal addresses and mailboxes are written alike.
    private static String same(EntityKind kind, String value) {
        return switch (kind) {
            case IP -> Formats.sameAddress(value);
            case EMAIL -> value.toLowerCase(Locale.ROOT);
            case USER, MERCHANT, DEVICE, METHOD, PHONE, ACCOUNT, SSN -> value;
        };
    }

    static byte[] cut(byte[] hmac) {
        return Arrays.copyOf(hmac, BYTES);
    }

    /// As the feature state names an entity.
    static String text(byte[] key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key);
    }

    /// Secret fields are hashed where they are read, under the field's name.
    private static String purpose(EntityKind kind) {
        return FIELDS.stream()
                .filter(field -> field.entity() == kind && field.secret())
                .map(Field::name)
                .findFirst()
                .orElse(kind.wireName());
    }

    private static byte[] unwrapped(String text) {
        return cut(Base64.getUrlDecoder().decode(text.substring(HMAC.length())));
    }
}
