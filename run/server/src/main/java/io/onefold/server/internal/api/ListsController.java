package io.onefold.server.internal.api;

import io.onefold.fraud.Caller;
import io.onefold.fraud.EntityKind;
import io.onefold.fraud.port.Keys;
import io.onefold.fraud.port.ListEntries;
import io.onefold.fraud.port.ListEntry;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Permission;
import io.onefold.server.internal.security.CurrentCaller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The block list and the allow list. What is listed is kept as an HMAC and never shown again.
@RestController
@RequestMapping("/api/lists")
@Tag(name = "lists")
class ListsController {

    private static final int KEY_CHARACTERS_MAX = 254;
    private static final int REASON_CHARACTERS_MAX = 500;

    private final ListEntries entries;
    private final Keys keys;
    private final Clock clock;

    /// @param list block or allow
    /// @param kind what is listed, for example device
    /// @param key the device, user, … itself
    /// @param expiresAt until when; an allow-list entry needs one
    record EntryRequest(
            @Nullable String list,
            @Nullable String kind,
            @Nullable String key,
            @Nullable String reason,
            @Nullable Instant expiresAt) {}

    record EntryView(
            long id,
            String list,
            String kind,
            String reason,
            @Nullable Instant expiresAt,
            String author) {}

    ListsController(ListEntries entries, Keys keys, Clock clock) {
        this.entries = entries;
        this.keys = keys;
        this.clock = clock;
    }

    @GetMapping
    @Operation(summary = "The entries that hold now")
    List<EntryView> listEntries(Caller caller) {
        CurrentCaller.require(caller, Permission.FRAUD_RULES);
        return entries.current(clock.instant()).stream()
                .filter(entry -> entry.tenant().equals(caller.tenant()))
                .map(ListsController::view)
                .toList();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Block or allow a user, device, merchant, …")
    EntryView addListEntry(@RequestBody EntryRequest request, Caller caller) {
        CurrentCaller.require(caller, Permission.FRAUD_RULES);
        ListEntry.Kind list = Asked.one(ListEntry.Kind.values(), "list", request.list());
        EntityKind kind = Asked.one(EntityKind.values(), "kind", request.kind());
        String key = Asked.text("key", request.key(), KEY_CHARACTERS_MAX);
        String reason = Asked.text("reason", request.reason(), REASON_CHARACTERS_MAX);
        Instant expires = request.expiresAt();
        if (list == ListEntry.Kind.ALLOW && expires == null) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT, "expires_at is missing; an allow-list entry expires");
        }
        return view(
                entries.add(
                        new ListEntry(
                                0,
                                caller.tenant(),
                                list,
                                kind,
                                keys.hmac(kind.wireName(), key),
                                reason,
                                expires,
                                caller.principal().name()),
                        caller.principal()));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Take an entry off its list")
    void removeListEntry(@PathVariable long id, Caller caller) {
        CurrentCaller.require(caller, Permission.FRAUD_RULES);
        entries.remove(caller.tenant(), id, caller.principal());
    }

    private static EntryView view(ListEntry entry) {
        return new EntryView(
                entry.id(),
                entry.list().name().toLowerCase(Locale.ROOT),
                entry.kind().wireName(),
                entry.reason(),
                entry.expiresAt(),
                entry.author());
    }
}
