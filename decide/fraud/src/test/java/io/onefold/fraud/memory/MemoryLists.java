package io.onefold.fraud.memory;

import io.onefold.fraud.ProblemCode;
import io.onefold.fraud.ProblemException;
import io.onefold.fraud.port.ListEntries;
import io.onefold.fraud.port.ListEntry;
import io.onefold.model.access.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Keeps block and allow lists in memory, for tests.
public final class MemoryLists implements ListEntries {

    private final List<ListEntry> entries = new ArrayList<>();
    private long edition;

    @Override
    public synchronized long edition() {
        return edition;
    }

    @Override
    public synchronized List<ListEntry> current(Instant at) {
        return entries.stream()
                .filter(e -> e.expiresAt() == null || at.isBefore(e.expiresAt()))
                .toList();
    }

    @Override
    public synchronized ListEntry add(ListEntry e, Principal by) {
        edition++;
        ListEntry kept =
                new ListEntry(
                        edition,
                        e.tenant(),
                        e.list(),
                        e.kind(),
                        e.key(),
                        e.reason(),
                        e.expiresAt(),
                        by.name());
        entries.add(kept);
        return kept;
    }

    @Override
    public synchronized void remove(String tenant, long id, Principal by) {
        if (!entries.removeIf(e -> e.id() == id && e.tenant().equals(tenant))) {
            throw new ProblemException(ProblemCode.NOT_FOUND, "there is no such entry");
        }
        edition++;
    }
}
