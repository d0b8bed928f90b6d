package io.onefold.fraud.decide;

import io.onefold.fraud.ProblemCode;
import io.onefold.fraud.ProblemException;
import io.onefold.fraud.policy.PolicySet;
import io.onefold.fraud.port.DecisionRecord;
import io.onefold.fraud.port.KeptDecision;
import io.onefold.scoring.feature.FeatureDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Explains decisions that were made and makes them again, by the functions that made them.
public final class Explanations {

    private final DecisionParts parts;
    private final Past past;

    public Explanations(DecisionParts parts) {
        this.parts = parts;
        this.past = new Past(parts);
    }

    /// A decision beside its recomputation.
    ///
    /// @param stored the bytes that were answered
    /// @param recomputed the bytes that its request, vector, model, rules and policy make now
    public record Replay(byte[] stored, byte[] recomputed) {

        public Replay {
            stored = stored.clone();
            recomputed = recomputed.clone();
        }

        public boolean identical() {
            return Arrays.equals(stored, recomputed);
        }
    }

    /// Every contribution to a score.
    ///
    /// @param transactionId the payment
    /// @param modelVersion of its fraud type
    /// @param modelHash the model's identity
    /// @param baseline log-odds of a payment of which nothing is known
    /// @param margin log-odds of this payment; the baseline and all contributions add up to it
    /// @param contributions all of them, the strongest first
    public record Explanation(
            String transactionId,
            int modelVersion,
            String modelHash,
            double baseline,
            double margin,
            List<Contribution> contributions) {

        public Explanation {
            Objects.requireNonNull(transactionId);
            Objects.requireNonNull(modelHash);
            contributions = List.copyOf(contributions);
        }
    }

    /// What one feature adds.
    ///
    /// @param feature its name
    /// @param value null: unknown
    /// @param contribution log-odds
    /// @param code the reason it counts for
    /// @param text what the reason says
    public record Contribution(
            String feature, @Nullable Float value, double contribution, String code, String text) {}

    /// Makes a decision again.
    ///
    /// @throws ProblemException (NOT_FOUND) when it, or what it was made of, is no longer kept
    public Replay replay(String tenant, String transactionId) {
        return replay(decision(tenant, transactionId));
    }

    /// Makes a decision again.
    ///
    /// @throws ProblemException (NOT_FOUND) when what it was made of is no longer kept
    public Replay replay(KeptDecision kept) {
        Past.Made made = made(kept.decision());
        DecisionRecord record = kept.decision();
        if (record.probability() == null) {
            Circumstances.Judged judged = made.circumstances().judged().getFirst();
            PolicySet.InForce policy = past.policy(judged.policyNumber());
            return new Replay(
                    record.response(),
                    Scoring.degradedBytes(
                            made.request(), judged.type(), policy, made.circumstances()));
        }
        Composer.Composed composed =
                Composer.compose(
                        made.request(),
                        past.verdicts(made),
                        made.features(),
                        record.features(),
                        made.circumstances());
        return new Replay(record.response(), composed.bytes());
    }

    /// Explains a decision.
    ///
    /// @throws ProblemException (NOT_FOUND) when it is not kept, (WRONG_STATE) when it has no score
    public Explanation explain(String tenant, String transactionId) {
        DecisionRecord record = decision(tenant, transactionId).decision();
        Long modelId = record.modelId();
        if (modelId == null) {
            throw new ProblemException(
                    ProblemCode.WRONG_STATE, "the payment was not scored; there is no explanation");
        }
        Past.Made made = made(record);
        ModelInForce model = past.model(modelId, made);
        double[] contributions = model.scorer().contributions(record.features());
        List<Contribution> all = new ArrayList<>();
        for (int i = 0; i < made.features().size(); i++) {
            FeatureDefinition feature = made.features().get(i);
            float value = record.features()[i];
            all.add(
                    new Contribution(
                            feature.name(),
                            Float.isNaN(value) ? null : value,
                            contributions[i],
                            feature.reasonCode(),
                            ReasonTexts.text(feature.reasonCode())));
        }
        all.sort(Comparator.comparingDouble((Contribution c) -> -Math.abs(c.contribution())));
        return new Explanation(
                transactionId,
                model.version(),
                model.hash(),
                contributions[contributions.length - 1],
                model.scorer().score(record.features()).margin(),
                all);
    }

    private Past.Made made(DecisionRecord record) {
        return past.made(record)
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        ProblemCode.NOT_FOUND,
                                        "the request was erased or its retention has passed"));
    }

    private KeptDecision decision(String tenant, String transactionId) {
        return parts.store()
                .load(tenant, transactionId)
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        ProblemCode.NOT_FOUND, "there is no such decision"));
    }
}
