package io.onefold.fraud.pattern;

import io.onefold.fraud.FraudType;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// What was found in the labels of one period.
///
/// @param type the fraud type
/// @param from labels that became known from here on
/// @param to up to here, excluded
/// @param missed labelled frauds that had been approved
/// @param payments payments that they are compared with
/// @param entities what several of them share, the most shared first
/// @param rules rules in shadow that would have fired on them, with how many
/// @param segments where they gather, the strongest first
public record PatternReport(
        FraudType type,
        Instant from,
        Instant to,
        long missed,
        long payments,
        List<SharedEntity> entities,
        Map<String, Long> rules,
        List<Segment> segments) {

    public PatternReport {
        Objects.requireNonNull(type);
        Objects.requireNonNull(from);
        Objects.requireNonNull(to);
        entities = List.copyOf(entities);
        rules = Collections.unmodifiableMap(new TreeMap<>(rules));
        segments = List.copyOf(segments);
    }
}
