package io.onefold.server;

import io.onefold.model.access.Permission;
import io.onefold.model.audit.AuditLog;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.springframework.context.support.GenericApplicationContext;

/// What the server serves: the parts of Onefold that its endpoints call, put together by whoever
/// starts it.
///
/// @param audit where refusals and changes are written
/// @param permissionsOfRoles what a set of role names grants
/// @param health the parts that `/health` asks
/// @param clock the time
public record Rooms(
        AuditLog audit,
        Function<Set<String>, Set<Permission>> permissionsOfRoles,
        List<Health> health,
        Clock clock) {

    public Rooms {
        Objects.requireNonNull(audit);
        Objects.requireNonNull(permissionsOfRoles);
        Objects.requireNonNull(clock);
        health = List.copyOf(health);
    }

    void register(GenericApplicationContext context) {
        context.registerBean(Rooms.class, () -> this);
        context.registerBean(AuditLog.class, this::audit);
        context.registerBean(Clock.class, this::clock);
    }
}
