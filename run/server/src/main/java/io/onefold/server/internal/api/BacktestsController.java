package io.onefold.server.internal.api;

import io.onefold.catalog.json.Json;
import io.onefold.fraud.Caller;
import io.onefold.fraud.FraudType;
import io.onefold.fraud.decide.Backtest;
import io.onefold.fraud.decide.Candidate;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Permission;
import io.onefold.scoring.registry.ModelRegistry;
import io.onefold.scoring.registry.ModelVersion;
import io.onefold.server.Desks;
import io.onefold.server.internal.errand.Errand;
import io.onefold.server.internal.errand.ErrandDesk;
import io.onefold.server.internal.security.CurrentCaller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Stored history decided again with a rule, a policy or a model that did not decide it.
@RestController
@RequestMapping("/api/backtests")
@Tag(name = "backtests")
class BacktestsController {

    private static final Duration PERIOD_MAX = Duration.ofDays(400);

    private final Desks desks;
    private final ModelRegistry models;
    private final ErrandDesk errands;

    /// @param rule a rule's id; one of rule, policy and model is named
    /// @param policy a policy's id
    /// @param version of the rule or policy
    /// @param model a model's number
    /// @param fraudType whose payments a policy of every type judges; absent: credit_card
    /// @param from the event time of the first decision
    /// @param to the end, excluded; labels known then count
    record BacktestRequest(
            @Nullable String rule,
            @Nullable String policy,
            @Nullable Integer version,
            @Nullable Long model,
            @Nullable String fraudType,
            @Nullable Instant from,
            @Nullable Instant to) {}

    /// A candidate and what it is called.
    private record Named(String subject, Candidate candidate) {}

    BacktestsController(
            Desks desks, ModelRegistry models, @Qualifier("backtests") ErrandDesk errands) {
        this.desks = desks;
        this.models = models;
        this.errands = errands;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Decide a period again with a version of a rule, policy or model")
    BacktestView startBacktest(@RequestBody BacktestRequest request, Caller caller) {
        CurrentCaller.require(caller, Permission.FRAUD_RULES);
        Instant from = Asked.given("from", request.from());
        Instant to = Asked.given("to", request.to());
        Asked.period(from, to, PERIOD_MAX);
        Named named = candidate(request);
        Backtest backtest = desks.backtest();
        return BacktestView.of(
                errands.start(
                        caller.tenant(),
                        named.subject(),
                        Json.object().put("from", from.toString()).put("to", to.toString()),
                        caller.principal(),
                        () ->
                                Json.MAPPER.valueToTree(
                                        BacktestView.BacktestReport.of(
                                                backtest.run(
                                                        named.candidate(),
                                                        caller.tenant(),
                                                        from,
                                                        to)))));
    }

    @GetMapping("/{id}")
    @Operation(summary = "How far a backtest is, and what came of it")
    BacktestView backtest(@PathVariable UUID id, Caller caller) {
        CurrentCaller.require(caller, Permission.FRAUD_RULES);
        Errand errand =
                errands.book()
                        .find(caller.tenant(), id)
                        .orElseThrow(
                                () ->
                                        new OnefoldException(
                                                ErrorCode.NOT_FOUND, "There is no such backtest"));
        return BacktestView.of(errand);
    }

    private Named candidate(BacktestRequest request) {
        if (Stream.of(request.rule(), request.policy(), request.model())
                        .filter(Objects::nonNull)
                        .count()
                != 1) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT, "expected one of rule, policy and model");
        }
        if (request.model() != null) {
            return ofModel(request.model());
        }
        int version = Asked.given("version", request.version());
        if (request.rule() != null) {
            return new Named(
                    "rule " + request.rule() + "@" + version,
                    desks.rules().candidate(request.rule(), version));
        }
        String policy = Objects.requireNonNull(request.policy());
        FraudType type =
                request.fraudType() == null
                        ? null
                        : Asked.one(FraudType.values(), "fraud_type", request.fraudType());
        return new Named(
                "policy " + policy + "@" + version,
                desks.policies().candidate(policy, version, type));
    }

    /// What a backtest of a model is called.
    static String subject(long model) {
        return "model " + model;
    }

    private Named ofModel(long id) {
        ModelVersion model =
                models.find(id)
                        .orElseThrow(
                                () ->
                                        new OnefoldException(
                                                ErrorCode.NOT_FOUND, "There is no such model"));
        return new Named(
                subject(id), new Candidate.OfModel(FraudType.parse(model.fraudType()), id));
    }
}
