package io.onefold.server.internal.decisions.commit;

import io.onefold.server.internal.decisions.commit.Pending.Key;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The transactions of commits whose answers never came, with the lanes that will know once they
/// have a session again. Asked about such a transaction anew, no other lane decides. Safe for many
/// threads.
final class Doubts {

    private final Map<Key, Lane> lanes = new ConcurrentHashMap<>();

    /// The lane that a transaction waits for; null: there is no doubt.
    @Nullable Lane lane(Key key) {
        return lanes.get(key);
    }

    void add(Collection<Pending> pending, Lane lane) {
        pending.forEach(one -> lanes.put(one.key(), lane));
    }

    void settled(Collection<Pending> pending, Lane lane) {
        pending.forEach(one -> lanes.remove(one.key(), lane));
    }
}
