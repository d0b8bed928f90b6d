package io.onefold.fraud.decide;

import io.onefold.fraud.EntityKind;
import io.onefold.fraud.ProblemCode;
import io.onefold.fraud.ProblemException;
import io.onefold.fraud.port.Keys;
import io.onefold.fraud.port.ListEntries;
import io.onefold.fraud.port.ListEntry;
import io.onefold.model.access.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeps the block and allow lists. What is listed is known by its keyed hash only.
public final class ListDesk {

    private final ListEntries entries;
    private final Keys keys;
    private final Clock clock;

    public ListDesk(ListEntries entries, Keys keys, Clock clock) {
        this.entries = entries;
        this.keys = keys;
        this.clock = clock;
    }

    /// Blocks an entity: its payments are CRITICAL.
    ///
    /// @param until null: until somebody removes it
    public ListEntry block(
            String tenant,
            EntityKind kind,
            String value,
            String reason,
            @Nullable Instant until,
            Principal by) {
        return add(tenant, ListEntry.Kind.BLOCK, kind, value, reason, until, by);
    }

    /// Allows an entity: its payments are not declined, but reviewed.
    public ListEntry allow(
            String tenant,
            EntityKind kind,
            String value,
            String reason,
            Instant until,
            Principal by) {
        return add(tenant, ListEntry.Kind.ALLOW, kind, value, reason, until, by);
    }

    /// The entries of a tenant that have not expired.
    public List<ListEntry> current(String tenant) {
        return entries.current(clock.instant()).stream()
                .filter(entry -> entry.tenant().equals(tenant))
                .toList();
    }

    /// @throws ProblemException (NOT_FOUND)
    public void remove(String tenant, long id, Principal by) {
        entries.remove(tenant, id, by);
    }

    private ListEntry add(
            String tenant,
            ListEntry.Kind list,
            EntityKind kind,
            String value,
            String reason,
            @Nullable Instant until,
            Principal by) {
        if (value.isBlank() || reason.isBlank()) {
            throw new ProblemException(
                    ProblemCode.VALIDATION, "an entry has a value and a reason; give both");
        }
        if (until != null && !until.isAfter(clock.instant())) {
            throw new ProblemException(
                    ProblemCode.VALIDATION, "an entry expires in the future; give a later time");
        }
        byte[] key = EntityKeys.full(keys, kind, value);
        return entries.add(new ListEntry(0, tenant, list, kind, key, reason, until, by.name()), by);
    }
}
