package io.onefold.server.internal.security;

import io.onefold.model.access.Permission;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// What roles grant, asked of the catalog at most every two seconds for each set of roles: a
/// decision does not wait for a look into the control database, and a role that is taken away
/// counts for two seconds more.
final class RoleCache implements Function<Set<String>, Set<Permission>> {

    private static final Duration HOLDS = Duration.ofSeconds(2);
    private static final int SETS_MAX = 1_000;

    private final Function<Set<String>, Set<Permission>> catalog;
    private final Clock clock;
    private final Map<Set<String>, Granted> known = new ConcurrentHashMap<>();

    RoleCache(Function<Set<String>, Set<Permission>> catalog, Clock clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    private record Granted(Set<Permission> permissions, Instant until) {}

    @Override
    public Set<Permission> apply(Set<String> roles) {
        if (roles.isEmpty()) {
            return Set.of();
        }
        Instant now = clock.instant();
        Granted granted = known.get(roles);
        if (granted == null || !now.isBefore(granted.until())) {
            if (known.size() >= SETS_MAX) {
                known.clear();
            }
            granted = new Granted(Set.copyOf(catalog.apply(roles)), now.plus(HOLDS));
            known.put(Set.copyOf(roles), granted);
        }
        return granted.permissions();
    }
}
