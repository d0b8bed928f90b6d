package io.onefold.fraud.decide;

import io.onefold.fraud.FraudType;
import io.onefold.fraud.ProblemCode;
import io.onefold.fraud.ProblemException;
import io.onefold.fraud.policy.PolicySet;
import io.onefold.fraud.port.BookVersion;
import io.onefold.fraud.port.DecisionRecord;
import io.onefold.fraud.port.Edition;
import io.onefold.fraud.request.FieldCatalogue;
import io.onefold.fraud.request.PaymentRequest;
import io.onefold.fraud.request.RequestReader;
import io.onefold.fraud.rule.Facts;
import io.onefold.fraud.rule.Hit;
import io.onefold.fraud.rule.RuleLanguage;
import io.onefold.fraud.rule.RuleSet;
import io.onefold.scoring.feature.FeatureDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What was in force when a decision was made, read again from the books and the registry. What was
/// read is remembered, up to a bound. Safe for use by many threads.
final class Past {

    private static final int REMEMBERED_MAX = 64;

    private final DecisionParts parts;
    private final RuleLanguage language;
    private final Map<String, Object> remembered =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Object> eldest) {
                    return size() > REMEMBERED_MAX;
                }
            };

    Past(DecisionParts parts) {
        this.parts = parts;
        this.language = new RuleLanguage(FieldCatalogue.shipped(), parts.catalogue());
    }

    /// A decision with what it was made of.
    ///
    /// @param features what stands in the vector's places
    record Made(
            DecisionRecord record,
            PaymentRequest request,
            Circumstances circumstances,
            List<FeatureDefinition> features) {

        Facts.OfPayment facts() {
            return new Facts.OfPayment(request, record.features());
        }

        Judge.Standing standing() {
            return new Judge.Standing(
                    circumstances.blocked(), circumstances.allowed(), circumstances.decidedAt());
        }
    }

    RuleLanguage language() {
        return language;
    }

    /// Reads what a decision was made of; empty when its request can no longer be read.
    Optional<Made> made(DecisionRecord record) {
        if (record.request().length == 0) {
            return Optional.empty();
        }
        PaymentRequest request =
                RequestReader.reread(record.request(), record.timestamp(), record.currency());
        return Optional.of(
                new Made(
                        record,
                        request,
                        Circumstances.read(record.entities()),
                        features(record.plan())));
    }

    /// Judges again as it was judged then.
    List<Verdict> verdicts(Made made) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Circumstances.Judged judged : made.circumstances().judged()) {
            verdicts.add(
                    Judge.judge(
                            judged.type(),
                            model(judged.modelId(), made),
                            hits(judged.type(), made),
                            policy(judged.policyNumber()),
                            made.facts(),
                            made.standing()));
        }
        return Composer.ranked(verdicts);
    }

    List<Hit> hits(FraudType type, Made made) {
        return rules(made).fired(type, made.facts());
    }

    List<Hit> wouldFire(FraudType type, Made made) {
        return rules(made).wouldFire(type, made.facts());
    }

    /// The features of a decision by name.
    Map<String, Float> features(DecisionRecord record) {
        List<FeatureDefinition> places = features(record.plan());
        Map<String, Float> values = new HashMap<>();
        for (int i = 0; i < places.size(); i++) {
            values.put(places.get(i).name(), record.features()[i]);
        }
        return values;
    }

    ModelInForce model(long id, Made made) {
        List<String> names = made.features().stream().map(FeatureDefinition::name).toList();
        return remember(
                "model " + id + " " + hex(made.record().plan()),
                key -> parts.models().find(id, names).orElseThrow(() -> gone("model " + id)));
    }

    PolicySet.InForce policy(long number) {
        return remember(
                "policy " + number,
                key ->
                        parts.policies().versions(null).stream()
                                .filter(version -> version.number() == number)
                                .map((BookVersion version) -> PolicySet.InForce.of(version))
                                .findFirst()
                                .orElseThrow(() -> gone("policy " + number)));
    }

    private RuleSet rules(Made made) {
        long edition = made.circumstances().rulesEdition();
        return remember(
                "rules " + edition + " " + hex(made.record().plan()),
                key -> {
                    Edition then =
                            parts.rules()
                                    .edition(edition)
                                    .orElseThrow(() -> gone("rules edition " + edition));
                    Map<String, Integer> places = places(made.features());
                    return new RuleSet(RuleSet.check(then, language), places::get);
                });
    }

    private List<FeatureDefinition> features(byte[] plan) {
        return remember(
                "plan " + hex(plan),
                key ->
                        parts
                                .plans()
                                .find(plan)
                                .orElseThrow(() -> gone("plan " + hex(plan)))
                                .stream()
                                .map(parts.catalogue()::require)
                                .toList());
    }

    static Map<String, Integer> places(List<FeatureDefinition> features) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < features.size(); i++) {
            places.put(features.get(i).name(), i);
        }
        return places;
    }

    @SuppressWarnings("unchecked")
    private <T> T remember(String key, Function<String, T> read) {
        synchronized (remembered) {
            Object known = remembered.get(key);
            if (known == null) {
                known = read.apply(key);
                remembered.put(key, known);
            }
            return (T) known;
        }
    }

    private static ProblemException gone(String what) {
        return new ProblemException(
                ProblemCode.NOT_FOUND, "the decision's " + what + " is no longer kept");
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
