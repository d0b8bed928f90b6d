package io.onefold.server.internal.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.onefold.fraud.Action;
import io.onefold.fraud.Caller;
import io.onefold.fraud.RiskLevel;
import io.onefold.fraud.port.DecisionFilter;
import io.onefold.fraud.port.DecisionRecord;
import io.onefold.fraud.port.DecisionStore;
import io.onefold.fraud.port.KeptDecision;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Permission;
import io.onefold.server.internal.security.CurrentCaller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Decisions that were made: a service reads its own, an analyst all of the tenant.
@RestController
@RequestMapping("/api/decisions")
@Tag(name = "decisions")
class DecisionsController {

    private static final int LIMIT_MAX = DecisionFilter.LIMIT_MAX - 1;

    private final DecisionStore store;

    /// @param fraudProbability null: it was not scored
    /// @param riskLevel null: it was not scored
    record DecisionView(
            String transactionId,
            Instant timestamp,
            BigDecimal amount,
            String currency,
            String userId,
            @Nullable String customerId,
            @Nullable String merchantId,
            @Nullable String merchantCategory,
            String fraudType,
            @Nullable BigDecimal fraudProbability,
            @Nullable RiskLevel riskLevel,
            Action recommendedAction,
            Instant createdAt) {}

    /// @param response as it was answered
    record DecisionDetail(DecisionView decision, @JsonRawValue String response) {}

    DecisionsController(DecisionStore store) {
        this.store = store;
    }

    @GetMapping
    @Operation(summary = "Decisions, newest first")
    Window<DecisionView> decisions(
            @RequestParam(name = "user_id", required = false) @Nullable String userId,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable RiskLevel level,
            @RequestParam(required = false) @Nullable Action action,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "50") int limit,
            Caller caller) {
        CurrentCaller.require(caller, Permission.FRAUD_DETECTION, Permission.FRAUD_REVIEW);
        int most = (int) Asked.within("limit", limit, LIMIT_MAX);
        DecisionFilter filter =
                new DecisionFilter(
                        caller.principal().may(Permission.FRAUD_REVIEW)
                                ? null
                                : caller.principal().name(),
                        userId,
                        from,
                        to,
                        level,
                        action,
                        Cursor.parse(after),
                        most + 1);
        List<KeptDecision> read = store.list(caller.tenant(), filter);
        return Cursor.window(read, most, KeptDecision::id).map(DecisionsController::view);
    }

    @GetMapping("/{transactionId}")
    @Operation(summary = "One decision, with the answer that was given")
    DecisionDetail decision(@PathVariable String transactionId, Caller caller) {
        CurrentCaller.require(caller, Permission.FRAUD_DETECTION, Permission.FRAUD_REVIEW);
        KeptDecision kept =
                store.load(caller.tenant(), transactionId)
                        .filter(
                                found ->
                                        caller.principal().may(Permission.FRAUD_REVIEW)
                                                || found.decision()
                                                        .caller()
                                                        .principal()
                                                        .name()
                                                        .equals(caller.principal().name()))
                        .orElseThrow(DecisionsController::unknown);
        return new DecisionDetail(
                view(kept), new String(kept.decision().response(), StandardCharsets.UTF_8));
    }

    static OnefoldException unknown() {
        return new OnefoldException(
                ErrorCode.NOT_FOUND, "There is no such decision that this caller may read");
    }

    private static DecisionView view(KeptDecision kept) {
        DecisionRecord decision = kept.decision();
        return new DecisionView(
                decision.transactionId(),
                decision.timestamp(),
                decision.amount(),
                decision.currency().getCurrencyCode(),
                decision.userId(),
                decision.customerId(),
                decision.merchantId(),
                decision.merchantCategory(),
                decision.fraudType().wireName(),
                decision.probability(),
                decision.level(),
                decision.action(),
                kept.createdAt());
    }
}
