package io.onefold.synth.internal.payments;

import java.io.StringWriter;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Requests that the demo sends, one JSON object a line: `post` says where, `body` what. They name
/// no time, so that sent again they are the same requests.
final class LiveRequests {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final Set<Field> NOT_ASKED =
            EnumSet.of(
                    Field.TIMESTAMP,
                    Field.FRAUD,
                    Field.FRAUD_KIND,
                    Field.FRAUD_KNOWN_AT,
                    Field.LATITUDE,
                    Field.LONGITUDE,
                    Field.COUNTRY,
                    Field.CITY);

    private LiveRequests() {}

    static String of(PaymentBlock block) {
        StringBuilder lines = new StringBuilder();
        int event = 0;
        for (Payment payment : block.payments()) {
            while (event < block.events().size()
                    && !block.events().get(event).at().isAfter(payment.at())) {
                event++;
                lines.append(event(block.events().get(event - 1), block.eventId(event)));
            }
            lines.append(payment(payment));
        }
        return lines.toString();
    }

    private static String payment(Payment payment) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = begin(text, "/predict")) {
            for (Field field : Field.values()) {
                String value = payment.get(field);
                if (value != null && !NOT_ASKED.contains(field)) {
                    write(json, field, field.column(), value);
                }
            }
            location(json, payment);
        }
        return text.append('\n').toString();
    }

    /// Where it was paid, which requests nest.
    private static void location(JsonGenerator json, Payment payment) {
        json.writeName(
                payment.kind() == FraudKind.CREDIT_CARD
                        ? "transaction_location"
                        : "merchant_location");
        json.writeStartObject();
        write(json, Field.LATITUDE, "lat", String.valueOf(payment.get(Field.LATITUDE)));
        write(json, Field.LONGITUDE, "lng", String.valueOf(payment.get(Field.LONGITUDE)));
        member(json, "country", payment.get(Field.COUNTRY));
        member(json, "city", payment.get(Field.CITY));
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Field field, String name, String value) {
        json.writeName(name);
        switch (field.form()) {
            case TEXT -> json.writeString(value);
            case FLAG -> json.writeBoolean(Boolean.parseBoolean(value));
            case WHOLE, DECIMAL -> json.writeNumber(value);
        }
    }

    private static String event(AccountEvent event, String id) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = begin(text, "/api/events")) {
            member(json, "event_id", id);
            member(json, "type", event.type());
            member(json, "user_id", event.userId());
            member(json, "merchant_id", event.merchantId());
            member(json, "device_id", event.deviceId());
            member(json, "ip_address", event.ipAddress());
            member(json, "field", event.field());
        }
        return text.append('\n').toString();
    }

    /// The generator closes what is open when it is closed.
    private static JsonGenerator begin(StringWriter text, String endpoint) {
        JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text);
        json.writeStartObject();
        member(json, "post", endpoint);
        json.writeName("body");
        json.writeStartObject();
        return json;
    }

    private static void member(JsonGenerator json, String name, @Nullable String value) {
        if (value != null) {
            json.writeName(name);
            json.writeString(value);
        }
    }
}
