package io.onefold.fraud.decide;

import io.onefold.fraud.FieldProblem;
import io.onefold.fraud.Problem;
import io.onefold.fraud.ProblemCode;
import io.onefold.fraud.RiskLevel;
import io.onefold.fraud.request.CanonicalJson;
import io.onefold.fraud.request.PaymentRequest;
import io.onefold.fraud.request.Reading;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Decides many payments: those of one user one after the other, users beside each other.
final class Batch {

    private static final int USERS_AT_ONCE = 64;
    private static final double FRAUD = 0.5;

    private Batch() {}

    /// @param decide decides one payment
    /// @param began when the request came, in nanoseconds
    static Answer decide(
            List<Reading> transactions, Function<PaymentRequest, Answer> decide, long began) {
        @Nullable Answer[] answers = new @Nullable Answer[transactions.size()];
        Map<String, List<Integer>> byUser = new LinkedHashMap<>();
        for (int i = 0; i < transactions.size(); i++) {
            switch (transactions.get(i)) {
                case Reading.Accepted(PaymentRequest request) ->
                        byUser.computeIfAbsent(request.userId(), user -> new ArrayList<>()).add(i);
                case Reading.Rejected(Problem problem, String id) ->
                        answers[i] = new Answer.Refused(problem);
            }
        }
        if (byUser.isEmpty()) {
            return noneIsValid(transactions);
        }
        Semaphore places = new Semaphore(USERS_AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (List<Integer> indexes : byUser.values()) {
                places.acquireUninterruptibly();
                threads.execute(
                        () -> {
                            try {
                                for (int i : indexes) {
                                    if (transactions.get(i) instanceof Reading.Accepted accepted) {
                                        answers[i] = decide.apply(accepted.request());
                                    }
                                }
                            } finally {
                                places.release();
                            }
                        });
            }
        }
        return new Answer.Decided(body(transactions, answers, began), false);
    }

    private static Answer noneIsValid(List<Reading> transactions) {
        List<FieldProblem> errors = new ArrayList<>();
        for (int i = 0; i < transactions.size(); i++) {
            if (transactions.get(i) instanceof Reading.Rejected rejected) {
                String at = "transactions[" + i + "]";
                rejected.problem().errors().forEach(error -> errors.add(error.under(at)));
            }
        }
        ProblemCode code = ProblemCode.VALIDATION;
        for (Reading reading : transactions) {
            if (reading instanceof Reading.Rejected rejected
                    && rejected.problem().code() != ProblemCode.VALIDATION) {
                code = rejected.problem().code();
            }
        }
        return new Answer.Refused(
                new Problem(
                        code,
                        "no transaction of the batch is valid; see errors",
                        errors.subList(0, Math.min(errors.size(), 100))));
    }

    private static byte[] body(List<Reading> transactions, @Nullable Answer[] answers, long began) {
        StringBuilder predictions = new StringBuilder();
        StringBuilder errors = new StringBuilder();
        Map<RiskLevel, Integer> levels = new EnumMap<>(RiskLevel.class);
        int frauds = 0;
        for (int i = 0; i < answers.length; i++) {
            if (answers[i] instanceof Answer.Decided decided) {
                Outline outline = Outline.read(decided.body());
                frauds += outline.probability() > FRAUD ? 1 : 0;
                if (outline.level() != null) {
                    levels.merge(outline.level(), 1, Integer::sum);
                }
                predictions.append(predictions.isEmpty() ? "" : ",");
                predictions.append(new String(decided.body(), StandardCharsets.UTF_8));
            } else if (answers[i] instanceof Answer.Refused refused) {
                errors.append(errors.isEmpty() ? "" : ",");
                error(errors, i, transactions.get(i), refused.problem());
            }
        }
        StringBuilder out = new StringBuilder(predictions.length() + errors.length() + 300);
        out.append("{\"predictions\":[").append(predictions);
        out.append("],\"total_transactions\":").append(answers.length);
        out.append(",\"processing_time_ms\":").append((System.nanoTime() - began) / 1_000_000);
        out.append(",\"fraud_count\":").append(frauds);
        out.append(",\"risk_distribution\":{");
        for (RiskLevel level : RiskLevel.values()) {
            out.append(level == RiskLevel.LOW ? "\"" : ",\"").append(level.name()).append("\":");
            out.append(levels.getOrDefault(level, 0));
        }
        out.append("},\"errors\":[").append(errors).append("]}");
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void error(StringBuilder out, int index, Reading reading, Problem problem) {
        String id =
                switch (reading) {
                    case Reading.Accepted(PaymentRequest request) -> request.transactionId();
                    case Reading.Rejected(Problem ignored, String transactionId) -> transactionId;
                };
        out.append("{\"index\":").append(index).append(",\"transaction_id\":");
        if (id == null) {
            out.append("null");
        } else {
            CanonicalJson.text(out, id);
        }
        out.append(",\"errors\":[");
        List<FieldProblem> errors =
                problem.errors().isEmpty()
                        ? List.of(new FieldProblem("", problem.code().wireName(), problem.detail()))
                        : problem.errors();
        for (int i = 0; i < errors.size(); i++) {
            FieldProblem error = errors.get(i);
            CanonicalJson.text(out.append(i == 0 ? "" : ",").append("{\"field\":"), error.field());
            CanonicalJson.text(out.append(",\"code\":"), error.code());
            CanonicalJson.text(out.append(",\"message\":"), error.message());
            out.append('}');
        }
        out.append("]}");
    }
}
