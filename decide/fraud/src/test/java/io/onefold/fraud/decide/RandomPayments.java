package io.onefold.fraud.decide;

import io.onefold.fraud.FraudType;
import io.onefold.fraud.memory.Installation;
import io.onefold.fraud.request.Field;
import io.onefold.fraud.request.FieldCatalogue;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Requests out of the catalogue of fields, each field valid.
public final class RandomPayments {

    private RandomPayments() {}

    /// A valid request with random fields of a random type.
    public static String valid(Random random, String id) {
        FraudType type =
                random.nextInt(6) == 0
                        ? null
                        : FraudType.values()[random.nextInt(random.nextBoolean() ? 1 : 5)];
        StringBuilder out = new StringBuilder("{\"transaction_id\":\"" + id + "\"");
        out.append(",\"user_id\":\"U").append(random.nextInt(20)).append('"');
        out.append(",\"amount\":").append(random.nextInt(200)).append('.');
        out.append(random.nextInt(90) + 10);
        out.append(",\"fraud_type\":\"").append(type == null ? "all" : type.wireName());
        out.append('"');
        if (random.nextInt(5) > 0) {
            out.append(",\"timestamp\":\"")
                    .append(Installation.NOW.minus(random.nextInt(20 * 86_400), ChronoUnit.SECONDS))
                    .append('"');
        }
        for (Field field : FieldCatalogue.shipped().fields()) {
            boolean written = out.indexOf("\"" + field.name() + "\":") >= 0;
            if (!written && field.takenBy(type) && random.nextInt(3) == 0) {
                String value = value(random, field);
                if (value != null) {
                    out.append(",\"").append(field.name()).append("\":").append(value);
                }
            }
        }
        return out.append('}').toString();
    }

    private static @Nullable String value(Random random, Field field) {
        return switch (field.type()) {
            case BOOLEAN -> random.nextBoolean() ? "true" : "false";
            case INTEGER -> Long.toString((long) (random.nextInt(8) % (field.max() + 1)));
            case NUMBER ->
                    Double.toString(random.nextInt(1000) / 1000.0 * Math.min(field.max(), 500));
            case TEXT -> "\"" + List.of("books", "a b c", "visa é").get(random.nextInt(3)) + "\"";
            case ID -> "\"" + field.name().charAt(0) + random.nextInt(9) + "\"";
            case DIGITS -> "\"" + "123456789".substring(0, (int) field.max()) + "\"";
            case COUNTRY -> "\"SE\"";
            case CURRENCY -> "\"EUR\"";
            case DATE -> "\"2025-11-0" + (1 + random.nextInt(9)) + "\"";
            case EMAIL -> "\"a" + random.nextInt(9) + "@example.com\"";
            case PHONE -> "\"+4670123456" + random.nextInt(9) + "\"";
            case IP -> "\"10.0.0." + random.nextInt(9) + "\"";
            case LOCATION ->
                    "{\"lat\":%d.%d,\"lng\":1.5,\"country\":\"%s\"}"
                            .formatted(
                                    random.nextInt(80),
                                    random.nextInt(1000),
                                    List.of("SE", "DE", "KP").get(random.nextInt(3)));
            case TEXTS -> "[\"books\",\"evening\"]";
            case AMOUNT, FRAUD_TYPE, TIMESTAMP -> null;
        };
    }
}
