package io.onefold.model.access;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.util.Objects;
import java.util.Set;

/// Who asks: a person, a service or Onefold itself.
///
/// @param name the subject of the token, or the local user's name
/// @param roles role names; `roles:id:<role>` is the user tag in mask policies
/// @param permissions what follows from the roles and the token
/// @param system true for Onefold's own stages, which read clear values to compute keys and joins
public record Principal(
        String name, Set<String> roles, Set<Permission> permissions, boolean system) {

    public Principal {
        Objects.requireNonNull(name);
        roles = Set.copyOf(roles);
        permissions = Set.copyOf(permissions);
    }

    /// A stage of Onefold, by its name, for example `ingest`. Its reads are not masked.
    public static Principal system(String stage) {
        return new Principal("system:" + stage, Set.of(), Set.of(Permission.values()), true);
    }

    /// The person at the local command line: may operate everything, and still reads masked.
    public static Principal localOperator(String user) {
        return new Principal(user, Set.of("operator"), Set.of(Permission.values()), false);
    }

    public boolean may(Permission permission) {
        return permissions.contains(permission) || permissions.contains(Permission.ADMIN);
    }

    /// @throws OnefoldException (FORBIDDEN) naming the permission and who grants it
    public void require(Permission permission) {
        if (!may(permission)) {
            throw new OnefoldException(
                    ErrorCode.FORBIDDEN,
                    "'"
                            + name
                            + "' lacks permission "
                            + permission.wireName()
                            + "; ask an administrator for a role that holds it");
        }
    }
}
