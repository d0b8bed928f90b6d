package io.onefold.fraud.memory;

import io.onefold.fraud.FraudType;
import io.onefold.fraud.decide.ModelInForce;
import io.onefold.fraud.decide.Models;
import io.onefold.scoring.Score;
import io.onefold.scoring.feature.FeaturePlan;
import io.onefold.scoring.feature.FrozenDictionary;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Models whose probability is a known function of the amount: amount / 1,000, at most 1. It can be
/// told to fail, and to change its version.
public final class FixedModels implements Models {

    public volatile boolean failing;
    public volatile boolean absent;
    public volatile int version = 1;

    @Override
    public String edition() {
        return version + (absent ? " absent" : "");
    }

    @Override
    public Set<String> features() {
        return Set.of("amount", "user_count_24h");
    }

    @Override
    public Map<String, FrozenDictionary> dictionaries() {
        return Map.of();
    }

    @Override
    public Map<FraudType, Lineup> bind(FeaturePlan plan) {
        Map<FraudType, Lineup> lineups = new EnumMap<>(FraudType.class);
        if (!absent) {
            for (FraudType type : FraudType.values()) {
                ModelInForce model = model(version, plan.names());
                lineups.put(type, new Lineup(model, null, 0, List.of(model)));
            }
        }
        return lineups;
    }

    @Override
    public Optional<ModelInForce> find(long id, List<String> names) {
        return Optional.of(model((int) id, names));
    }

    private ModelInForce model(int of, List<String> names) {
        int amount = names.indexOf("amount");
        int count = names.indexOf("user_count_24h");
        return new ModelInForce(
                of,
                of,
                "sha256:" + of,
                new ModelInForce.Scorer() {
                    @Override
                    public Score score(float[] vector) {
                        if (failing) {
                            throw new IllegalStateException("the test wants a failure");
                        }
                        double p = Math.min(1, vector[amount] / 1000.0 * of);
                        return new Score((float) p, p, 0.97);
                    }

                    @Override
                    public double[] contributions(float[] vector) {
                        double[] values = new double[names.size() + 1];
                        values[amount] = vector[amount] / 500.0;
                        values[count] = vector[count] / 10.0 - 0.1;
                        return values;
                    }
                });
    }
}
