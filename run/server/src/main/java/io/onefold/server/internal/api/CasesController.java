package io.onefold.server.internal.api;

import io.onefold.fraud.Caller;
import io.onefold.fraud.port.Alert;
import io.onefold.fraud.port.Alerts;
import io.onefold.fraud.port.Cases;
import io.onefold.fraud.port.FraudCase;
import io.onefold.fraud.port.FraudCase.Outcome;
import io.onefold.fraud.port.FraudCase.Status;
import io.onefold.model.access.Permission;
import io.onefold.server.Desks;
import io.onefold.server.internal.api.AlertsController.AlertView;
import io.onefold.server.internal.security.CurrentCaller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Alerts that are looked at together. From 1,000.00 on, two people close a case.
@RestController
@RequestMapping("/api/cases")
@Tag(name = "cases")
class CasesController {

    private static final int ALERTS_MAX = 500;
    private static final int NOTE_CHARACTERS_MAX = 4000;

    private final Desks desks;
    private final Cases cases;
    private final Alerts alerts;

    /// @param status open, awaiting_approval or closed
    /// @param outcome fraud, false_positive or inconclusive; null while it is open
    /// @param amount the sum of its alerts' payments
    /// @param approver the second person; null: none was needed, or not yet
    record CaseView(
            long id,
            String status,
            @Nullable String outcome,
            BigDecimal amount,
            String currency,
            String opener,
            @Nullable String closer,
            @Nullable String approver,
            List<FraudCase.Note> notes,
            Instant openedAt,
            int version) {}

    record CaseDetail(CaseView fraudCase, List<AlertView> alerts) {}

    /// @param alerts the numbers of alerts, of one currency, none of them in a case
    record CaseAlerts(@Nullable List<Long> alerts) {}

    record CaseNote(@Nullable String text) {}

    /// @param outcome fraud, false_positive or inconclusive
    record CaseClosing(@Nullable String outcome) {}

    CasesController(Desks desks, Cases cases, Alerts alerts) {
        this.desks = desks;
        this.cases = cases;
        this.alerts = alerts;
    }

    @GetMapping
    @Operation(summary = "Cases, newest first")
    Window<CaseView> cases(
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "50") int limit,
            Caller caller) {
        CurrentCaller.require(caller, Permission.FRAUD_REVIEW, Permission.FRAUD_APPROVE);
        int most = (int) Asked.within("limit", limit, Window.LIMIT_MAX);
        List<FraudCase> read =
                cases.list(
                        caller.tenant(),
                        status == null ? null : Asked.one(Status.values(), "status", status),
                        Cursor.parse(after),
                        most + 1);
        return Cursor.window(read, most, FraudCase::id).map(CasesController::view);
    }

    @GetMapping("/{id}")
    @Operation(summary = "One case with its alerts; its ETag is what a change needs")
    ResponseEntity<CaseDetail> fraudCase(@PathVariable long id, Caller caller) {
        CurrentCaller.require(caller, Permission.FRAUD_REVIEW, Permission.FRAUD_APPROVE);
        FraudCase found = desks.cases().get(caller.tenant(), id);
        List<Alert> of =
                alerts.list(caller.tenant(), new Alerts.Filter(null, null, id, null, ALERTS_MAX));
        return ResponseEntity.ok()
                .eTag(Version.tag(found.version()))
                .body(
                        new CaseDetail(
                                view(found), of.stream().map(AlertsController::view).toList()));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Open a case of alerts")
    ResponseEntity<CaseView> openCase(@RequestBody CaseAlerts request, Caller caller) {
        CurrentCaller.require(caller, Permission.FRAUD_REVIEW);
        FraudCase opened = desks.cases().open(caller.tenant(), alerts(request), caller.principal());
        return answer(HttpStatus.CREATED, opened);
    }

    @PostMapping("/{id}/alerts")
    @Operation(summary = "Put further alerts into an open case, as it stood at If-Match")
    ResponseEntity<CaseView> attachAlerts(
            @PathVariable long id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody CaseAlerts request,
            Caller caller) {
        CurrentCaller.require(caller, Permission.FRAUD_REVIEW);
        return answer(
                desks.cases()
                        .attach(
                                caller.tenant(),
                                id,
                                seen(caller, id, ifMatch),
                                alerts(request),
                                caller.principal()));
    }

    @PostMapping("/{id}/notes")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Write a note")
    ResponseEntity<CaseView> addNote(
            @PathVariable long id, @RequestBody CaseNote note, Caller caller) {
        CurrentCaller.require(caller, Permission.FRAUD_REVIEW, Permission.FRAUD_APPROVE);
        String text = Asked.text("text", note.text(), NOTE_CHARACTERS_MAX);
        return answer(
                HttpStatus.CREATED,
                desks.cases().note(caller.tenant(), id, text, caller.principal()));
    }

    @PostMapping("/{id}/close")
    @Operation(
            summary =
                    "Close a case, as it stood at If-Match; from 1,000.00 on it then waits for a"
                            + " second person")
    ResponseEntity<CaseView> closeCase(
            @PathVariable long id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody CaseClosing closing,
            Caller caller) {
        CurrentCaller.require(caller, Permission.FRAUD_REVIEW);
        Outcome outcome = Asked.one(Outcome.values(), "outcome", closing.outcome());
        return answer(
                desks.cases()
                        .close(
                                caller.tenant(),
                                id,
                                seen(caller, id, ifMatch),
                                outcome,
                                caller.principal()));
    }

    @PostMapping("/{id}/approve")
    @Operation(
            summary = "Approve the closing of a case that another closed, as it stood at If-Match")
    ResponseEntity<CaseView> approveCase(
            @PathVariable long id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Caller caller) {
        CurrentCaller.require(caller, Permission.FRAUD_APPROVE);
        return answer(
                desks.cases()
                        .approve(
                                caller.tenant(),
                                id,
                                seen(caller, id, ifMatch),
                                caller.principal()));
    }

    /// The version that the caller speaks of: the present one, unless the header names another.
    private int seen(Caller caller, long id, @Nullable String ifMatch) {
        int version = desks.cases().get(caller.tenant(), id).version();
        Version.require(ifMatch, version);
        return version;
    }

    private static List<Long> alerts(CaseAlerts request) {
        return request.alerts() == null ? List.of() : request.alerts();
    }

    static ResponseEntity<CaseView> answer(FraudCase of) {
        return answer(HttpStatus.OK, of);
    }

    private static ResponseEntity<CaseView> answer(HttpStatus status, FraudCase of) {
        return ResponseEntity.status(status).eTag(Version.tag(of.version())).body(view(of));
    }

    private static CaseView view(FraudCase of) {
        Outcome outcome = of.outcome();
        return new CaseView(
                of.id(),
                of.status().wireName(),
                outcome == null ? null : outcome.wireName(),
                of.amount(),
                of.currency(),
                of.opener(),
                of.closer(),
                of.approver(),
                of.notes(),
                of.openedAt(),
                of.version());
    }
}
