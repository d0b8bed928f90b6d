package io.onefold.fraud.port;

import io.onefold.model.access.Principal;
import java.time.Instant;
import java.util.List;

/// Where block and allow lists are kept. Every change is audited in its own commit.
public interface ListEntries {

    /// A number that changes whenever an entry was added or removed.
    long edition();

    /// All entries that have not expired, of every tenant.
    List<ListEntry> current(Instant at);

    ListEntry add(ListEntry entry, Principal by);

    /// @throws io.onefold.fraud.ProblemException (NOT_FOUND) when the tenant has no such entry
    void remove(String tenant, long id, Principal by);
}
