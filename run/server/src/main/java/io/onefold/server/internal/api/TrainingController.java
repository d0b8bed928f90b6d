package io.onefold.server.internal.api;

import io.onefold.catalog.Settings;
import io.onefold.catalog.json.Json;
import io.onefold.fraud.Caller;
import io.onefold.fraud.FraudType;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Permission;
import io.onefold.model.run.Progress;
import io.onefold.pipeline.DataPath;
import io.onefold.pipeline.LakeHistory;
import io.onefold.pipeline.TrainingPass;
import io.onefold.scoring.evaluate.TimeSplit;
import io.onefold.scoring.feature.FeatureCatalogue;
import io.onefold.scoring.feature.FeatureSet;
import io.onefold.scoring.registry.ModelRegistry;
import io.onefold.scoring.registry.ModelVersion;
import io.onefold.scoring.train.TrainingParameters;
import io.onefold.server.internal.errand.Errand;
import io.onefold.server.internal.errand.ErrandDesk;
import io.onefold.server.internal.security.CurrentCaller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// Trains models on payments of the past, one at a time. What passes the leakage gate is registered
/// as a candidate.
@RestController
@Tag(name = "models")
class TrainingController {

    private static final Duration PERIOD_MAX = Duration.ofDays(800);
    private static final Duration WEEK = Duration.ofDays(7);

    private final DataPath path;
    private final TrainingPass training;
    private final ErrandDesk errands;

    /// @param fraudType what the model is to score
    /// @param from the first day of training; absent: as long before `to` as the settings say
    /// @param to the end of testing; absent: now. The last days are tested on, those before them
    ///   are the delay of labels
    /// @param history the fraud-history manifest; absent: the only one that has such payments
    record TrainRequest(
            @Nullable String fraudType,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String history) {}

    /// @param estimatedTime in words, by how long the last training of the type took
    /// @param runId where it is followed: /api/training-runs/{id}
    record TrainAnswer(String message, String status, String estimatedTime, UUID runId) {}

    /// @param status queued, running, succeeded or failed
    /// @param reason why it failed, for example a check of the leakage gate; null: it did not
    /// @param modelId the candidate; null: none yet
    record TrainingRunView(
            UUID id,
            String fraudType,
            Instant from,
            Instant to,
            String status,
            @Nullable String reason,
            @Nullable Long modelId,
            @Nullable Integer modelVersion,
            String author,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt) {}

    TrainingController(
            DataPath path, ModelRegistry models, @Qualifier("trainings") ErrandDesk errands) {
        this.path = path;
        this.training = new TrainingPass(path, models);
        this.errands = errands;
    }

    @PostMapping("/train")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Train a model of a fraud type; it becomes a candidate")
    TrainAnswer train(@RequestBody TrainRequest request, Caller caller) {
        CurrentCaller.require(caller, Permission.FRAUD_MODEL);
        String type = Asked.one(FraudType.values(), "fraud_type", request.fraudType()).wireName();
        TimeSplit split = split(request);
        LakeHistory history = LakeHistory.find(path, request.history(), type);
        String estimate =
                errands.book()
                        .lastTook(type)
                        .map(took -> "about " + Math.max(1, took.toSeconds()) + " seconds")
                        .orElse("not known before the first training has ended");
        Errand errand =
                errands.start(
                        caller.tenant(),
                        type,
                        Json.object()
                                .put("from", split.trainFrom().toString())
                                .put("to", split.testTo().toString()),
                        caller.principal(),
                        () -> trained(history, split, caller));
        return new TrainAnswer(
                "Training of " + type + " has been taken on", "training", estimate, errand.id());
    }

    private JsonNode trained(LakeHistory history, TimeSplit split, Caller caller) {
        ModelVersion model =
                training.train(
                        new TrainingPass.Order(
                                history,
                                FeatureCatalogue.standard(),
                                FeatureSet.PAYMENT,
                                split,
                                TrainingParameters.boosting(),
                                caller.principal().name()),
                        Progress.SILENT);
        return Json.object().put("model_id", model.id()).put("model_version", model.version());
    }

    @GetMapping("/api/training-runs/{id}")
    @Operation(summary = "How far a training is, and which model it made")
    TrainingRunView trainingRun(@PathVariable UUID id, Caller caller) {
        CurrentCaller.require(caller, Permission.FRAUD_MODEL);
        return errands.book()
                .find(caller.tenant(), id)
                .map(TrainingController::view)
                .orElseThrow(
                        () ->
                                new OnefoldException(
                                        ErrorCode.NOT_FOUND, "There is no such training"));
    }

    private TimeSplit split(TrainRequest request) {
        Settings settings = path.settings();
        Duration delay = settings.duration("onefold.training.delay").orElse(WEEK);
        Duration test = settings.duration("onefold.training.test").orElse(WEEK);
        Instant to = request.to() == null ? path.clock().instant() : request.to();
        Instant from =
                request.from() == null
                        ? to.minus(settings.duration("onefold.training.train").orElse(WEEK))
                                .minus(delay)
                                .minus(test)
                        : request.from();
        Asked.period(from, to, PERIOD_MAX);
        Duration train = Duration.between(from, to).minus(delay).minus(test);
        if (!train.isPositive()) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "the period is too short; expected more than the "
                            + delay.toDays()
                            + " days of the labels' delay and "
                            + test.toDays()
                            + " of testing");
        }
        return new TimeSplit(from, train, delay, test);
    }

    private static TrainingRunView view(Errand run) {
        JsonNode result = run.result();
        return new TrainingRunView(
                run.id(),
                run.subject(),
                Instant.parse(run.request().required("from").asString()),
                Instant.parse(run.request().required("to").asString()),
                run.status().wireName(),
                run.reason(),
                result == null ? null : result.required("model_id").asLong(),
                result == null ? null : result.required("model_version").asInt(),
                run.author(),
                run.createdAt(),
                run.startedAt(),
                run.endedAt());
    }
}
