package io.onefold.fraud.decide;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// One lock per user who pays right now: there are never more of them than requests in flight. A
/// lock belongs to a decision, not to a thread, so that whoever completes the commit may free it.
final class UserLocks {

    private final ConcurrentHashMap<String, Lock> locks = new ConcurrentHashMap<>();

    private static final class Lock {
        final Semaphore free = new Semaphore(1, true);
        int holders;
    }

    /// Waits for a user's lock.
    ///
    /// @return false when the time passed first
    boolean acquire(String user, Duration atMost) throws InterruptedException {
        Lock lock =
                locks.compute(
                        user,
                        (key, known) -> {
                            Lock held = known == null ? new Lock() : known;
                            held.holders++;
                            return held;
                        });
        boolean acquired = false;
        try {
            acquired = lock.free.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
            return acquired;
        } finally {
            if (!acquired) {
                leave(user);
            }
        }
    }

    void release(String user) {
        Lock lock = locks.get(user);
        if (lock == null) {
            throw new IllegalStateException("a lock that nobody holds was released");
        }
        lock.free.release();
        leave(user);
    }

    int size() {
        return locks.size();
    }

    private void leave(String user) {
        locks.computeIfPresent(user, (key, lock) -> --lock.holders == 0 ? null : lock);
    }
}
