package io.onefold.server.internal.api;

import io.onefold.fraud.Caller;
import io.onefold.fraud.book.RuleDesk;
import io.onefold.fraud.port.Book;
import io.onefold.fraud.port.BookVersion;
import io.onefold.fraud.port.Mode;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Permission;
import io.onefold.server.Deciding;
import io.onefold.server.Desks;
import io.onefold.server.internal.security.CurrentCaller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The book of rules. Versions never change; to be published one needs tests of both outcomes that
/// hold, a backtest, and a second person.
@RestController
@RequestMapping("/api/rules")
@Tag(name = "rules")
class RulesController {

    private final Book book;
    private final RuleDesk desk;
    private final Deciding deciding;

    /// @param failures the tests that do not come out as they say, each in words
    record RuleDetail(BookView rule, List<String> failures) {}

    /// @param mode shadow or active; absent: what its body names
    record Publication(@Nullable String mode) {}

    RulesController(Desks desks, Deciding deciding) {
        this.book = deciding.ports().rules();
        this.desk = desks.rules();
        this.deciding = deciding;
    }

    @GetMapping
    @Operation(summary = "All versions of all rules, by id and version")
    Window<BookView> rules(
            @RequestParam(required = false) @Nullable String mode,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "500") int limit,
            Caller caller) {
        CurrentCaller.require(caller, Permission.FRAUD_RULES, Permission.FRAUD_APPROVE);
        return BookView.window(book.versions(null), mode, after, limit);
    }

    @GetMapping("/{id}")
    @Operation(summary = "The versions of one rule, oldest first")
    BookView.BookVersions rule(@PathVariable String id, Caller caller) {
        CurrentCaller.require(caller, Permission.FRAUD_RULES, Permission.FRAUD_APPROVE);
        return new BookView.BookVersions(id, found(id).stream().map(BookView::of).toList());
    }

    @GetMapping("/{id}/versions/{version}")
    @Operation(summary = "One version of a rule, and whether its tests hold")
    RuleDetail ruleVersion(@PathVariable String id, @PathVariable int version, Caller caller) {
        CurrentCaller.require(caller, Permission.FRAUD_RULES, Permission.FRAUD_APPROVE);
        BookVersion found =
                found(id).stream()
                        .filter(one -> one.version() == version)
                        .findFirst()
                        .orElseThrow(RulesController::unknown);
        return new RuleDetail(BookView.of(found), desk.failures(found));
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Write a draft: the body of a fraud-rule manifest; a known one adds nothing")
    BookView draftRule(
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(schema = @Schema(type = "object")))
                    @RequestBody
                    String body,
            Caller caller) {
        CurrentCaller.require(caller, Permission.FRAUD_RULES);
        return BookView.of(desk.draft(body, caller.principal()));
    }

    @PostMapping("/{id}/versions/{version}/publish")
    @Operation(
            summary =
                    "Publish a version that another wrote, in shadow or active; it is tested and"
                            + " decides the last 30 days again first")
    BookView.PublishedVersion publishRule(
            @PathVariable String id,
            @PathVariable int version,
            @RequestBody Publication publication,
            Caller caller) {
        CurrentCaller.require(caller, Permission.FRAUD_RULES, Permission.FRAUD_APPROVE);
        Mode mode =
                publication.mode() == null
                        ? null
                        : Asked.one(Mode.values(), "mode", publication.mode());
        RuleDesk.Published published = desk.publish(id, version, mode, caller.principal());
        deciding.reload();
        return BookView.PublishedVersion.of(published, id, version);
    }

    @PostMapping("/{id}/versions/{version}/retire")
    @Operation(summary = "Retire a version: it fires no more")
    BookView.BookVersions retireRule(
            @PathVariable String id, @PathVariable int version, Caller caller) {
        CurrentCaller.require(caller, Permission.FRAUD_RULES);
        desk.retire(id, version, caller.principal());
        deciding.reload();
        return new BookView.BookVersions(id, found(id).stream().map(BookView::of).toList());
    }

    private List<BookVersion> found(String id) {
        List<BookVersion> versions = book.versions(id);
        if (versions.isEmpty()) {
            throw unknown();
        }
        return versions;
    }

    private static OnefoldException unknown() {
        return new OnefoldException(ErrorCode.NOT_FOUND, "There is no such rule");
    }
}
