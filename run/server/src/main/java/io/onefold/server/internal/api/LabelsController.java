package io.onefold.server.internal.api;

import io.onefold.fraud.Caller;
import io.onefold.fraud.port.Label;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Permission;
import io.onefold.server.Deciding;
import io.onefold.server.internal.security.CurrentCaller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// What payments turned out to be; only ever added to.
@RestController
@RequestMapping("/api/labels")
@Tag(name = "labels")
class LabelsController {

    private static final int ID_CHARACTERS_MAX = 50;
    private static final int SOURCE_CHARACTERS_MAX = 50;

    private final Deciding deciding;
    private final Clock clock;

    /// @param label fraud or legit
    /// @param source who says so, for example chargeback, analyst, customer
    /// @param knownAt when it became known; absent: now
    record LabelRequest(
            @Nullable String transactionId,
            @Nullable String label,
            @Nullable String source,
            @Nullable Instant knownAt) {}

    record LabelView(
            String transactionId, String label, String source, Instant knownAt, String author) {}

    LabelsController(Deciding deciding, Clock clock) {
        this.deciding = deciding;
        this.clock = clock;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Say what a payment turned out to be")
    LabelView addLabel(@RequestBody LabelRequest request, Caller caller) {
        CurrentCaller.require(caller, Permission.FRAUD_REVIEW);
        Instant now = clock.instant();
        Instant knownAt = Objects.requireNonNullElse(request.knownAt(), now);
        if (knownAt.isAfter(now)) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "known_at lies ahead; expected when it became known, now at the latest");
        }
        Label label =
                new Label(
                        caller.tenant(),
                        Asked.text("transaction_id", request.transactionId(), ID_CHARACTERS_MAX),
                        fraud(request.label()),
                        Asked.text("source", request.source(), SOURCE_CHARACTERS_MAX),
                        knownAt,
                        caller.principal().name());
        deciding.known(label);
        return new LabelView(
                label.transactionId(),
                label.fraud() ? "fraud" : "legit",
                label.source(),
                label.knownAt(),
                label.author());
    }

    private static boolean fraud(@Nullable String label) {
        return switch (label) {
            case "fraud" -> true;
            case "legit" -> false;
            case null, default ->
                    throw new OnefoldException(
                            ErrorCode.INVALID_INPUT, "label is none; expected fraud or legit");
        };
    }
}
