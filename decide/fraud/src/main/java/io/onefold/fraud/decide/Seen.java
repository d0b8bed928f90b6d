package io.onefold.fraud.decide;

import io.onefold.fraud.EntityKind;
import io.onefold.fraud.port.DecisionRecord;
import io.onefold.fraud.port.KeptDecision;
import io.onefold.fraud.rule.Hit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// A decision that was kept, opened for those who look for patterns.
///
/// @param record what was kept
/// @param features its features by name, NaN where unknown
/// @param entities the keys of what it shares with others: ids of users and merchants, else keyed
///   hashes
/// @param shadows the rules in shadow that would have fired
public record Seen(
        DecisionRecord record,
        Map<String, Float> features,
        Map<EntityKind, String> entities,
        List<String> shadows) {

    public Seen {
        features = Map.copyOf(features);
        entities = Map.copyOf(entities);
        shadows = List.copyOf(shadows);
    }

    /// Opens decisions; what was in force then is read once and remembered.
    public static final class Reader {

        private final Past past;

        public Reader(DecisionParts parts) {
            this.past = new Past(parts);
        }

        /// Opens a decision. One whose request is gone has no shadows.
        public Seen read(KeptDecision kept) {
            DecisionRecord record = kept.decision();
            Map<EntityKind, String> entities = new EnumMap<>(EntityKind.class);
            entities.put(EntityKind.USER, record.userId());
            if (record.merchantId() != null) {
                entities.put(EntityKind.MERCHANT, record.merchantId());
            }
            Circumstances.read(record.entities())
                    .keys()
                    .forEach((kind, key) -> entities.put(kind, EntityKeys.text(key)));
            List<String> shadows =
                    past
                            .made(record)
                            .map(made -> past.wouldFire(record.fraudType(), made))
                            .orElse(List.of())
                            .stream()
                            .map((Hit hit) -> hit.spec().id())
                            .toList();
            return new Seen(record, past.features(record), entities, shadows);
        }

        /// The features of a decision by name; cheaper than all of it.
        public Map<String, Float> features(KeptDecision kept) {
            return past.features(kept.decision());
        }
    }
}
