package io.onefold.fraud.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.fraud.decide.RandomPayments;
import io.onefold.fraud.memory.Installation;
import io.onefold.fraud.memory.TestKeys;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;

class FuzzTest {

    private static final long SEED = 14;
    private static final int REQUESTS = 100_000;
    private static final String MARK = "zqSECRETqz";
    private static final List<String> HOSTILE =
            List.of(
                    "NaN",
                    "-Infinity",
                    "1e999",
                    "9".repeat(300),
                    "\"" + MARK + "\"",
                    "null",
                    "{}",
                    "[]",
                    "[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]",
                    "\"\\u0000\"",
                    "\"\\ud800\"",
                    "\"4111111111111111\"",
                    "true",
                    "-1",
                    "\"" + "x".repeat(5000) + "\"",
                    "01",
                    "'a'",
                    "{\"lat\":\"" + MARK + "\"}",
                    "\"2026-13-01T00:00:00Z\"",
                    "1e-999",
                    "\"5555 5555 5555 4444\"",
                    "[\"" + MARK + "\"]",
                    "\"\u202e\u0007\"");
    private static final List<String> KEYS =
            List.of("cvv", "pin", "track1", "__proto__", "4111111111111111", MARK, "", "a\\u0000b");

    private final RequestReader reader =
            new RequestReader(
                    new TestKeys(),
                    Clock.fixed(Installation.NOW, ZoneOffset.UTC),
                    Currency.getInstance("USD"));

    @Test
    void noRequestThrowsAndNoValueIsSaidAgain() {
        Random random = new Random(SEED);
        int accepted = 0;
        int pan = 0;
        for (int i = 0; i < REQUESTS; i++) {
            String json = RandomPayments.valid(random, "T" + i);
            for (int m = random.nextInt(4); m > 0; m--) {
                json = mutate(random, json);
            }
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            if (random.nextInt(20) == 0 && body.length > 0) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            switch (reader.read(body)) {
                case Reading.Accepted ok -> accepted++;
                case Reading.Rejected rejected -> {
                    String said = rejected.problem().toString();
                    assertThat(said)
                            .doesNotContain(MARK + "\"", "4111111111111111", "5555 5555")
                            .doesNotContain("xxxxxxxxxx", "999999999");
                    assertThat(rejected.problem().detail()).doesNotContain(MARK);
                    rejected.problem()
                            .errors()
                            .forEach(error -> assertThat(error.message()).doesNotContain(MARK));
                    pan += rejected.problem().code().wireName().startsWith("pan") ? 1 : 0;
                }
            }
        }
        System.out.printf(
                "%,d requests, seed %d: %,d accepted, %,d refused, %,d of them for card numbers%n",
                REQUESTS, SEED, accepted, REQUESTS - accepted, pan);
        assertThat(accepted).isGreaterThan(REQUESTS / 5);
        assertThat(pan).isGreaterThan(100);
    }

    @Test
    void canonicalNumbersAreTheLibrarys() throws Exception {
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            double number =
                    i % 2 == 0
                            ? Double.longBitsToDouble(random.nextLong())
                            : random.nextInt(100_000)
                                    / 1000.0
                                    * Math.pow(10, random.nextInt(40) - 20);
            if (Double.isFinite(number)) {
                StringBuilder ours = new StringBuilder();
                CanonicalJson.number(ours, number);
                assertThat("[" + ours + "]")
                        .isEqualTo(new JsonCanonicalizer("[" + number + "]").getEncodedString());
            }
        }
    }

    @Test
    void whatWasAcceptedReadsTheSameAgain() {
        Random random = new Random(SEED);
        for (int i = 0; i < 5000; i++) {
            String json = RandomPayments.valid(random, "T" + i);
            Reading reading = reader.read(json.getBytes(StandardCharsets.UTF_8));
            assertThat(reading).as(json).isInstanceOf(Reading.Accepted.class);
            PaymentRequest request = ((Reading.Accepted) reading).request();
            PaymentRequest again =
                    RequestReader.reread(
                            request.canonical(),
                            request.facts().timestamp(),
                            request.facts().currency());
            assertThat(again.canonical()).isEqualTo(request.canonical());
            assertThat(again.facts()).isEqualTo(request.facts());
        }
    }

    private static String mutate(Random random, String json) {
        int at = random.nextInt(json.length());
        return switch (random.nextInt(5)) {
            case 0 -> json.substring(0, at) + json.substring(Math.min(json.length(), at + 3));
            case 1 ->
                    json.substring(0, json.length() - 1)
                            + ",\""
                            + KEYS.get(random.nextInt(KEYS.size()))
                            + "\":1}";
            case 2 -> json.substring(0, at) + json.substring(at / 2);
            default -> {
                int colon = json.indexOf(':', at);
                int end = colon < 0 ? -1 : json.indexOf(',', colon);
                yield end < 0
                        ? json
                        : json.substring(0, colon + 1)
                                + HOSTILE.get(random.nextInt(HOSTILE.size()))
                                + json.substring(end);
            }
        };
    }
}
