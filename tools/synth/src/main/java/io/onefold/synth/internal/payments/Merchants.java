package io.onefold.synth.internal.payments;

import io.onefold.synth.internal.draw.Draw;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The merchants that everybody pays at; they do not grow with the scale.
final class Merchants {

    static final Set<String> HIGH_RISK = Set.of("gambling", "crypto", "jewelry");

    private static final int COUNT = 400;
    private static final int BAD = 14;
    private static final int COMPROMISED = 24;
    private static final Map<String, Integer> MEDIAN_MINOR =
            Map.ofEntries(
                    Map.entry("grocery", 4_200),
                    Map.entry("restaurant", 3_100),
                    Map.entry("fuel", 4_800),
                    Map.entry("pharmacy", 2_300),
                    Map.entry("fashion", 7_500),
                    Map.entry("electronics", 16_000),
                    Map.entry("travel", 24_000),
                    Map.entry("digital_goods", 1_500),
                    Map.entry("gaming", 2_000),
                    Map.entry("gambling", 6_000),
                    Map.entry("crypto", 15_000),
                    Map.entry("jewelry", 21_000));
    private static final List<String> CATEGORIES =
            List.of(
                    "grocery",
                    "grocery",
                    "grocery",
                    "grocery",
                    "restaurant",
                    "restaurant",
                    "restaurant",
                    "fuel",
                    "fuel",
                    "pharmacy",
                    "fashion",
                    "fashion",
                    "electronics",
                    "electronics",
                    "travel",
                    "digital_goods",
                    "digital_goods",
                    "gaming",
                    "gambling",
                    "crypto",
                    "jewelry");
    private static final Set<String> ALWAYS_ONLINE =
            Set.of("digital_goods", "gaming", "gambling", "crypto");
    private static final List<String> BUSINESS_TYPES =
            List.of("corporation", "corporation", "llc", "llc", "sole_proprietor", "partnership");

    private final List<Merchant> all = new ArrayList<>(COUNT);
    private final List<Merchant> bad;

    Merchants(long seed, History history) {
        for (int i = 0; i < COUNT; i++) {
            all.add(draw(new Draw(seed, "merchant", i), i, history));
        }
        bad = all.stream().filter(merchant -> merchant.badFrom() != Merchant.NEVER).toList();
    }

    Merchant any(Draw draw) {
        return draw.of(all);
    }

    /// One that is open on that day.
    Merchant any(Draw draw, LocalDate today) {
        Merchant one = any(draw);
        while (!one.open(today)) {
            one = any(draw);
        }
        return one;
    }

    Merchant of(String id) {
        return all.get(Integer.parseInt(id.substring(2)));
    }

    /// One that cheats on that day; any that is open, if none does.
    Merchant cheating(Draw draw, int day, LocalDate today) {
        List<Merchant> now = bad.stream().filter(merchant -> merchant.bad(day)).toList();
        return now.isEmpty() ? any(draw, today) : draw.of(now);
    }

    /// The first [#BAD] go bad one after another, the next [#COMPROMISED] are copied from.
    private static Merchant draw(Draw draw, int index, History history) {
        boolean cheats = index < BAD;
        boolean copied = !cheats && index < BAD + COMPROMISED;
        String category = copied ? draw.of(CATEGORIES.subList(0, 10)) : draw.of(CATEGORIES);
        boolean young = draw.percent(cheats ? 70 : 14);
        int badFrom = 8 + index * (History.DAYS - 20) / BAD + draw.below(5);
        int copiedFrom = 4 + (index - BAD) * (History.DAYS - 14) / COMPROMISED + draw.below(4);
        int age =
                young
                        ? History.DAYS - Math.min(badFrom, History.DAYS) + draw.between(10, 80)
                        : draw.between(400, 6_000);
        return new Merchant(
                "m-%04d".formatted(index),
                category,
                draw.of(Place.CITIES).near(draw),
                ALWAYS_ONLINE.contains(category) || (!copied && draw.percent(30)),
                (int) draw.spread(MEDIAN_MINOR.getOrDefault(category, 5_000), 0.3),
                history.date(History.DAYS).minusDays(age),
                draw.of(BUSINESS_TYPES),
                draw.percent(cheats ? 45 : 93),
                within(draw.normal(cheats ? 590 : 690, 60), 300, 850),
                within(draw.normal(cheats ? 52 : 78, 14), 1, 100),
                (int) draw.spread(cheats ? 40 : 160, 1.1),
                within(draw.normal(cheats ? 33 : 42, 6), 10, 50),
                within(draw.spread(cheats ? 22 : 8, 0.8), 0, 500),
                cheats ? badFrom : Merchant.NEVER,
                copied ? copiedFrom : Merchant.NEVER);
    }

    private static int within(double value, int low, int high) {
        return (int) Math.max(low, Math.min(high, StrictMath.round(value)));
    }
}
