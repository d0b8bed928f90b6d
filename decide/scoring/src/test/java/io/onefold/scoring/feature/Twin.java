package io.onefold.scoring.feature;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Computes features by the definition: it keeps everything and looks at all of it each time, with
/// decimals instead of sums that are carried along.
final class Twin {

    private static final long RETAINED = micros(Duration.ofDays(37));
    private static final long LATENESS = micros(Duration.ofMinutes(5));

    private final List<Paid> paid = new ArrayList<>();
    private final List<AccountEvent> events = new ArrayList<>();
    private final List<FraudLabel> labels = new ArrayList<>();
    private long newest = Long.MIN_VALUE;

    void add(Paid payment) {
        if (newest == Long.MIN_VALUE || payment.at() > newest - RETAINED) {
            paid.add(payment);
            newest = Math.max(newest, payment.at());
        }
    }

    void add(AccountEvent event) {
        if (micros(event.at()) > floor()) {
            events.add(event);
        }
    }

    void add(FraudLabel label) {
        if (micros(label.paidAt()) > floor()) {
            labels.add(label);
        }
    }

    double value(FeatureDefinition feature, Paid now) {
        return switch (feature.formula()) {
            case Formula.OfAmount amount -> amount(amount.form(), now.amount());
            case Formula.OfTime time -> time(time.form(), now.at());
            case Formula.Windowed windowed -> windowed(windowed, now);
            case Formula.Distinct distinct -> distinct(distinct, now);
            case Formula.Patterned patterned -> patterned(patterned, now);
            case Formula.SinceLast since -> since(since.distance(), now);
            case Formula.ZScore score -> zScore(score.window(), now);
            case Formula.Unseen unseen -> unseen(unseen.of(), now);
            case Formula.Risk risk -> risk(risk, now);
            case Formula.Events counted -> events(counted, now);
            case Formula.OfCustomer customer -> Double.NaN;
            case Formula.OfRequest request -> Double.NaN;
        };
    }

    private static double amount(Formula.AmountForm form, BigDecimal amount) {
        return switch (form) {
            case UNITS -> amount.doubleValue();
            case LOG1P -> Math.log1p(amount.doubleValue());
            case ROUND -> isRound(amount) ? 1 : 0;
            case HUNDREDTHS ->
                    amount.remainder(BigDecimal.ONE).movePointRight(2).toBigInteger().doubleValue();
        };
    }

    private static double time(Formula.TimeForm form, long at) {
        LocalDateTime time =
                LocalDateTime.ofEpochSecond(
                        Math.floorDiv(at, 1_000_000L),
                        (int) Math.floorMod(at, 1_000_000L) * 1000,
                        ZoneOffset.UTC);
        double day = 2 * Math.PI * time.toLocalTime().toSecondOfDay() / 86_400;
        double week = 2 * Math.PI * (time.getDayOfWeek().getValue() - 1) / 7;
        boolean weekend = time.getDayOfWeek().getValue() >= 6;
        boolean early = time.getHour() < 7;
        return switch (form) {
            case HOUR_SINE -> Math.sin(day);
            case HOUR_COSINE -> Math.cos(day);
            case WEEKDAY_SINE -> Math.sin(week);
            case WEEKDAY_COSINE -> Math.cos(week);
            case WEEKEND -> weekend ? 1 : 0;
            case NIGHT_0_6 -> early ? 1 : 0;
            case NIGHT_22_6 -> early || time.getHour() > 21 ? 1 : 0;
        };
    }

    private double windowed(Formula.Windowed windowed, Paid now) {
        List<Paid> window = window(windowed.entity(), windowed.window(), now);
        if (window.isEmpty()) {
            return Double.NaN;
        }
        return switch (windowed.aggregate()) {
            case COUNT -> window.size();
            case SUM -> sum(window).doubleValue();
            case MEAN -> mean(window).doubleValue();
            case MAX ->
                    window.stream()
                            .map(Paid::amount)
                            .max(BigDecimal::compareTo)
                            .orElseThrow()
                            .doubleValue();
        };
    }

    private double distinct(Formula.Distinct distinct, Paid now) {
        List<Paid> window = window(distinct.entity(), distinct.window(), now);
        return window.isEmpty()
                ? Double.NaN
                : window.stream()
                        .map(one -> one.key(distinct.of()))
                        .filter(Objects::nonNull)
                        .distinct()
                        .count();
    }

    private double patterned(Formula.Patterned patterned, Paid now) {
        List<Paid> window = window(Entity.USER, patterned.window(), now);
        Predicate<BigDecimal> shows =
                switch (patterned.pattern()) {
                    case SMALL -> amount -> amount.compareTo(BigDecimal.TWO) < 0;
                    case ROUND -> Twin::isRound;
                    case NEAR_LIMIT ->
                            amount ->
                                    amount.compareTo(new BigDecimal("9000")) >= 0
                                            && amount.compareTo(new BigDecimal("10000")) <= 0;
                };
        return window.isEmpty()
                ? Double.NaN
                : window.stream().filter(one -> shows.test(one.amount())).count();
    }

