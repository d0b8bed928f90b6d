package io.onefold.server.internal.security;

import io.onefold.model.access.Principal;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.jwt.Jwt;

/// A caller whose token was accepted.
final class CallerToken extends AbstractAuthenticationToken {

    private final transient Principal caller;
    private final String tenant;
    private final transient Jwt jwt;

    CallerToken(Principal caller, String tenant, Jwt jwt) {
        super(AuthorityUtils.NO_AUTHORITIES);
        this.caller = caller;
        this.tenant = tenant;
        this.jwt = jwt;
        setAuthenticated(true);
    }

    /// Whose data the caller asks about.
    String tenant() {
        return tenant;
    }

    @Override
    public Object getCredentials() {
        return jwt;
    }

    @Override
    public Principal getPrincipal() {
        return caller;
    }

    @Override
    public String getName() {
        return caller.name();
    }
}
