package io.onefold.fraud;

import io.onefold.model.access.Principal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Who asks for a decision, and for whom.
///
/// @param tenant whose data it is, from the token; `default` where the token names none
/// @param principal the service or person
/// @param address the network address of the request; null in process
public record Caller(String tenant, Principal principal, @Nullable String address) {

    public static final String DEFAULT_TENANT = "default";

    public Caller {
        Objects.requireNonNull(tenant);
        Objects.requireNonNull(principal);
    }
}
