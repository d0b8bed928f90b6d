package io.onefold.fraud.policy;

import io.onefold.fraud.Action;
import io.onefold.fraud.FraudType;
import io.onefold.fraud.RiskLevel;
import io.onefold.fraud.spec.Spec;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A policy as it is written: the body of a `fraud-policy` manifest.
///
/// @param id as answers name it, for example `default`
/// @param tenant whose payments it judges; null: everybody's
/// @param fraudType which payments it judges; null: all that have no policy of their own
/// @param named whether it judges only where a request's channel names it, as `ach` does
/// @param onFailure what is answered when there is no score
/// @param bands from the least probability to the greatest
/// @param cost replaces the bands' actions by the cheapest; null: the bands' actions hold
public record PolicySpec(
        String id,
        @Nullable String tenant,
        @Nullable FraudType fraudType,
        boolean named,
        OnFailure onFailure,
        List<Band> bands,
        @Nullable Cost cost) {

    private static final BigDecimal MONEY_MAX = BigDecimal.TEN.pow(15);

    public PolicySpec {
        Objects.requireNonNull(id);
        Objects.requireNonNull(onFailure);
        bands = List.copyOf(bands);
        if (bands.isEmpty() || bands.getLast().end() != null) {
            throw new IllegalArgumentException("the last band has no end");
        }
    }

    /// What is answered when there is no score. Nothing approves.
    public enum OnFailure {
        /// 503; the caller tries again.
        ERROR,
        /// REVIEW without probability and level, flag `degraded`, and an alert.
        REVIEW
    }

    /// Reads a body.
    ///
    /// @throws io.onefold.fraud.ProblemException (VALIDATION) with everything that is wrong
    public static PolicySpec read(String json) {
        Spec body = Spec.read(json);
        String id = body.text("id");
        if (!id.matches("[a-z][a-z0-9-]{1,39}")) {
            body.wrong("id", "format", "2 to 40 of a-z, 0-9 and -, beginning with a letter");
        }
        Optional<String> tenant = body.optionalText("tenant");
        FraudType type =
                body.has("fraud_type") ? body.choice("fraud_type", FraudType.values()) : null;
        boolean named = body.has("named") && body.flag("named");
        OnFailure onFailure =
                body.has("on_failure")
                        ? body.choice("on_failure", OnFailure.values())
                        : OnFailure.ERROR;
        List<Band> bands = bands(body);
        Cost cost = body.has("cost") ? cost(body.object("cost")) : null;
        body.end("the policy");
        return new PolicySpec(id, tenant.orElse(null), type, named, onFailure, bands, cost);
    }

    /// The band of a probability that was rounded to four places.
    public Band band(BigDecimal probability) {
        return bands.stream().filter(band -> band.holds(probability)).findFirst().orElseThrow();
    }

    /// The action of a level: that of its band; of a level without one, that of the next lower
    /// level that has one, or of the lowest there is.
    public Action action(RiskLevel level) {
        Action action = bands.getFirst().action();
        for (Band band : bands) {
            if (band.level().compareTo(level) <= 0) {
                action = band.action();
            }
        }
        return action;
    }

    private static List<Band> bands(Spec body) {
        List<Band> bands = new ArrayList<>();
        List<Spec> specs = body.objects("bands");
        BigDecimal before = BigDecimal.ZERO;
        RiskLevel levelBefore = null;
        for (int i = 0; i < specs.size(); i++) {
            Spec spec = specs.get(i);
            boolean last = i == specs.size() - 1;
            Band band = band(spec, last);
            spec.unknownKeys();
            if (band.end() != null && band.end().compareTo(before) <= 0) {
                spec.wrong("below", "order", "bands end one after the other, above 0");
            }
            if (levelBefore != null && band.level().compareTo(levelBefore) <= 0) {
                spec.wrong("level", "order", "levels rise from band to band");
            }
            before = band.end() == null ? before : band.end();
            levelBefore = band.level();
            bands.add(band);
        }
        if (bands.isEmpty()) {
            body.wrong("bands", "required", "at least one band is expected");
            bands.add(new Band(null, false, RiskLevel.CRITICAL, Action.REVIEW));
        }
        return bands;
    }

    private static Band band(Spec spec, boolean last) {
        boolean below = spec.has("below");
        boolean upTo = spec.has("up_to");
        BigDecimal end = null;
        if (last && (below || upTo)) {
            spec.wrong("below", "wrong-value", "the last band has no end");
        } else if (!last && below == upTo) {
            spec.wrong("below", "required", "a band ends with below, or with up_to");
        } else if (!last) {
            end = spec.number(below ? "below" : "up_to", BigDecimal.ZERO, BigDecimal.ONE);
        }
        RiskLevel level = spec.choice("level", RiskLevel.values());
        Action action = spec.choice("action", Action.values());
        return new Band(end, upTo, level, action);
    }

    private static Cost cost(Spec spec) {
        Cost cost =
                new Cost(
                        spec.number("loss", BigDecimal.ZERO, BigDecimal.ONE),
                        spec.number("fee", BigDecimal.ZERO, MONEY_MAX),
                        spec.number("review", BigDecimal.ZERO, MONEY_MAX),
                        spec.number("miss", BigDecimal.ZERO, BigDecimal.ONE),
                        spec.number("margin", BigDecimal.ZERO, BigDecimal.ONE),
                        spec.number("friction", BigDecimal.ZERO, MONEY_MAX));
        spec.unknownKeys();
        return cost;
    }
}
