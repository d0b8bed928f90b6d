package io.onefold.fraud.decide;

import io.onefold.fraud.Action;
import io.onefold.fraud.Caller;
import io.onefold.fraud.EntityKind;
import io.onefold.fraud.FraudType;
import io.onefold.fraud.ProblemCode;
import io.onefold.fraud.RiskLevel;
import io.onefold.fraud.policy.PolicySet;
import io.onefold.fraud.policy.PolicySpec;
import io.onefold.fraud.port.AlertDraft;
import io.onefold.fraud.port.DecisionRecord;
import io.onefold.fraud.request.Field;
import io.onefold.fraud.request.FieldCatalogue;
import io.onefold.fraud.request.PaymentRequest;
import io.onefold.fraud.rule.Facts;
import io.onefold.fraud.rule.Hit;
import io.onefold.scoring.feature.Payment;
import io.onefold.scoring.feature.Timeliness;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The middle of the path: from a request to a record that can be kept, by what is in force.
final class Scoring {

    private static final Field MERCHANT = FieldCatalogue.shipped().get("merchant_id");
    private static final Field CATEGORY = FieldCatalogue.shipped().get("merchant_category");

    private final DecisionParts parts;
    private final InForce inForce;
    private final Lists lists;

    Scoring(DecisionParts parts, InForce inForce, Lists lists) {
        this.parts = parts;
        this.inForce = inForce;
        this.lists = lists;
    }

    /// A record with what is done once it is kept.
    ///
    /// @param payment what the state takes in; null: the state did not answer
    /// @param vector for the shadows; null when nothing was scored
    /// @param late whether the payment came later than the lateness bound
    record Draft(
            DecisionRecord record,
            @Nullable Payment payment,
            float @Nullable [] vector,
            List<FraudType> scored,
            boolean late) {}

    /// The vector of a payment with what stands beside it.
    private record Read(
            Payment payment,
            float[] vector,
            boolean late,
            Map<EntityKind, byte[]> keys,
            Circumstances.Place place,
            Judge.Standing standing) {}

    /// Decides. Nothing is changed yet.
    ///
    /// @param policyName the channel's own policy; null: none
    /// @param began when the request came, in nanoseconds
    /// @throws Unavailable when something does not answer and the policy wants an error then
    Draft decide(Caller caller, PaymentRequest request, @Nullable String policyName, long began) {
        FraudType asked = request.facts().fraudType();
        List<FraudType> types = asked == null ? List.of(FraudType.values()) : List.of(asked);
        PolicySet.InForce policy = policy(caller, types.getFirst(), policyName);
        Read read = null;
        try {
            read = read(caller, request);
            return scored(caller, request, policyName, types, read, began);
        } catch (Unavailable failed) {
            if (policy.spec().onFailure() == PolicySpec.OnFailure.ERROR) {
                throw failed;
            }
            return degraded(caller, request, types.getFirst(), policy, read, began);
        }
    }

    private PolicySet.InForce policy(Caller caller, FraudType type, @Nullable String name) {
        return inForce.policies()
                .judging(caller.tenant(), type, name)
                .orElseThrow(
                        () ->
                                new Unavailable(
                                        ProblemCode.MODEL_UNAVAILABLE,
                                        "no policy is in force for " + type.wireName()));
    }

    private Read read(Caller caller, PaymentRequest request) {
        try {
            Instant now = parts.clock().instant();
            Map<EntityKind, byte[]> keys = EntityKeys.of(request, parts.keys());
            Circumstances.Place place = Payments.place(request, parts.keys());
            Judge.Standing standing =
                    lists.standing(caller.tenant(), request, keys, parts.keys(), now);
            Payment payment = Payments.of(caller, request, keys, place);
            float[] vector = new float[inForce.plan().size()];
            Timeliness timeliness = parts.state().features(inForce.plan(), payment, vector);
            return new Read(
                    payment, vector, timeliness != Timeliness.ON_TIME, keys, place, standing);
        } catch (RuntimeException failed) {
            throw new Unavailable(
                    ProblemCode.STATE_UNAVAILABLE, "the feature state does not answer", failed);
        }
    }

    private Draft scored(
            Caller caller,
            PaymentRequest request,
            @Nullable String policyName,
            List<FraudType> types,
            Read read,
            long began) {
        Facts.OfPayment facts = new Facts.OfPayment(request, read.vector());
        List<Verdict> verdicts = new ArrayList<>(types.size());
        for (FraudType type : types) {
            verdicts.add(verdict(caller, type, policyName, facts, read.standing()));
        }
        List<Verdict> ranked = Composer.ranked(verdicts);
        Circumstances circumstances =
                circumstances(read, ranked.stream().map(Verdict::judged).toList(), began);
        Composer.Composed composed;
        try {
            composed =
                    Composer.compose(
                            request,
                            ranked,
                            inForce.plan().features(),
                            read.vector(),
                            circumstances);
        } catch (RuntimeException failed) {
            throw new Unavailable(
                    ProblemCode.MODEL_UNAVAILABLE, "the model does not explain", failed);
        }
        Verdict answered = composed.verdict();
        Long suppressedBy =
                composed.reasons().isEmpty()
                        ? null
                        : lists.suppressing(
                                caller.tenant(),
                                request.userId(),
                                composed.reasons().getFirst().code(),
                                request.text(MERCHANT),
                                read.standing().at());
        DecisionRecord record =
                record(
                        caller,
                        request,
                        answered.type(),
                        answered.judgement().probability(),
                        answered.judgement().level(),
                        answered.judgement().action(),
                        circumstances,
                        read.vector(),
                        answered.model().id(),
                        answered.policy().version().number(),
                        answered.score().margin(),
                        composed.bytes(),
                        composed.alert(suppressedBy));
        answered.hits().forEach(hit -> parts.observer().ruleFired(hit.spec().id()));
        return new Draft(record, read.payment(), read.vector(), types, read.late());
    }