    private double since(Formula.Distance distance, Paid now) {
        Paid last = null;
        for (Paid other : before(Entity.USER, now, now.at() - RETAINED).toList()) {
            last = last == null || other.at() >= last.at() ? other : last;
        }
        if (last == null) {
            return Double.NaN;
        }
        return switch (distance) {
            case SECONDS -> (now.at() - last.at()) / 1e6;
            case KILOMETRES -> kilometres(last, now);
        };
    }

    /// By the spherical law of cosines, in three dimensions.
    private static double kilometres(Paid from, Paid to) {
        double dot = 0;
        double[] a = direction((float) from.latitude(), (float) from.longitude());
        double[] b = direction(to.latitude(), to.longitude());
        for (int i = 0; i < 3; i++) {
            dot += a[i] * b[i];
        }
        return 6371.0088 * Math.acos(Math.clamp(dot, -1, 1));
    }

    private static double[] direction(double latitude, double longitude) {
        double north = Math.toRadians(latitude);
        double east = Math.toRadians(longitude);
        return new double[] {
            Math.cos(north) * Math.cos(east), Math.cos(north) * Math.sin(east), Math.sin(north)
        };
    }

    private double zScore(Window window, Paid now) {
        List<Paid> all = window(Entity.USER, window, now);
        if (all.isEmpty()) {
            return Double.NaN;
        }
        BigDecimal mean = mean(all);
        double squares =
                all.stream()
                        .mapToDouble(one -> one.amount().subtract(mean).pow(2).doubleValue())
                        .sum();
        boolean same = all.stream().allMatch(one -> one.amount().compareTo(now.amount()) == 0);
        return same
                ? Double.NaN
                : now.amount().subtract(mean).doubleValue() / Math.sqrt(squares / all.size());
    }

    private double unseen(Entity of, Paid now) {
        String key = now.key(of);
        if (key == null || now.key(Entity.USER) == null) {
            return Double.NaN;
        }
        return before(Entity.USER, now, now.at() - RETAINED)
                        .anyMatch(other -> key.equals(other.key(of)))
                ? 0
                : 1;
    }

    private double risk(Formula.Risk risk, Paid now) {
        if (now.key(Entity.MERCHANT) == null) {
            return Double.NaN;
        }
        long end = now.at() - micros(Duration.ofDays(7));
        List<Paid> window =
                before(Entity.MERCHANT, now, end - micros(risk.window().length()))
                        .filter(other -> other.at() <= end)
                        .toList();
        Map<String, Boolean> known = new HashMap<>();
        for (FraudLabel label : labels) {
            if (micros(label.knownAt()) <= now.at()) {
                known.put(label.transaction(), label.fraud());
            }
        }
        long frauds =
                window.stream().filter(other -> known.getOrDefault(other.id(), false)).count();
        return switch (risk.form()) {
            case COUNT -> window.size();
            case SHARE -> window.isEmpty() ? 0 : (double) frauds / window.size();
        };
    }

    private double events(Formula.Events counted, Paid now) {
        String key = now.key(counted.entity());
        long from = Math.max(now.at() - micros(counted.window().length()), floor());
        return key == null
                ? Double.NaN
                : events.stream()
                        .filter(event -> event.type() == counted.type())
                        .filter(
                                event ->
                                        key.equals(
                                                counted.entity() == Entity.USER
                                                        ? event.user()
                                                        : event.merchant()))
                        .filter(event -> micros(event.at()) > from)
                        .filter(event -> micros(event.at()) <= now.at())
                        .count();
    }

    /// What the entity paid in (t − w, t], now included; empty if now names no such entity.
    private List<Paid> window(Entity entity, Window window, Paid now) {
        if (now.key(entity) == null) {
            return List.of();
        }
        return Stream.concat(
                        before(entity, now, now.at() - micros(window.length())), Stream.of(now))
                .toList();
    }

    private Stream<Paid> before(Entity entity, Paid now, long from) {
        String key = now.key(entity);
        long beginning = Math.max(from, floor());
        return key == null
                ? Stream.empty()
                : paid.stream()
                        .filter(other -> key.equals(other.key(entity)))
                        .filter(other -> other.at() > beginning && other.at() <= now.at());
    }

    private long floor() {
        return newest == Long.MIN_VALUE ? newest : newest - RETAINED - LATENESS;
    }

    private static BigDecimal sum(List<Paid> all) {
        return all.stream().map(Paid::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal mean(List<Paid> all) {
        return sum(all).divide(BigDecimal.valueOf(all.size()), MathContext.DECIMAL128);
    }

    private static boolean isRound(BigDecimal amount) {
        return amount.signum() > 0 && amount.remainder(BigDecimal.valueOf(100)).signum() == 0;
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1000;
    }

    private static long micros(Instant time) {
        return time.getEpochSecond() * 1_000_000L + time.getNano() / 1000;
    }

    /// A time of day that tests share.
    static Instant instant(long micros) {
        return Instant.EPOCH.plusNanos(Math.multiplyExact(micros, 1000L));
    }

    /// Whether a value is what it should be, rounding aside.
    static boolean near(double expected, double found) {
        return Double.compare(expected, found) == 0
                || Math.abs(expected - found) <= 1e-9 * Math.max(1, Math.abs(expected));
    }
}
