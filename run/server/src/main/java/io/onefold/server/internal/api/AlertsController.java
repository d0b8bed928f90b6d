package io.onefold.server.internal.api;

import io.onefold.fraud.Caller;
import io.onefold.fraud.ProblemCode;
import io.onefold.fraud.ProblemException;
import io.onefold.fraud.port.Alert;
import io.onefold.fraud.port.Alerts;
import io.onefold.model.access.Permission;
import io.onefold.server.Desks;
import io.onefold.server.internal.security.CurrentCaller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Decisions that a person should look at.
@RestController
@RequestMapping("/api/alerts")
@Tag(name = "alerts")
class AlertsController {

    private static final int ASSIGNEE_CHARACTERS_MAX = 200;

    private final Alerts alerts;
    private final Desks desks;

    /// @param suppressedBy the remembered false positive that closed it; null: none did
    record AlertView(
            long id,
            String transactionId,
            String userId,
            @Nullable String merchantId,
            @Nullable String customerId,
            BigDecimal amount,
            String currency,
            String alertType,
            String severity,
            String description,
            List<String> reasons,
            String status,
            @Nullable String assignee,
            @Nullable Long caseId,
            @Nullable Long suppressedBy,
            Instant createdAt,
            int version) {}

    /// @param status open, assigned or closed; absent: as it is
    /// @param assignee who works on it; absent: as it is
    record AlertChange(@Nullable String status, @Nullable String assignee) {}

    AlertsController(Alerts alerts, Desks desks) {
        this.alerts = alerts;
        this.desks = desks;
    }

    @GetMapping
    @Operation(summary = "Alerts, newest first")
    Window<AlertView> alerts(
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String assignee,
            @RequestParam(name = "case_id", required = false) @Nullable Long caseId,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "50") int limit,
            Caller caller) {
        CurrentCaller.require(caller, Permission.FRAUD_REVIEW);
        int most = (int) Asked.within("limit", limit, Window.LIMIT_MAX);
        Alerts.Filter filter =
                new Alerts.Filter(
                        status == null ? null : Asked.one(Alert.Status.values(), "status", status),
                        assignee,
                        caseId,
                        Cursor.parse(after),
                        most + 1);
        return Cursor.window(alerts.list(caller.tenant(), filter), most, Alert::id)
                .map(AlertsController::view);
    }

    @GetMapping("/{id}")
    @Operation(summary = "One alert; its ETag is what a change needs")
    ResponseEntity<AlertView> alert(@PathVariable long id, Caller caller) {
        CurrentCaller.require(caller, Permission.FRAUD_REVIEW);
        return answer(desks.alerts().get(caller.tenant(), id));
    }

    @PatchMapping("/{id}")
    @Operation(
            summary =
                    "Assign, open or close an alert, as it stood at the version of If-Match; from 1,000.00 on a case closes it")
    ResponseEntity<AlertView> changeAlert(
            @PathVariable long id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody AlertChange change,
            Caller caller) {
        CurrentCaller.require(caller, Permission.FRAUD_REVIEW);
        Alert alert = desks.alerts().get(caller.tenant(), id);
        Version.require(ifMatch, alert.version());
        String assignee =
                change.assignee() == null
                        ? alert.assignee()
                        : Asked.text("assignee", change.assignee(), ASSIGNEE_CHARACTERS_MAX);
        Alert.Status to =
                change.status() != null
                        ? Asked.one(Alert.Status.values(), "status", change.status())
                        : change.assignee() != null ? Alert.Status.ASSIGNED : alert.status();
        if (to == Alert.Status.ASSIGNED && assignee == null) {
            throw new ProblemException(
                    ProblemCode.WRONG_STATE, "an assigned alert has an assignee; name one");
        }
        return answer(changed(alert, to, assignee, caller));
    }

    private Alert changed(Alert alert, Alert.Status to, @Nullable String assignee, Caller caller) {
        return switch (to) {
            case CLOSED ->
                    desks.alerts()
                            .close(
                                    caller.tenant(),
                                    alert.id(),
                                    alert.version(),
                                    caller.principal());
            case OPEN, ASSIGNED ->
                    desks.alerts()
                            .assign(
                                    caller.tenant(),
                                    alert.id(),
                                    alert.version(),
                                    to == Alert.Status.OPEN ? null : assignee,
                                    caller.principal());
        };
    }

    private static ResponseEntity<AlertView> answer(Alert alert) {
        return ResponseEntity.ok().eTag(Version.tag(alert.version())).body(view(alert));
    }

    static AlertView view(Alert alert) {
        return new AlertView(
                alert.id(),
                alert.transactionId(),
                alert.userId(),
                alert.merchantId(),
                alert.customerId(),
                alert.amount(),
                alert.currency(),
                alert.type().name().toLowerCase(Locale.ROOT),
                alert.severity(),
                alert.description(),
                alert.reasons(),
                alert.status().wireName(),
                alert.assignee(),
                alert.caseId(),
                alert.suppressedBy(),
                alert.createdAt(),
                alert.version());
    }
}
