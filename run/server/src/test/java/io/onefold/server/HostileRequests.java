package io.onefold.server;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/// Requests to decide: valid ones, valid ones with something changed, and ones that nobody would
/// send in good faith. The same seed makes the same requests.
final class HostileRequests {

    /// Test numbers of the card schemes, which must be found nowhere afterwards.
    static final List<String> CARD_NUMBERS =
            List.of("4111111111111111", "5555555555554444", "378282246310005", "6011111111111117");

    /// A card verification value, long enough to be searched for.
    static final String SECURITY_CODE = "91827364";

    private static final List<String> WRONG_VALUES =
            List.of(
                    "null",
                    "true",
                    "[]",
                    "{}",
                    "\"\"",
                    "\"\\u0000\"",
                    "1e999",
                    "-1",
                    "-0",
                    "1e-320",
                    "99999999999999999999999999",
                    "0.000000001",
                    "\"NaN\"",
                    "\"Infinity\"",
                    "NaN",
                    "\"\\ud800\"",
                    "\"'; drop table transactions; --\"",
                    "\"${jndi:ldap://x}\"",
                    "\"<script>\"",
                    "\"2024-02-30T00:00:00Z\"",
                    "\"9999-12-31T23:59:59Z\"",
                    "\"é\"",
                    "\"\u202e\"",
                    "[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]");
    private static final List<String> FIELDS =
            List.of(
                    "transaction_id",
                    "amount",
                    "user_id",
                    "timestamp",
                    "currency",
                    "merchant_id",
                    "merchant_category",
                    "card_present",
                    "used_chip",
                    "ip_address",
                    "email",
                    "phone",
                    "ssn",
                    "distance_from_home_km",
                    "velocity_24h",
                    "transaction_location",
                    "fraud_type",
                    "card_last4",
                    "device_id",
                    "nobody_knows",
                    "__proto__",
                    "");

    private final Random random;
    private final String run;
    private int number;

    HostileRequests(long seed, String run) {
        this.random = new Random(seed);
        this.run = run;
    }

    /// The next request's body.
    byte[] next() {
        number++;
        List<Supplier<byte[]>> kinds =
                List.of(
                        () -> bytes(valid()),
                        () -> bytes(valid()),
                        () -> bytes(mutated()),
                        () -> bytes(mutated()),
                        () -> bytes(withCardData()),
                        this::broken,
                        () -> bytes(deep()),
                        () -> bytes(valid().replace("}", ", \"user_id\": \"twice\"}")));
        return kinds.get(random.nextInt(kinds.size())).get();
    }

    private String valid() {
        return "{\"transaction_id\": \"%s-%d\", \"amount\": %d.%02d, \"user_id\": \"u%d\", \"merchant_id\": \"m%d\", \"merchant_category\": \"grocery\", \"card_present\": %b, \"ip_address\": \"10.0.%d.%d\", \"distance_from_home_km\": %d}"
                .formatted(
                        run,
                        number,
                        random.nextInt(2_000),
                        random.nextInt(100),
                        random.nextInt(50),
                        random.nextInt(20),
                        random.nextBoolean(),
                        random.nextInt(256),
                        random.nextInt(256),
                        random.nextInt(5_000));
    }

    private String mutated() {
        return valid().replaceFirst(
                        "\\{",
                        "{\""
                                + FIELDS.get(random.nextInt(FIELDS.size()))
                                + "\": "
                                + java.util.regex.Matcher.quoteReplacement(
                                        WRONG_VALUES.get(random.nextInt(WRONG_VALUES.size())))
                                + ", ");
    }

    private String withCardData() {
        String card = CARD_NUMBERS.get(random.nextInt(CARD_NUMBERS.size()));
        List<String> places =
                List.of(
                        "\"merchant_name\": \"paid with " + card + "\"",
                        "\"transaction_id\": \"" + card + "\"",
                        "\"" + card + "\": 1",
                        "\"address\": \"" + card.replaceAll("(.{4})", "$1 ") + "\"",
                        "\"amount\": " + card,
                        "\"cvv\": \"" + SECURITY_CODE + "\"",
                        "\"transaction_location\": {\"city\": \"" + card + "\"}",
                        "\"track2\": \"" + card + "=99\"");
        return valid().replaceFirst("\\{", "{" + places.get(random.nextInt(places.size())) + ", ");
    }

    private byte[] broken() {
        byte[] body = bytes(valid());
        int cut = random.nextInt(body.length);
        for (int i = random.nextInt(4); i >= 0; i--) {
            body[random.nextInt(body.length)] = (byte) random.nextInt(256);
        }
        return random.nextBoolean() ? java.util.Arrays.copyOf(body, cut) : body;
    }

    private String deep() {
        int depth = 1 + random.nextInt(5_000);
        return "{\"amount\": " + "[".repeat(depth) + "]".repeat(depth) + "}";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
