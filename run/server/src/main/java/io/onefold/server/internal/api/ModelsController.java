package io.onefold.server.internal.api;

import io.onefold.fraud.Caller;
import io.onefold.fraud.FraudType;
import io.onefold.fraud.ProblemCode;
import io.onefold.fraud.ProblemException;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Permission;
import io.onefold.scoring.registry.Lineage;
import io.onefold.scoring.registry.ModelCard;
import io.onefold.scoring.registry.ModelRegistry;
import io.onefold.scoring.registry.ModelState;
import io.onefold.scoring.registry.ModelVersion;
import io.onefold.scoring.registry.Promotion;
import io.onefold.server.internal.errand.Errand;
import io.onefold.server.internal.errand.ErrandDesk;
import io.onefold.server.internal.security.CurrentCaller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The registry's models: what they are, where they came from, and what they may do.
@RestController
@RequestMapping("/api/models")
@Tag(name = "models")
class ModelsController {

    private static final int BACKTEST_CHARACTERS_MAX = 100;

    private final ModelRegistry registry;
    private final ErrandDesk backtests;

    /// @param share of the users for whom a challenger decides
    /// @param approver who let it decide; null: nobody yet
    record ModelView(
            long id,
            String fraudType,
            int version,
            String state,
            double share,
            String hash,
            String author,
            @Nullable String approver,
            Instant createdAt,
            Lineage lineage) {}

    /// @param to shadow, challenger, champion or retired
    /// @param share of the users, for a challenger
    /// @param backtest the id of the backtest that speaks for a challenger or champion
    record PromotionRequest(
            @Nullable String to, @Nullable Double share, @Nullable String backtest) {}

    ModelsController(ModelRegistry registry, @Qualifier("backtests") ErrandDesk backtests) {
        this.registry = registry;
        this.backtests = backtests;
    }

    @GetMapping
    @Operation(summary = "All models, the latest version of each type first")
    List<ModelView> models(
            @RequestParam(name = "fraud_type", required = false) @Nullable String fraudType,
            Caller caller) {
        CurrentCaller.require(caller, Permission.FRAUD_MODEL);
        List<String> types =
                fraudType == null
                        ? FraudType.wireNames()
                        : List.of(FraudType.parse(fraudType).wireName());
        return types.stream()
                .flatMap(type -> registry.versions(type).stream())
                .map(ModelsController::view)
                .toList();
    }

    @GetMapping("/{id}")
    @Operation(summary = "One model, with where it came from")
    ModelView model(@PathVariable long id, Caller caller) {
        CurrentCaller.require(caller, Permission.FRAUD_MODEL);
        return view(found(id));
    }

    @GetMapping(path = "/{id}/card", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "What a model is for, what it learned from, how good it is, its limits")
    ModelCard modelCard(@PathVariable long id, Caller caller) {
        CurrentCaller.require(caller, Permission.FRAUD_MODEL);
        return found(id).card();
    }

    @PostMapping("/{id}/promote")
    @Operation(
            summary =
                    "Move a model one step on; to decide for anybody it takes a backtest and a second person")
    ModelView promoteModel(
            @PathVariable long id, @RequestBody PromotionRequest request, Caller caller) {
        CurrentCaller.require(caller, Permission.FRAUD_MODEL);
        ModelState to = state(request.to());
        String backtest =
                request.backtest() == null
                        ? null
                        : Asked.text("backtest", request.backtest(), BACKTEST_CHARACTERS_MAX);
        found(id);
        if (to == ModelState.CHALLENGER || to == ModelState.CHAMPION) {
            requireBacktest(id, backtest, caller);
        }
        return view(
                registry.promote(
                        id,
                        new Promotion(
                                to,
                                Objects.requireNonNullElse(request.share(), 0.0),
                                backtest,
                                caller.principal().name())));
    }

    @PostMapping("/rollback")
    @Operation(summary = "Make the champion before the present one champion again")
    ModelView rollbackModel(@RequestParam(name = "fraud_type") String fraudType, Caller caller) {
        CurrentCaller.require(caller, Permission.FRAUD_MODEL);
        return view(
                registry.rollback(
                        FraudType.parse(fraudType).wireName(), caller.principal().name()));
    }

    /// A model that decides for somebody was tried on the past before.
    private void requireBacktest(long id, @Nullable String backtest, Caller caller) {
        boolean tried =
                backtest != null
                        && backtests
                                .book()
                                .find(caller.tenant(), Asked.uuid("backtest", backtest))
                                .filter(one -> one.status() == Errand.Status.SUCCEEDED)
                                .filter(
                                        one ->
                                                one.subject()
                                                        .equals(BacktestsController.subject(id)))
                                .isPresent();
        if (!tried) {
            throw new ProblemException(
                    ProblemCode.WRONG_STATE,
                    "backtest names no backtest of this model that ended well; POST /api/backtests makes one");
        }
    }

    private ModelVersion found(long id) {
        return registry.find(id)
                .orElseThrow(
                        () -> new OnefoldException(ErrorCode.NOT_FOUND, "There is no such model"));
    }

    private static ModelState state(@Nullable String text) {
        return Arrays.stream(ModelState.values())
                .filter(state -> state.wireName().equals(text))
                .findFirst()
                .orElseThrow(
                        () ->
                                new OnefoldException(
                                        ErrorCode.INVALID_INPUT,
                                        "to is no state; expected one of "
                                                + Arrays.stream(ModelState.values())
                                                        .map(ModelState::wireName)
                                                        .toList()));
    }

    private static ModelView view(ModelVersion model) {
        return new ModelView(
                model.id(),
                model.fraudType(),
                model.version(),
                model.state().wireName(),
                model.share(),
                model.hash(),
                model.author(),
                model.approver(),
                model.createdAt(),
                model.lineage());
    }
}
