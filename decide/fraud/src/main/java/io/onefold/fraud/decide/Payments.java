package io.onefold.fraud.decide;

import io.onefold.fraud.Caller;
import io.onefold.fraud.EntityKind;
import io.onefold.fraud.port.DecisionRecord;
import io.onefold.fraud.port.KeptDecision;
import io.onefold.fraud.port.Keys;
import io.onefold.fraud.port.Label;
import io.onefold.fraud.port.Labels;
import io.onefold.fraud.port.StateStore;
import io.onefold.fraud.request.Field;
import io.onefold.fraud.request.FieldCatalogue;
import io.onefold.fraud.request.FieldType;
import io.onefold.fraud.request.Location;
import io.onefold.fraud.request.PaymentRequest;
import io.onefold.scoring.feature.Entity;
import io.onefold.scoring.feature.FeatureCatalogue;
import io.onefold.scoring.feature.FraudLabel;
import io.onefold.scoring.feature.Payment;
import io.onefold.scoring.feature.RequestFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Requests and kept decisions as the feature function reads payments.
public final class Payments {

    private static final int CATEGORY_CHARACTERS_MAX = 100;
    private static final FieldCatalogue FIELDS = FieldCatalogue.shipped();
    private static final Set<String> NOT_FEATURES =
            Set.of("timestamp", "fraud_type", "currency", "merchant_name", "auth_code", "tax_id");
    private static final List<Field> AS_FEATURES = asFeatures();
    private static final RequestFields REQUEST_FIELDS = requestFields();
    private static final FeatureCatalogue CATALOGUE =
            FeatureCatalogue.standard().withRequest(REQUEST_FIELDS);

    private static final Field MERCHANT = FIELDS.get("merchant_id");
    private static final Field PAID_AT = FIELDS.get("transaction_location");
    private static final Field SOLD_AT = FIELDS.get("merchant_location");
    private static final Field SESSION_FROM = FIELDS.get("session_location");

    private Payments() {}

    /// Every feature there is but those of customers.
    public static FeatureCatalogue catalogue() {
        return CATALOGUE;
    }

    /// A payment that is to be decided.
    static Payment of(
            Caller caller,
            PaymentRequest request,
            Map<EntityKind, byte[]> keys,
            Circumstances.Place place) {
        Payment payment =
                new Payment(REQUEST_FIELDS)
                        .at(request.facts().timestamp())
                        .amount(request.facts().amount())
                        .entity(Entity.USER, scoped(caller.tenant(), request.userId()))
                        .entity(Entity.MERCHANT, ifGiven(caller.tenant(), request.text(MERCHANT)));
        related(payment, keys, place);
        for (int slot = 0; slot < AS_FEATURES.size(); slot++) {
            Field field = AS_FEATURES.get(slot);
            if (field.type() == FieldType.BOOLEAN) {
                Boolean flag = request.flag(field);
                payment.value(slot, flag == null ? Double.NaN : flag ? 1 : 0);
            } else if (field.type().numeric()) {
                payment.value(slot, request.number(field));
            } else {
                payment.word(slot, request.text(field));
            }
        }
        return payment;
    }

    /// A decision that was kept, as history. Its request is not asked, because it may be gone.
    public static Payment of(KeptDecision kept) {
        DecisionRecord decision = kept.decision();
        return of(
                new StateStore.PastPayment(
                        kept.id(),
                        decision.caller().tenant(),
                        decision.timestamp(),
                        decision.amount(),
                        decision.userId(),
                        decision.merchantId(),
                        decision.entities()));
    }

    /// What is left of a decided payment, as history.
    public static Payment of(StateStore.PastPayment past) {
        String tenant = past.tenant();
        Payment payment =
                new Payment()
                        .at(past.timestamp())
                        .amount(past.amount())
                        .entity(Entity.USER, scoped(tenant, past.userId()))
                        .entity(Entity.MERCHANT, ifGiven(tenant, past.merchantId()));
        if (past.entities().length > 0) {
            Circumstances circumstances = Circumstances.read(past.entities());
            related(payment, circumstances.keys(), circumstances.place());
        }
        return payment;
    }

    /// A label as the state reads it; empty when the payment names no merchant.
    public static Optional<FraudLabel> label(Labels.Known known) {
        Label label = known.label();
        String merchant = known.merchantId();
        return merchant == null
                ? Optional.empty()
                : Optional.of(
                        new FraudLabel(
                                scoped(label.tenant(), label.transactionId()),
                                scoped(label.tenant(), merchant),
                                known.paidAt(),
                                label.fraud(),
                                label.knownAt()));
    }

    /// Where a payment took place: to a hundredth of a degree, which is all that distances need,
    /// and the session's place as a keyed hash.
    static Circumstances.Place place(PaymentRequest request, Keys keys) {
        Location place = request.location(PAID_AT);
        if (place == null) {
            place = request.location(SOLD_AT);
        }
        String session = request.text(SESSION_FROM);
        String area =
                session == null
                        ? null
                        : EntityKeys.text(EntityKeys.cut(keys.hmac("location", session)));
        return place == null
                ? new Circumstances.Place(Double.NaN, Double.NaN, null, area)
                : new Circumstances.Place(
                        rounded(place.latitude()),
                        rounded(place.longitude()),
                        place.country(),
                        area);
    }

    private static double rounded(double degrees) {
        return Math.rint(degrees * 100) / 100;
    }

    /// The key of a user or merchant: ids are unique within a tenant only.
    public static String scoped(String tenant, String id) {
        return tenant.equals(Caller.DEFAULT_TENANT) ? id : tenant + "\u001f" + id;
    }

    private static @Nullable String ifGiven(String tenant, @Nullable String id) {
        return id == null ? null : scoped(tenant, id);
    }

    private static void related(
            Payment payment, Map<EntityKind, byte[]> keys, Circumstances.Place place) {
        payment.entity(Entity.DEVICE, text(keys, EntityKind.DEVICE))
                .entity(Entity.IP, text(keys, EntityKind.IP))
                .entity(Entity.PAYMENT_METHOD, text(keys, EntityKind.METHOD))
                .entity(Entity.COUNTRY, place.country())
                .entity(Entity.LOCATION, place.area())
                .place(place.latitude(), place.longitude());
    }

    private static @Nullable String text(Map<EntityKind, byte[]> keys, EntityKind kind) {
        byte[] key = keys.get(kind);
        return key == null ? null : EntityKeys.text(key);
    }

    private static List<Field> asFeatures() {
        List<Field> fields = new ArrayList<>();
        for (Field field : FIELDS.fields()) {
            boolean word =
                    (field.type() == FieldType.TEXT && field.max() <= CATEGORY_CHARACTERS_MAX)
                            || field.type() == FieldType.COUNTRY;
            boolean usable = field.type().numeric() || field.type() == FieldType.BOOLEAN || word;
            if (usable
                    && !field.secret()
                    && field.entity() == null
                    && !NOT_FEATURES.contains(field.name())
                    && FeatureCatalogue.standard().find(field.name()).isEmpty()) {
                fields.add(field);
            }
        }
        return List.copyOf(fields);
    }

    private static RequestFields requestFields() {
        return new RequestFields(
                AS_FEATURES.stream()
                        .map(field -> new RequestFields.Field(field.name(), kind(field)))
                        .toList());
    }

    private static RequestFields.Kind kind(Field field) {
        if (field.type() == FieldType.BOOLEAN) {
            return RequestFields.Kind.FLAG;
        }
        return field.type().numeric() ? RequestFields.Kind.NUMBER : RequestFields.Kind.CATEGORY;
    }
}
