package io.onefold.server.internal.decisions.commit;

import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.fraud.port.KeptDecision;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.server.internal.decisions.seal.DataKeys;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One of the threads that commit decisions: it takes what waits, writes it in one transaction and
/// says what became of each. A commit whose answer never came is looked up as soon as the database
/// answers again, before anything else is written.
final class Lane implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final Duration RETRY = Duration.ofMillis(200);
    private static final Duration IDLE = Duration.ofMillis(100);
    private static final int CROWD = 4;
    private static final long LINGER_STEP_NANOS = TimeUnit.MICROSECONDS.toNanos(250);

    private final int number;
    private final CommitSettings settings;
    private final Sessions sessions;
    private final Batch batch;
    private final DataKeys keys;
    private final Clock clock;
    private final Outcomes outcomes;
    private final Doubts doubts;
    private final BlockingQueue<Pending> queue;
    private final List<Pending> inDoubt = new ArrayList<>();

    private volatile @Nullable LaneSession session;
    private volatile boolean up;
    private volatile boolean closing;
    private volatile long writingSince; // 0: not writing
    private long lastId;
    private int lastSize;

    Lane(
            int number,
            CommitSettings settings,
            Sessions sessions,
            Batch batch,
            DataKeys keys,
            Clock clock,
            Outcomes outcomes,
            Doubts doubts) {
        this.number = number;
        this.settings = settings;
        this.sessions = sessions;
        this.batch = batch;
        this.keys = keys;
        this.clock = clock;
        this.outcomes = outcomes;
        this.doubts = doubts;
        this.queue = new ArrayBlockingQueue<>(Math.max(1, settings.queueMax() / settings.lanes()));
    }

    /// Opens the lane's connections.
    @FunctionalInterface
    interface Sessions {
        LaneSession open(int lane) throws SQLException;
    }

    /// Who is told of commits.
    ///
    /// @param late takes a decision whose commit's answer never came, and that was kept
    /// @param committed takes how many were committed together, and how many nanoseconds it took
    record Outcomes(Consumer<KeptDecision> late, Committed committed) {}

    /// Is told of a commit.
    @FunctionalInterface
    interface Committed {
        void of(int decisions, long nanos);
    }

    /// Opens its first session.
    void connect() throws SQLException {
        LaneSession opened = sessions.open(number);
        session = opened;
        settleDoubts(opened);
        lastId = Math.max(lastId, opened.lastId());
        up = true;
    }

    /// Takes a decision, or refuses it at once.
    void offer(Pending pending) {
        if (!up || closing) {
            pending.fail(Pending.unavailable("its database does not answer"));
        } else if (!queue.offer(pending)) {
            pending.fail(Pending.unavailable(queue.size() + " decisions are waiting already"));
        }
    }

    int depth() {
        return queue.size();
    }

    boolean isUp() {
        return up;
    }

    @Override
    public void run() {
        while (!closing || !queue.isEmpty()) {
            if (session == null && !reconnect()) {
                failWaiting();
                pause();
            } else {
                List<Pending> next = next();
                if (!next.isEmpty()) {
                    write(next, true);
                }
            }
        }
        failWaiting();
        lose();
    }

    private List<Pending> next() {
        List<Pending> next = new ArrayList<>();
        try {
            Pending one = queue.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
            if (one != null) {
                linger();
                next.add(one);
                queue.drainTo(next, settings.batchMax() - 1);
                next.removeIf(pending -> !pending.take());
            }
        } catch (InterruptedException e) {
            closing = true;
        }
        return next;
    }

    /// While decisions come in crowds, waits a little until as many are there as last time.
    private void linger() {
        if (lastSize <= CROWD) {
            return;
        }
        long until = System.nanoTime() + settings.linger().toNanos();
        for (long left = until - System.nanoTime();
                left > 0 && queue.size() + 1 < lastSize;
                left = until - System.nanoTime()) {
            LockSupport.parkNanos(this, Math.min(left, LINGER_STEP_NANOS));
        }
    }

    /// @param again whether it may be tried once more over a new connection
    private void write(List<Pending> pending, boolean again) {
        LaneSession open = Objects.requireNonNull(session);
        boolean committing = false;
        long begun = System.nanoTime();
        writingSince = begun;
        try {
            Batch.Written written =
                    batch.write(open.connection(), open.audit(), pending, clock.instant());
            committing = true;
            open.connection().commit();
            writingSince = 0;
            open.audit().committed();
            keys.committed(written.taken().values());
            lastId = Math.max(lastId, written.lastId());
            lastSize = pending.size();
            outcomes.committed().of(pending.size(), System.nanoTime() - begun);
            written.kept().forEach((one, kept) -> one.kept().complete(kept));
        } catch (SQLException | RuntimeException e) {
            writingSince = 0;
            failed(open, pending, e, committing, again);
        }
    }

    private void failed(
            LaneSession open,
            List<Pending> pending,
            Exception e,
            boolean committing,
            boolean again) {
        LOG.warn("lane {}: {} decisions not committed: {}", number, pending.size(), e.toString());
        if (committing) {
            inDoubt.addAll(pending);
            doubts.add(pending, this);
            lose();
            fail(pending, "the answer to a commit did not come");
        } else if (isDataFault(e) && rolledBack(open)) {
            oneByOne(pending, e);
        } else {
            lose();
            if (again && reconnect()) {
                write(pending, false);
            } else {
                fail(pending, "its database does not answer");
            }
        }
    }

    /// Whether one of the decisions is to blame, and not the database.
    private static boolean isDataFault(Exception e) {
        String state = e instanceof SQLException sql ? sql.getSQLState() : "22000";
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }

    private static boolean rolledBack(LaneSession open) {
        try {
            open.connection().rollback();
            open.audit().rolledBack();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private void oneByOne(List<Pending> pending, Exception e) {
        if (pending.size() == 1) {
            LOG.error("lane {}: a decision was refused", number, e);
            pending.getFirst()
                    .fail(
                            new OnefoldException(
                                    ErrorCode.INTERNAL,
                                    "the decision store refused a decision, which is a defect: see the log",
                                    e));
            return;
        }
        for (Pending one : pending) {
            if (session == null && !reconnect()) {
                one.fail(Pending.unavailable("its database does not answer"));
            } else {
                write(List.of(one), true);
            }
        }
    }

    private boolean reconnect() {
        try {
            connect();
            LOG.info("lane {}: commits decisions again", number);
            return true;
        } catch (SQLException | RuntimeException e) {
            LOG.debug("lane {}: no connection yet", number, e);
            lose();
            return false;
        }
    }

    /// Decisions of a commit whose answer never came, and that stand in the store, are told of.
    private void settleDoubts(LaneSession open) throws SQLException {
        if (inDoubt.isEmpty()) {
            return;
        }
        for (Pending pending : inDoubt) {
            Jdbc.first(
                            open.connection(),
                            "select id, created_at from decisions.transactions"
                                    + " where tenant = ? and transaction_id = ? and id > ?",
                            row ->
                                    new KeptDecision(
                                            row.getLong("id"),
                                            Objects.requireNonNull(Jdbc.instant(row, "created_at")),
                                            pending.decision()),
                            pending.key().tenant(),
                            pending.key().transactionId(),
                            lastId)
                    .ifPresent(outcomes.late());
        }
        open.connection().rollback();
        doubts.settled(inDoubt, this);
        inDoubt.clear();
    }

    private void lose() {
        LaneSession open = session;
        up = false;
        session = null;
        if (open != null) {
            open.abort();
        }
    }

    private void failWaiting() {
        List<Pending> waiting = new ArrayList<>();
        queue.drainTo(waiting);
        fail(waiting.stream().filter(Pending::take).toList(), "its database does not answer");
    }

    private static void fail(List<Pending> pending, String why) {
        pending.forEach(one -> one.fail(Pending.unavailable(why)));
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY.toMillis());
        } catch (InterruptedException e) {
            closing = true;
        }
    }

    /// Ends a commit that takes too long, and what has waited too long behind it.
    void expire(long now) {
        long limit = settings.timeout().toNanos();
        long since = writingSince;
        LaneSession open = session;
        if (since != 0 && now - since > limit && open != null) {
            open.abort();
        }
        for (Pending waiting : queue) {
            if (waiting.isOlderThan(limit, now) && waiting.take()) {
                queue.remove(waiting);
                waiting.fail(Pending.unavailable("its database takes too long"));
            }
        }
    }

    /// Lets it end once what waits is written.
    void end() {
        closing = true;
    }
}
