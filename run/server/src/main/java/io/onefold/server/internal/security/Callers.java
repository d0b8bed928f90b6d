package io.onefold.server.internal.security;

import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.oauth2.jwt.Jwt;

/// Turns an accepted token into a principal: `user_id` or `sub` is the name; permissions stand in
/// `permissions` or `scope`, or follow from `roles`. Names this installation does not know grant
/// nothing.
final class Callers implements Converter<Jwt, AbstractAuthenticationToken> {

    private final Function<Set<String>, Set<Permission>> permissionsOfRoles;

    Callers(Function<Set<String>, Set<Permission>> permissionsOfRoles) {
        this.permissionsOfRoles = permissionsOfRoles;
    }

    @Override
    public AbstractAuthenticationToken convert(Jwt jwt) {
        String userId = jwt.getClaimAsString("user_id");
        String name = userId != null ? userId : jwt.getSubject();
        Set<String> roles = new HashSet<>(claimed(jwt, "roles"));
        Set<Permission> permissions = EnumSet.noneOf(Permission.class);
        permissions.addAll(permissionsOfRoles.apply(roles));
        Set<String> named = new HashSet<>(claimed(jwt, "permissions"));
        String scope = jwt.getClaimAsString("scope");
        if (scope != null) {
            named.addAll(List.of(scope.split(" ")));
        }
        Arrays.stream(Permission.values())
                .filter(p -> named.contains(p.wireName()))
                .forEach(permissions::add);
        return new CallerToken(
                new Principal(name == null ? "anonymous" : name, roles, permissions, false), jwt);
    }

    private static List<String> claimed(Jwt jwt, String claim) {
        List<String> values = jwt.getClaimAsStringList(claim);
        return values == null ? List.of() : values;
    }
}
