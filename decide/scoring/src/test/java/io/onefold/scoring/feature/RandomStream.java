package io.onefold.scoring.feature;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Payments as they never come in practice: ties, window lengths to the microsecond, gaps, late
/// ones, amounts at the edges, keys that look like others.
final class RandomStream {

    private static final List<Duration> STEPS =
            List.of(
                    Duration.ZERO,
                    Duration.ofNanos(1000),
                    Duration.ofSeconds(1),
                    Duration.ofMinutes(17),
                    Duration.ofHours(1),
                    Duration.ofHours(6),
                    Duration.ofHours(24),
                    Duration.ofHours(5).plusNanos(1000),
                    Duration.ofDays(2));
    private static final List<Duration> RARE_STEPS =
            List.of(
                    Duration.ofDays(7),
                    Duration.ofDays(30),
                    Duration.ofDays(37),
                    Duration.ofDays(400));
    private static final List<Duration> DELAYS =
            List.of(
                    Duration.ofSeconds(1),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(5).plusNanos(1000),
                    Duration.ofHours(7),
                    Duration.ofDays(3),
                    Duration.ofDays(29),
                    Duration.ofDays(37).minusNanos(1000),
                    Duration.ofDays(37),
                    Duration.ofDays(60));
    private static final List<BigDecimal> AMOUNTS =
            List.of(
                    new BigDecimal("0"),
                    new BigDecimal("0.0001"),
                    new BigDecimal("1.99"),
                    new BigDecimal("2"),
                    new BigDecimal("19.99"),
                    new BigDecimal("100"),
                    new BigDecimal("8999.99"),
                    new BigDecimal("9000"),
                    new BigDecimal("10000"),
                    new BigDecimal("429496.7296"),
                    new BigDecimal("999999999999999.9999"));
    private static final Map<Entity, List<String>> KEYS =
            Map.of(
                    Entity.USER, List.of("12", "012", "-12", "u", "ü"),
                    Entity.MERCHANT, List.of("0", "-0", "999999999999999999"),
                    Entity.DEVICE, List.of("AaAa", "BBBB", "AaBB", "BBAa"),
                    Entity.IP, List.of("10.0.0.1", "::1"),
                    Entity.PAYMENT_METHOD, List.of("p1", "p2", "p3"),
                    Entity.COUNTRY, List.of("DE", "IN"),
                    Entity.LOCATION, List.of("Köln", "Pune"));

    private final Random random;
    private long at;
    private int count;

    RandomStream(long seed) {
        this.random = new Random(seed);
        this.at = Duration.ofDays(random.nextInt(20_000)).toMillis() * 1000;
    }

    Paid payment() {
        int kind = random.nextInt(100);
        List<Duration> steps = kind < 96 ? STEPS : RARE_STEPS;
        at += steps.get(random.nextInt(steps.size())).toNanos() / 1000;
        long time =
                random.nextInt(6) == 0
                        ? at - DELAYS.get(random.nextInt(DELAYS.size())).toNanos() / 1000
                        : at;
        Map<Entity, String> keys = new EnumMap<>(Entity.class);
        KEYS.forEach(
                (entity, names) -> {
                    if (random.nextInt(8) > 0) {
                        keys.put(entity, names.get(random.nextInt(names.size())));
                    }
                });
        return new Paid(
                "t" + count++,
                time,
                random.nextBoolean()
                        ? AMOUNTS.get(random.nextInt(AMOUNTS.size()))
                        : BigDecimal.valueOf(random.nextInt(100_000), 2),
                keys,
                random.nextInt(5) == 0 ? Double.NaN : random.nextInt(180) - 90.0,
                random.nextInt(4) == 0 ? -0.0 : random.nextInt(360) - 180.0);
    }

    AccountEvent event() {
        AccountEventType[] types = AccountEventType.values();
        List<String> users = KEYS.getOrDefault(Entity.USER, List.of());
        List<String> merchants = KEYS.getOrDefault(Entity.MERCHANT, List.of());
        return new AccountEvent(
                types[random.nextInt(types.length)],
                users.get(random.nextInt(users.size())),
                random.nextBoolean() ? merchants.get(random.nextInt(merchants.size())) : null,
                Twin.instant(at - random.nextInt(3) * 1_000_000L * random.nextInt(400_000)));
    }

    /// A label of an earlier payment; frauds, and now and then the word that it was none.
    FraudLabel label(Paid of, String merchant) {
        return new FraudLabel(
                of.id(),
                merchant,
                Twin.instant(of.at()),
                random.nextInt(3) > 0,
                Twin.instant(at + random.nextInt(9) * 86_400_000_000L));
    }

    int below(int bound) {
        return random.nextInt(bound);
    }
}
