package io.onefold.fraud.decide;

import io.onefold.fraud.Action;
import io.onefold.fraud.FraudType;
import io.onefold.fraud.RiskLevel;
import io.onefold.fraud.port.AlertDraft;
import io.onefold.fraud.request.Field;
import io.onefold.fraud.request.FieldCatalogue;
import io.onefold.fraud.request.PaymentRequest;
import io.onefold.fraud.rule.Effect;
import io.onefold.fraud.rule.Hit;
import io.onefold.scoring.feature.FeatureDefinition;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes an answer of verdicts: live decisions and their replay call the same function, so that the
/// same parts make the same bytes.
final class Composer {

    static final String COUNT_24H = "user_count_24h";
    static final String COUNT_30D = "user_count_30d";

    private static final Field CLAIMED_24H = FieldCatalogue.shipped().get("velocity_24h");
    private static final Field CLAIMED_ALL = FieldCatalogue.shipped().get("transaction_count_user");

    private Composer() {}

    /// An answer with what follows from it.
    ///
    /// @param verdict the one that is answered
    /// @param reasons why; none for an approval
    /// @param bytes what is answered
    record Composed(Verdict verdict, List<Reason> reasons, byte[] bytes) {

        Composed {
            reasons = List.copyOf(reasons);
        }

        /// The alert that opens beside it; null for an approval.
        @Nullable AlertDraft alert(@Nullable Long suppressedBy) {
            if (verdict.judgement().action() == Action.APPROVE) {
                return null;
            }
            List<String> codes = reasons.stream().map(Reason::code).toList();
            String why = reasons.isEmpty() ? "no single reason" : reasons.getFirst().text();
            return new AlertDraft(
                    type(),
                    verdict.judgement().level().name(),
                    verdict.judgement().level()
                            + " risk of "
                            + verdict.type().wireName().replace('_', ' ')
                            + ", probability "
                            + verdict.judgement().probability().toPlainString()
                            + ": "
                            + why,
                    codes,
                    suppressedBy);
        }

        private AlertDraft.Type type() {
            BigDecimal p = verdict.judgement().probability();
            RiskLevel ofModel = verdict.policy().spec().band(p).level();
            boolean model = verdict.policy().spec().action(ofModel) != Action.APPROVE;
            boolean rules = reasons.stream().anyMatch(reason -> reason.contribution() == null);
            boolean hits = rules || !verdict.hits().isEmpty();
            return model
                    ? hits ? AlertDraft.Type.BOTH : AlertDraft.Type.MODEL
                    : hits ? AlertDraft.Type.RULE : AlertDraft.Type.MODEL;
        }
    }

    /// The verdicts, the one that is answered first.
    static List<Verdict> ranked(List<Verdict> verdicts) {
        List<Verdict> ranked = new ArrayList<>(verdicts);
        ranked.sort(
                Comparator.comparing((Verdict v) -> v.judgement().level())
                        .thenComparing(v -> v.judgement().probability())
                        .reversed()
                        .thenComparing(Verdict::type));
        return ranked;
    }

    /// @param ranked the verdicts, the one that is answered first
    /// @param features what stands in the vector's places
    static Composed compose(
            PaymentRequest request,
            List<Verdict> ranked,
            List<FeatureDefinition> features,
            float[] vector,
            Circumstances circumstances) {
        Verdict verdict = ranked.getFirst();
        List<Reason> reasons =
                verdict.judgement().action() == Action.APPROVE
                        ? List.of()
                        : Reasons.of(
                                features,
                                verdict.model().scorer().contributions(vector),
                                verdict.hits(),
                                circumstances.blocked());
        Map<FraudType, BigDecimal> scores = new EnumMap<>(FraudType.class);
        if (ranked.size() > 1) {
            ranked.forEach(one -> scores.put(one.type(), one.judgement().probability()));
        }
        List<String> flags = flags(request, circumstances);
        claims(request, features, vector, flags);
        for (Hit hit : verdict.hits()) {
            if (hit.spec().effect() instanceof Effect.Flag flag && !flags.contains(flag.name())) {
                flags.add(flag.name());
            }
        }
        byte[] bytes = Response.scored(request, verdict, circumstances, reasons, flags, scores);
        return new Composed(verdict, reasons, bytes);
    }

    /// The flags that need no score.
    static List<String> flags(PaymentRequest request, Circumstances circumstances) {
        List<String> flags = new ArrayList<>(request.facts().flags());
        if (circumstances.late()) {
            flags.add("late_event");
        }
        if (circumstances.blocked()) {
            flags.add("block_list");
        }
        if (circumstances.allowed()) {
            flags.add("allow_list");
        }
        return flags;
    }

    /// What the request claims, beside our counts: payments in 24 hours must be as many as ours,
    /// payments at all no fewer than those of 30 days.
    private static void claims(
            PaymentRequest request,
            List<FeatureDefinition> features,
            float[] vector,
            List<String> flags) {
        double claimed = request.number(CLAIMED_24H);
        double all = request.number(CLAIMED_ALL);
        if (Double.isNaN(claimed) && Double.isNaN(all)) {
            return;
        }
        for (int i = 0; i < features.size(); i++) {
            String name = features.get(i).name();
            if (name.equals(COUNT_24H) && claimed != vector[i] && !Double.isNaN(claimed)) {
                flags.add("velocity_mismatch");
            } else if (name.equals(COUNT_30D) && all < vector[i]) {
                flags.add("transaction_count_mismatch");
            }
        }
    }
}
