package io.onefold.server.internal.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.onefold.fraud.Caller;
import io.onefold.fraud.decide.Explanations;
import io.onefold.model.access.Permission;
import io.onefold.server.Desks;
import io.onefold.server.internal.security.CurrentCaller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// What a person asks of a decision: to be made again, explained, looked at.
@RestController
@RequestMapping("/api/decisions/{transactionId}")
@Tag(name = "decisions")
class DecisionReviewController {

    private final Desks desks;

    /// @param stored as it was answered
    /// @param recomputed as its request, vector, model, rules and policy make it now
    /// @param identical whether the two are the same bytes
    record ReplayView(
            @JsonRawValue String stored, @JsonRawValue String recomputed, boolean identical) {}

    DecisionReviewController(Desks desks) {
        this.desks = desks;
    }

    @PostMapping("/replay")
    @Operation(summary = "Make a decision again of what it was made of then")
    ReplayView replayDecision(@PathVariable String transactionId, Caller caller) {
        CurrentCaller.require(caller, Permission.FRAUD_REVIEW);
        Explanations.Replay replay = desks.explanations().replay(caller.tenant(), transactionId);
        return new ReplayView(
                new String(replay.stored(), StandardCharsets.UTF_8),
                new String(replay.recomputed(), StandardCharsets.UTF_8),
                replay.identical());
    }

    @GetMapping("/explanation")
    @Operation(summary = "What every feature added to the score of a decision, the strongest first")
    Explanations.Explanation explanation(@PathVariable String transactionId, Caller caller) {
        CurrentCaller.require(caller, Permission.FRAUD_REVIEW);
        return desks.explanations().explain(caller.tenant(), transactionId);
    }

    @PostMapping("/human-review")
    @Operation(
            summary =
                    "Open a case because the customer asks that a person decides (GDPR Art. 22);"
                            + " one that is open already is answered")
    ResponseEntity<CasesController.CaseView> humanReview(
            @PathVariable String transactionId, Caller caller) {
        CurrentCaller.require(caller, Permission.FRAUD_REVIEW);
        return CasesController.answer(
                desks.cases().humanReview(caller.tenant(), transactionId, caller.principal()));
    }
}
