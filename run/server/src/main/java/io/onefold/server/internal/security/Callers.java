package io.onefold.server.internal.security;

import io.onefold.fraud.Caller;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/// Turns an accepted token into a principal: `user_id` or `sub` is the name, `tenant` whose data is
/// meant; permissions stand in `permissions` or `scope`, or follow from `roles`. Names this
/// installation does not know grant nothing.
final class Callers implements Converter<Jwt, AbstractAuthenticationToken> {

    private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9._-]{1,40}");
    private static final int NAME_CHARACTERS_MAX = 200;

    private final Function<Set<String>, Set<Permission>> permissionsOfRoles;
    private final KnownTokens tokens;

    /// @param tokens takes in what was accepted
    Callers(Function<Set<String>, Set<Permission>> permissionsOfRoles, KnownTokens tokens) {
        this.permissionsOfRoles = permissionsOfRoles;
        this.tokens = tokens;
    }

    /// @throws InvalidBearerTokenException if the token names nobody, or a tenant that cannot be
    @Override
    public AbstractAuthenticationToken convert(Jwt jwt) {
        Object userId = jwt.getClaims().get("user_id");
        Object name = userId != null ? userId : jwt.getClaims().get("sub");
        Object tenant = jwt.getClaims().getOrDefault("tenant", Caller.DEFAULT_TENANT);
        if (!(name instanceof String who)
                || who.isBlank()
                || who.length() > NAME_CHARACTERS_MAX
                || !(tenant instanceof String whose)
                || !TENANT.matcher(whose).matches()) {
            throw new InvalidBearerTokenException("neither a user nor a tenant that can be");
        }
        Set<String> roles = new HashSet<>(texts(jwt.getClaims().get("roles")));
        Set<Permission> permissions = EnumSet.noneOf(Permission.class);
        permissions.addAll(permissionsOfRoles.apply(roles));
        Set<String> named = new HashSet<>(texts(jwt.getClaims().get("permissions")));
        texts(jwt.getClaims().get("scope")).forEach(s -> named.addAll(List.of(s.split(" "))));
        Arrays.stream(Permission.values())
                .filter(p -> named.contains(p.wireName()))
                .forEach(permissions::add);
        CallerToken caller =
                new CallerToken(new Principal(who, roles, permissions, false), whose, jwt);
        tokens.accepted(jwt, caller);
        return caller;
    }

    /// The texts of a claim that is one or several; anything else claims nothing.
    private static List<String> texts(@Nullable Object claim) {
        return switch (claim) {
            case String text -> List.of(text);
            case List<?> several ->
                    several.stream()
                            .filter(String.class::isInstance)
                            .map(String.class::cast)
                            .toList();
            case null, default -> List.of();
        };
    }
}
