package io.onefold.server.internal.security;

import io.onefold.fraud.Caller;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/// Who is asking, as the security chain found out.
public final class CurrentCaller {

    private CurrentCaller() {}

    /// The caller of a request that came through the chain.
    public static Caller of(HttpServletRequest request) {
        Authentication known = SecurityContextHolder.getContext().getAuthentication();
        if (known instanceof CallerToken token) {
            return of(token, request.getRemoteAddr());
        }
        if (known != null && known.getPrincipal() instanceof Principal local) {
            return new Caller(Caller.DEFAULT_TENANT, local, request.getRemoteAddr());
        }
        throw new OnefoldException(ErrorCode.UNAUTHENTICATED, "Invalid token");
    }

    static Caller of(CallerToken token, String address) {
        return new Caller(token.tenant(), token.getPrincipal(), address);
    }

    /// Lets pass who holds one of the permissions.
    ///
    /// @throws OnefoldException (FORBIDDEN)
    public static void require(Caller caller, Permission... oneOf) {
        if (Arrays.stream(oneOf).noneMatch(caller.principal()::may)) {
            throw new OnefoldException(ErrorCode.FORBIDDEN, "Insufficient permissions");
        }
    }
}
