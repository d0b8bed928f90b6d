package io.onefold.server;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/// Requests of few users, merchants, devices and addresses, so that histories meet; their event
/// times lie in no order within the last days. The seed makes them the same again.
final class RandomBodies {

    static final int USERS = 300;
    static final int MERCHANTS = 40;

    private final Random random;
    private final Instant newest;

    RandomBodies(long seed, Instant newest) {
        this.random = new Random(seed);
        this.newest = newest;
    }

    static String merchant(int number) {
        return "MERCH_" + number;
    }

    synchronized byte[] next(String transactionId) {
        Instant at = newest.minusMillis(random.nextLong(Duration.ofDays(3).toMillis()));
        return """
               {"transaction_id": "%s", "amount": %d.%02d, "user_id": "USER_%d", "merchant_id": "%s",
                "device_id": "dev-%d", "ip_address": "10.0.0.%d", "timestamp": "%s"}
               """
                .formatted(
                        transactionId,
                        random.nextInt(900),
                        random.nextInt(100),
                        random.nextInt(USERS),
                        merchant(random.nextInt(MERCHANTS)),
                        random.nextInt(100),
                        random.nextInt(50),
                        at)
                .getBytes(StandardCharsets.UTF_8);
    }
}
