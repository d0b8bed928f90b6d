package io.onefold.fraud.pattern;

import io.onefold.fraud.FraudType;
import io.onefold.fraud.decide.Payments;
import io.onefold.fraud.decide.Seen;
import io.onefold.fraud.request.CanonicalJson;
import io.onefold.scoring.feature.FeatureDefinition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Candidates for the parts of all payments where missed frauds gather: a feature at least, or at
/// most, what a quarter, half or three quarters of them have; a merchant category of several.
final class Segments {

    private static final int FRAUDS_MIN = 3;
    private static final double SHARE_MIN = 0.2;
    private static final double LIFT_MIN = 2;

    private final FraudType type;
    private final List<Seen> missed;
    private final List<Candidate> candidates = new ArrayList<>();
    private long payments;

    Segments(FraudType type, List<Seen> missed) {
        this.type = type;
        this.missed = missed;
        TreeSet<String> names = new TreeSet<>();
        missed.forEach(one -> names.addAll(one.features().keySet()));
        names.forEach(this::ofFeature);
        TreeSet<String> categories = new TreeSet<>();
        missed.stream()
                .map(one -> one.record().merchantCategory())
                .filter(Objects::nonNull)
                .forEach(categories::add);
        categories.forEach(this::ofCategory);
        candidates.removeIf(one -> one.frauds < Math.max(FRAUDS_MIN, SHARE_MIN * missed.size()));
    }

    /// A part of all payments.
    private static final class Candidate {
        final String feature;
        final float bound;
        final boolean atLeast;
        final @Nullable String category;
        long frauds;
        long payments;
        Instant firstSeen = Instant.MAX;

        Candidate(String feature, float bound, boolean atLeast, @Nullable String category) {
            this.feature = feature;
            this.bound = bound;
            this.atLeast = atLeast;
            this.category = category;
        }

        boolean holds(Map<String, Float> features, @Nullable String merchantCategory) {
            if (category != null) {
                return category.equals(merchantCategory);
            }
            float value = features.getOrDefault(feature, Float.NaN);
            return atLeast ? value >= bound : value <= bound;
        }

        String condition() {
            StringBuilder out = new StringBuilder(feature);
            if (category != null) {
                return out.append(" == '").append(category).append('\'').toString();
            }
            if (isFlag(feature)) {
                return (atLeast ? "" : "!") + feature;
            }
            out.append(atLeast ? " >= " : " <= ");
            CanonicalJson.number(out, Double.parseDouble(Float.toString(bound)));
            return out.toString();
        }
    }

    /// Counts one of all payments.
    void count(Map<String, Float> features, @Nullable String merchantCategory) {
        payments++;
        for (Candidate candidate : candidates) {
            if (candidate.holds(features, merchantCategory)) {
                candidate.payments++;
            }
        }
    }

    long payments() {
        return payments;
    }

    /// The segments with a lift of two or more, by what they explain: the share of missed frauds
    /// inside, less that of all payments. One per feature.
    List<Segment> strongest(int max) {
        Map<String, Candidate> best = new TreeMap<>();
        for (Candidate one : candidates) {
            if (lift(one) >= LIFT_MIN) {
                best.merge(
                        one.feature + (one.category == null ? "" : one.category),
                        one,
                        (a, b) -> explains(a) >= explains(b) ? a : b);
            }
        }
        return best.values().stream()
                .sorted(Comparator.comparingDouble((Candidate one) -> -explains(one)))
                .limit(max)
                .map(this::segment)
                .toList();
    }

    private double lift(Candidate one) {
        double ofFrauds = (double) one.frauds / missed.size();
        return ofFrauds / Math.max((double) one.payments / payments, 1.0 / payments);
    }

    private double explains(Candidate one) {
        return (double) one.frauds / missed.size() - (double) one.payments / payments;
    }

    private Segment segment(Candidate one) {
        return new Segment(
                one.condition(),
                one.frauds,
                one.payments,
                lift(one),
                one.firstSeen,
                one.category == null ? draft(one) : null);
    }

    /// A draft of a rule that fires in the segment, with a test on each side of its bound. Flags
    /// are named as they are.
    private String draft(Candidate one) {
        String wire = type.wireName();
        double inside = Double.parseDouble(Float.toString(one.bound));
        double outside = one.atLeast ? inside - 1 : inside + 1;
        StringBuilder out = new StringBuilder("{\"id\":\"PT");
        out.append(
                Integer.toHexString((wire + one.condition()).hashCode()).toUpperCase(Locale.ROOT));
        out.append("\",\"fraud_type\":\"").append(wire);
        out.append("\",\"mode\":\"shadow\",\"when\":\"").append(one.condition());
        out.append("\",\"effect\":{\"raise_to\":\"MEDIUM\"},\"reason\":\"PATTERN\",\"tests\":[");
        test(out, one.feature, inside, true);
        test(out.append(','), one.feature, outside, false);
        return out.append("]}").toString();
    }

    private static void test(StringBuilder out, String feature, double value, boolean fires) {
        out.append("{\"given\":{\"").append(feature).append("\":");
        if (isFlag(feature)) {
            out.append(value == 1);
        } else {
            CanonicalJson.number(out, value);
        }
        out.append("},\"fires\":").append(fires).append('}');
    }

    private static boolean isFlag(String feature) {
        return is(feature, FeatureDefinition.Type.FLAG);
    }

    private static boolean is(String feature, FeatureDefinition.Type type) {
        return Payments.catalogue().find(feature).filter(one -> one.type() == type).isPresent();
    }

    private void ofFeature(String name) {
        if (is(name, FeatureDefinition.Type.CATEGORY)) {
            return;
        }
        List<Float> values =
                missed.stream()
                        .map(one -> one.features().getOrDefault(name, Float.NaN))
                        .filter(value -> !value.isNaN())
                        .sorted()
                        .toList();
        TreeSet<Float> bounds = new TreeSet<>();
        for (int quarter = 1; quarter < 4 && !values.isEmpty(); quarter++) {
            bounds.add(values.get((values.size() - 1) * quarter / 4));
        }
        for (float bound : bounds) {
            boolean flag = isFlag(name);
            if (!flag || bound == 1) {
                add(new Candidate(name, bound, true, null));
            }
            if (!flag || bound == 0) {
                add(new Candidate(name, bound, false, null));
            }
        }
    }

    private void ofCategory(@Nullable String category) {
        add(new Candidate("merchant_category", Float.NaN, true, category));
    }

    private void add(Candidate candidate) {
        for (Seen one : missed) {
            if (candidate.holds(one.features(), one.record().merchantCategory())) {
                candidate.frauds++;
                Instant at = one.record().timestamp();
                candidate.firstSeen = at.isBefore(candidate.firstSeen) ? at : candidate.firstSeen;
            }
        }
        candidates.add(candidate);
    }
}
