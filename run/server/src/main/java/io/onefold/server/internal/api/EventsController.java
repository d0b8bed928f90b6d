package io.onefold.server.internal.api;

import io.onefold.fraud.Caller;
import io.onefold.fraud.port.AccountEvents.Happened;
import io.onefold.fraud.port.Keys;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Permission;
import io.onefold.scoring.feature.AccountEventType;
import io.onefold.server.Deciding;
import io.onefold.server.internal.security.CurrentCaller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// What happens to accounts and merchants without a payment; decisions count it.
@RestController
@RequestMapping("/api/events")
@Tag(name = "decisions")
class EventsController {

    private static final Map<String, AccountEventType> TYPES =
            Map.of(
                    "login", AccountEventType.LOGIN,
                    "login_failed", AccountEventType.LOGIN_FAILED,
                    "password_reset", AccountEventType.PASSWORD_RESET,
                    "mfa", AccountEventType.MFA,
                    "profile_change", AccountEventType.PROFILE_CHANGE,
                    "refund", AccountEventType.REFUND,
                    "chargeback", AccountEventType.CHARGEBACK);
    private static final Map<String, AccountEventType> CHANGES =
            Map.of(
                    "email", AccountEventType.EMAIL_CHANGE,
                    "phone", AccountEventType.PHONE_CHANGE,
                    "address", AccountEventType.ADDRESS_CHANGE);
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:@+-]{1,50}");
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
    private static final Duration AHEAD_MAX = Duration.ofMinutes(5);

    private final Deciding deciding;
    private final Keys keys;
    private final Clock clock;

    /// @param type login, login_failed, password_reset, mfa, profile_change, refund or chargeback
    /// @param timestamp when it happened; absent: now
    /// @param field of a profile_change, for example email
    record EventRequest(
            @Nullable String eventId,
            @Nullable String type,
            @Nullable String userId,
            @Nullable String merchantId,
            @Nullable Instant timestamp,
            @Nullable String deviceId,
            @Nullable String ipAddress,
            @Nullable String field) {}

    /// @param repeated whether an event of this id was kept before
    record EventView(String eventId, boolean repeated) {}

    EventsController(Deciding deciding, Keys keys, Clock clock) {
        this.deciding = deciding;
        this.keys = keys;
        this.clock = clock;
    }

    @PostMapping
    @Operation(summary = "Tell what happened to an account or a merchant")
    ResponseEntity<EventView> addEvent(@RequestBody EventRequest request, Caller caller) {
        CurrentCaller.require(caller, Permission.FRAUD_DETECTION);
        Instant now = clock.instant();
        Instant at = Objects.requireNonNullElse(request.timestamp(), now);
        if (at.isAfter(now.plus(AHEAD_MAX))) {
            throw wrong("timestamp lies more than five minutes ahead");
        }
        String ip = request.ipAddress();
        if (ip != null && !ADDRESS.matcher(ip).matches()) {
            throw wrong("ip_address is none; expected IPv4 or IPv6");
        }
        String ipHmac = ip == null ? null : HexFormat.of().formatHex(keys.hmac("ip", ip));
        String id = id("event_id", request.eventId());
        boolean fresh =
                deciding.happened(
                        new Happened(
                                caller.tenant(),
                                id,
                                type(request),
                                id("user_id", request.userId()),
                                optional("merchant_id", request.merchantId()),
                                at,
                                optional("device_id", request.deviceId()),
                                ipHmac,
                                optional("field", request.field())));
        return ResponseEntity.status(fresh ? HttpStatus.CREATED : HttpStatus.OK)
                .body(new EventView(id, !fresh));
    }

    private static AccountEventType type(EventRequest request) {
        AccountEventType type = request.type() == null ? null : TYPES.get(request.type());
        if (type == null) {
            throw wrong(
                    "type is none; expected one of " + TYPES.keySet().stream().sorted().toList());
        }
        AccountEventType change =
                type == AccountEventType.PROFILE_CHANGE && request.field() != null
                        ? CHANGES.get(request.field())
                        : null;
        return change == null ? type : change;
    }

    private static @Nullable String optional(String field, @Nullable String value) {
        return value == null ? null : id(field, value);
    }

    private static String id(String field, @Nullable String value) {
        if (value == null || !ID.matcher(value).matches()) {
            throw wrong(field + " is none; expected 1 to 50 of A-Z, a-z, 0-9 and . _ : @ + -");
        }
        return value;
    }

    private static OnefoldException wrong(String what) {
        return new OnefoldException(ErrorCode.INVALID_INPUT, what);
    }
}