    private Verdict verdict(
            Caller caller,
            FraudType type,
            @Nullable String policyName,
            Facts.OfPayment facts,
            Judge.Standing standing) {
        Models.Lineup lineup = inForce.models().get(type);
        if (lineup == null) {
            throw new Unavailable(
                    ProblemCode.MODEL_UNAVAILABLE, "no model is in force for " + type.wireName());
        }
        PolicySet.InForce policy = policy(caller, type, policyName);
        try {
            ModelInForce model = lineup.deciding(share(facts.request().userId()));
            List<Hit> hits = inForce.rules().fired(type, facts);
            return Judge.judge(type, model, hits, policy, facts, standing);
        } catch (RuntimeException failed) {
            throw new Unavailable(
                    ProblemCode.MODEL_UNAVAILABLE, "the model does not answer", failed);
        }
    }

    private Draft degraded(
            Caller caller,
            PaymentRequest request,
            FraudType type,
            PolicySet.InForce policy,
            @Nullable Read read,
            long began) {
        Read known = read == null ? unread(request) : read;
        List<Circumstances.Judged> judged =
                List.of(new Circumstances.Judged(type, 0, policy.version().number()));
        Circumstances circumstances = circumstances(known, judged, began);
        byte[] bytes = degradedBytes(request, type, policy, circumstances);
        AlertDraft alert =
                new AlertDraft(
                        AlertDraft.Type.DEGRADED,
                        RiskLevel.HIGH.name(),
                        "This payment could not be scored; a person decides",
                        List.of(),
                        null);
        DecisionRecord record =
                record(
                        caller,
                        request,
                        type,
                        null,
                        null,
                        Action.REVIEW,
                        circumstances,
                        known.vector(),
                        null,
                        policy.version().number(),
                        null,
                        bytes,
                        alert);
        return new Draft(
                record, read == null ? null : read.payment(), null, List.of(), known.late());
    }

    static byte[] degradedBytes(
            PaymentRequest request,
            FraudType type,
            PolicySet.InForce policy,
            Circumstances circumstances) {
        List<String> flags = Composer.flags(request, circumstances);
        flags.add("degraded");
        return Response.degraded(request, type, policy, circumstances, flags);
    }

    /// What is kept of a payment whose features could not be read.
    private Read unread(PaymentRequest request) {
        float[] vector = new float[inForce.plan().size()];
        Arrays.fill(vector, Float.NaN);
        return new Read(
                new Payment(),
                vector,
                false,
                EntityKeys.of(request, parts.keys()),
                Payments.place(request, parts.keys()),
                new Judge.Standing(false, false, parts.clock().instant()));
    }

    private Circumstances circumstances(Read read, List<Circumstances.Judged> judged, long began) {
        return new Circumstances(
                read.standing().at().truncatedTo(ChronoUnit.MILLIS),
                (int) ((System.nanoTime() - began) / 1_000_000),
                read.late(),
                read.standing().blocked(),
                read.standing().allowed(),
                inForce.rules().edition(),
                judged,
                read.keys(),
                read.place());
    }

    private DecisionRecord record(
            Caller caller,
            PaymentRequest request,
            FraudType type,
            @Nullable BigDecimal probability,
            @Nullable RiskLevel level,
            Action action,
            Circumstances circumstances,
            float[] vector,
            @Nullable Long modelId,
            long policyNumber,
            @Nullable Float margin,
            byte[] response,
            @Nullable AlertDraft alert) {
        return new DecisionRecord(
                caller,
                request.transactionId(),
                request.facts().timestamp(),
                request.facts().amount(),
                request.facts().currency(),
                request.userId(),
                parts.customers().customerId(caller.tenant(), request.userId()).orElse(null),
                request.text(MERCHANT),
                request.text(CATEGORY),
                type,
                probability,
                level,
                action,
                request.hash(),
                request.canonical(),
                circumstances.pack(),
                vector,
                inForce.planHash(),
                modelId,
                policyNumber,
                margin,
                response,
                alert);
    }

    /// Where a user falls between 0 and 1; the same user always falls there (Stafford's mix 13).
    static double share(String userId) {
        long mixed = userId.hashCode() * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return ((mixed ^ (mixed >>> 31)) >>> 11) * 0x1.0p-53;
    }
}
