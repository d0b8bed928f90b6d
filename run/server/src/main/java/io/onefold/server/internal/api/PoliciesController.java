package io.onefold.server.internal.api;

import io.onefold.fraud.Caller;
import io.onefold.fraud.book.PolicyDesk;
import io.onefold.fraud.book.RuleDesk;
import io.onefold.fraud.port.Book;
import io.onefold.fraud.port.BookVersion;
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

/// The book of policies. Versions never change; to be published one needs a backtest and a second
/// person.
@RestController
@RequestMapping("/api/policies")
@Tag(name = "policies")
class PoliciesController {

    private final Book book;
    private final PolicyDesk desk;
    private final Deciding deciding;

    PoliciesController(Desks desks, Deciding deciding) {
        this.book = deciding.ports().policies();
        this.desk = desks.policies();
        this.deciding = deciding;
    }

    @GetMapping
    @Operation(summary = "All versions of all policies, by id and version")
    Window<BookView> policies(
            @RequestParam(required = false) @Nullable String mode,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "500") int limit,
            Caller caller) {
        CurrentCaller.require(caller, Permission.FRAUD_RULES, Permission.FRAUD_APPROVE);
        return BookView.window(book.versions(null), mode, after, limit);
    }

    @GetMapping("/{id}")
    @Operation(summary = "The versions of one policy, oldest first")
    BookView.BookVersions policy(@PathVariable String id, Caller caller) {
        CurrentCaller.require(caller, Permission.FRAUD_RULES, Permission.FRAUD_APPROVE);
        return versions(id);
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary =
                    "Write a draft: the body of a fraud-policy manifest; a known one adds nothing")
    BookView draftPolicy(
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
                    "Publish a version that another wrote; it judges the last 30 days again first")
    BookView.PublishedVersion publishPolicy(
            @PathVariable String id, @PathVariable int version, Caller caller) {
        CurrentCaller.require(caller, Permission.FRAUD_RULES, Permission.FRAUD_APPROVE);
        RuleDesk.Published published = desk.publish(id, version, caller.principal());
        deciding.reload();
        return BookView.PublishedVersion.of(published, id, version);
    }

    @PostMapping("/{id}/versions/{version}/retire")
    @Operation(summary = "Retire a version: nobody is judged by it any more")
    BookView.BookVersions retirePolicy(
            @PathVariable String id, @PathVariable int version, Caller caller) {
        CurrentCaller.require(caller, Permission.FRAUD_RULES);
        desk.retire(id, version, caller.principal());
        deciding.reload();
        return versions(id);
    }

    private BookView.BookVersions versions(String id) {
        List<BookVersion> versions = book.versions(id);
        if (versions.isEmpty()) {
            throw new OnefoldException(ErrorCode.NOT_FOUND, "There is no such policy");
        }
        return new BookView.BookVersions(id, versions.stream().map(BookView::of).toList());
    }
}
