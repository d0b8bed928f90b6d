package io.onefold.fraud.decide;

import io.onefold.fraud.FraudType;
import io.onefold.fraud.policy.Judgement;
import io.onefold.fraud.policy.PolicySet;
import io.onefold.fraud.request.CanonicalJson;
import io.onefold.fraud.request.PaymentRequest;
import io.onefold.fraud.rule.Hit;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The bytes of an answer. Written once and kept; the same parts make the same bytes.
final class Response {

    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final StringBuilder out = new StringBuilder(640);

    private Response() {}

    /// The answer of a payment that was scored.
    ///
    /// @param scores the probability of every type, when all were asked for; empty else
    static byte[] scored(
            PaymentRequest request,
            Verdict verdict,
            Circumstances circumstances,
            List<Reason> reasons,
            List<String> flags,
            Map<FraudType, BigDecimal> scores) {
        Response response = new Response();
        Judgement judgement = verdict.judgement();
        response.head(
                request,
                judgement.probability().toPlainString(),
                quoted(judgement.level().name()),
                judgement.action().name(),
                verdict.type(),
                number(Math.rint(verdict.score().confidence() * 100) / 100),
                circumstances);
        response.policy(verdict.policy());
        response.out
                .append(",\"model\":{\"version\":")
                .append(verdict.model().version())
                .append(",\"hash\":")
                .append(quoted(verdict.model().hash()))
                .append('}');
        response.reasons(reasons);
        response.rules(verdict.hits());
        response.texts("flags", flags);
        if (!scores.isEmpty()) {
            response.scores(scores);
        }
        return response.bytes();
    }

    /// The answer of a payment that could not be scored and goes to review.
    static byte[] degraded(
            PaymentRequest request,
            FraudType type,
            PolicySet.InForce policy,
            Circumstances circumstances,
            List<String> flags) {
        Response response = new Response();
        response.head(request, "null", "null", "REVIEW", type, "null", circumstances);
        response.policy(policy);
        response.out.append(",\"model\":null");
        response.reasons(List.of());
        response.rules(List.of());
        response.texts("flags", flags);
        return response.bytes();
    }

    static String time(Instant at) {
        return MILLIS.format(at);
    }

    private void head(
            PaymentRequest request,
            String probability,
            String level,
            String action,
            FraudType type,
            String confidence,
            Circumstances circumstances) {
        out.append("{\"transaction_id\":").append(quoted(request.transactionId()));
        out.append(",\"fraud_probability\":").append(probability);
        out.append(",\"risk_level\":").append(level);
        out.append(",\"recommended_action\":\"").append(action);
        out.append("\",\"fraud_type\":\"").append(type.wireName());
        out.append("\",\"confidence_score\":").append(confidence);
        out.append(",\"processing_time_ms\":").append(circumstances.processingMillis());
        out.append(",\"timestamp\":\"").append(time(circumstances.decidedAt()));
        out.append("\",\"currency\":\"").append(request.facts().currency().getCurrencyCode());
        out.append('"');
    }

    private void policy(PolicySet.InForce policy) {
        out.append(",\"policy\":").append(quoted(policy.version().title()));
    }

    private void reasons(List<Reason> reasons) {
        out.append(",\"reasons\":[");
        for (int i = 0; i < reasons.size(); i++) {
            Reason reason = reasons.get(i);
            out.append(i == 0 ? "" : ",").append("{\"code\":").append(quoted(reason.code()));
            out.append(",\"text\":").append(quoted(reason.text()));
            @Nullable Double contribution = reason.contribution();
            if (contribution != null) {
                out.append(",\"contribution\":").append(number(contribution));
            }
            out.append('}');
        }
        out.append(']');
    }

    private void rules(List<Hit> hits) {
        out.append(",\"rules\":[");
        for (int i = 0; i < hits.size(); i++) {
            Hit hit = hits.get(i);
            out.append(i == 0 ? "" : ",").append("{\"id\":").append(quoted(hit.spec().id()));
            out.append(",\"version\":").append(hit.version()).append('}');
        }
        out.append(']');
    }

    private void texts(String name, List<String> texts) {
        out.append(",\"").append(name).append("\":[");
        for (int i = 0; i < texts.size(); i++) {
            out.append(i == 0 ? "" : ",").append(quoted(texts.get(i)));
        }
        out.append(']');
    }

    private void scores(Map<FraudType, BigDecimal> scores) {
        out.append(",\"scores\":{");
        String comma = "";
        for (var entry : scores.entrySet()) {
            out.append(comma).append('"').append(entry.getKey().wireName()).append("\":");
            out.append(entry.getValue().toPlainString());
            comma = ",";
        }
        out.append('}');
    }

    private byte[] bytes() {
        return out.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2);
        CanonicalJson.text(quoted, text);
        return quoted.toString();
    }

    private static String number(double number) {
        StringBuilder written = new StringBuilder();
        CanonicalJson.number(written, number);
        return written.toString();
    }
}
