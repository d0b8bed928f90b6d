package io.onefold.fraud.decide;

import io.onefold.fraud.rule.Hit;
import io.onefold.scoring.feature.FeatureDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes reasons of contributions and of rules.
final class Reasons {

    private static final int SHOWN_MAX = 4;
    private static final double PLACES = 1e4;

    private Reasons() {}

    /// The strongest reasons: contributions merged by reason code, the four greatest of those that
    /// are positive, then those of the rules that have not been named, and of the block list.
    ///
    /// @param contributions one per feature, log-odds; what comes after them is not looked at
    static List<Reason> of(
            List<FeatureDefinition> features,
            double[] contributions,
            List<Hit> hits,
            boolean blocked) {
        Map<String, Double> byCode = new LinkedHashMap<>();
        for (int i = 0; i < features.size(); i++) {
            byCode.merge(features.get(i).reasonCode(), contributions[i], Double::sum);
        }
        List<Reason> reasons = new ArrayList<>();
        byCode.entrySet().stream()
                .filter(entry -> rounded(entry.getValue()) > 0)
                .sorted(
                        Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                .limit(SHOWN_MAX)
                .forEach(
                        entry ->
                                reasons.add(
                                        new Reason(
                                                entry.getKey(),
                                                ReasonTexts.text(entry.getKey()),
                                                rounded(entry.getValue()))));
        if (blocked) {
            reasons.addFirst(new Reason("BLOCK_LIST", ReasonTexts.text("BLOCK_LIST"), null));
        }
        hits.forEach(hit -> add(reasons, hit));
        return List.copyOf(reasons);
    }

    private static void add(List<Reason> reasons, Hit hit) {
        String code = hit.spec().reason();
        if (reasons.stream().noneMatch(reason -> reason.code().equals(code))) {
            String text = hit.spec().text();
            reasons.add(new Reason(code, text.isEmpty() ? ReasonTexts.text(code) : text, null));
        }
    }

    private static double rounded(double contribution) {
        return Math.rint(contribution * PLACES) / PLACES;
    }
}
