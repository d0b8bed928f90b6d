package io.onefold.server.internal.deciding;

import io.onefold.fraud.decide.Decisions;
import io.onefold.fraud.decide.History;
import io.onefold.fraud.port.StateStore;
import io.onefold.fraud.port.StateStore.Position;
import io.onefold.fraud.port.StateStore.Snapshot;
import io.onefold.scoring.feature.FeaturePlan;
import io.onefold.scoring.feature.FeatureState;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes snapshots of the feature state while decisions are made.
///
/// Numbers are given before commits end, and commits end in any order. A snapshot therefore notes
/// what is taken in, then asks for the highest number so far, then waits until everything under way
/// has ended: what stands below that number is in the state or will never be, and what is noted
/// above it is in the state as well. Nobody waits for this but the snapshot. Writing the state down
/// holds decisions up, so the store takes it at the speed of a file.
public final class StateKeeping {

    private static final Logger LOG = LoggerFactory.getLogger(StateKeeping.class);
    private static final Duration SETTLED = Duration.ofSeconds(5);

    private final StateStore rows;
    private final Decisions decisions;
    private final String format;
    private final Clock clock;
    private final ReadWriteLock events = new ReentrantReadWriteLock();
    private @Nullable Position last;

    /// @param plan says what the state keeps
    public StateKeeping(StateStore rows, Decisions decisions, FeaturePlan plan, Clock clock) {
        this.rows = rows;
        this.decisions = decisions;
        this.format = FeatureState.snapshotFormat(plan);
        this.clock = clock;
    }

    /// Keeps an event and takes it in, with no snapshot in between.
    public <T> T event(Supplier<T> keptAndTaken) {
        events.readLock().lock();
        try {
            return keptAndTaken.get();
        } finally {
            events.readLock().unlock();
        }
    }

    /// Keeps a snapshot. Without one a start takes longer, and nothing else is lost.
    ///
    /// @return false if there is none to keep now: nothing happened since the last one, or a commit
    ///   does not end
    public synchronized boolean snapshot() {
        if (!rows.isCertain()) {
            LOG.warn("no snapshot of the feature state: its database does not take decisions");
            return false;
        }
        History history = decisions.history();
        history.note();
        try {
            long payment = rows.lastPayment();
            if (!decisions.settled(SETTLED) || !rows.isCertain()) {
                LOG.warn("no snapshot of the feature state now: commits have not ended");
                return false;
            }
            return !isLast(payment) && keep(history, payment);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException | RuntimeException e) {
            LOG.warn("a snapshot of the feature state could not be kept: {}", e.toString());
            return false;
        } finally {
            history.forget();
        }
    }

    private boolean isLast(long payment) {
        return last != null && last.payment() == payment && last.event() == rows.lastEvent();
    }

    private boolean keep(History history, long payment) throws IOException {
        AtomicReference<Position> written = new AtomicReference<>();
        rows.keep(
                body -> {
                    Instant at = clock.instant();
                    Position position = write(history, payment, body);
                    written.set(position);
                    return new Snapshot(at, format, position);
                });
        last = written.get();
        return true;
    }

    private Position write(History history, long payment, OutputStream body) throws IOException {
        events.writeLock().lock();
        try {
            long event = rows.lastEvent();
            long began = System.nanoTime();
            Set<Long> also =
                    history.snapshot(body).stream()
                            .filter(number -> number > payment)
                            .collect(Collectors.toSet());
            LOG.info(
                    "the feature state is written down; decisions waited {} ms",
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
            return new Position(payment, also, event);
        } finally {
            events.writeLock().unlock();
        }
    }
}
