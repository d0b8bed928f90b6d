package io.onefold.server.internal.decisions.commit;

import io.onefold.catalog.JdbcAddress;
import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.fraud.port.DecisionRecord;
import io.onefold.fraud.port.DecisionStore.Kept;
import io.onefold.fraud.port.KeptDecision;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.server.internal.decisions.pack.Packing;
import io.onefold.server.internal.decisions.seal.DataKeys;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/// Commits decisions in groups, on lanes beside each other. What comes while a lane commits waits
/// for that lane's next commit, so that a commit takes as much as piled up; the next lane helps
/// when more wait than one commit is to take at a time. One server commits at a time: the lanes are
/// held by its sessions. Safe for many threads.
public final class GroupCommit implements AutoCloseable {

    private static final Duration WATCH = Duration.ofMillis(50);
    private static final Duration PREDECESSOR = Duration.ofSeconds(3);
    private static final int PILE = 64;
    private static final Duration END = Duration.ofSeconds(20);

    private final List<Lane> lanes = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<Consumer<KeptDecision>> late = new CopyOnWriteArrayList<>();
    private final Packing packing;
    private final PlanNumbers plans;
    private final Doubts doubts = new Doubts();
    private final LongAdder commits = new LongAdder();
    private final LongAdder decisions = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    private GroupCommit(Packing packing, PlanNumbers plans) {
        this.packing = packing;
        this.plans = plans;
    }

    /// What a group commit works with.
    ///
    /// @param address the database
    /// @param keys seals requests
    /// @param packing makes bytes small
    /// @param plans numbers feature plans
    /// @param clock stamps audit events
    public record Parts(
            JdbcAddress address, DataKeys keys, Packing packing, PlanNumbers plans, Clock clock) {}

    /// Takes all lanes and begins.
    ///
    /// @throws OnefoldException (UNAVAILABLE) if the database does not answer; (CONFLICT) if
    ///   another server commits decisions
    public static GroupCommit open(CommitSettings settings, Parts parts) {
        GroupCommit commit = new GroupCommit(parts.packing(), parts.plans());
        boolean opened = false;
        try {
            for (int number = 1; number <= settings.lanes(); number++) {
                commit.add(number, settings, parts);
            }
            commit.start("commit-watch", commit::watch);
            opened = true;
            return commit;
        } finally {
            if (!opened) {
                commit.close();
            }
        }
    }

    private void add(int number, CommitSettings settings, Parts parts) {
        Lane lane =
                new Lane(
                        number,
                        settings,
                        which -> LaneSession.open(parts.address(), which, settings.timeout()),
                        new Batch(parts.keys(), new StoredAnswers(packing)),
                        parts.keys(),
                        parts.clock(),
                        new Lane.Outcomes(
                                decision -> late.forEach(told -> told.accept(decision)),
                                this::committed),
                        doubts);
        connect(lane);
        lanes.add(lane);
        start("commit-" + number, lane);
    }

    /// Waits a little for a session before that has not ended yet: a server that was killed.
    private static void connect(Lane lane) {
        long until = System.nanoTime() + PREDECESSOR.toNanos();
        while (true) {
            try {
                lane.connect();
                return;
            } catch (SQLException e) {
                boolean held = "55P03".equals(e.getSQLState());
                if (!held || System.nanoTime() > until) {
                    throw held ? taken(e) : Jdbc.failure(e);
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(WATCH.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static OnefoldException taken(SQLException e) {
        return new OnefoldException(
                ErrorCode.CONFLICT,
                e.getMessage()
                        + "; one server decides at a time: stop the other one, or wait until its session ends",
                e);
    }

    private void start(String name, Runnable work) {
        threads.add(Thread.ofPlatform().name(name).daemon().start(work));
    }

    private void committed(int size, long took) {
        commits.increment();
        decisions.add(size);
        nanos.add(took);
    }

    /// Keeps a decision; see [io.onefold.fraud.port.DecisionStore#append(DecisionRecord)]. The
    /// stage completes on the lane's thread: what takes long goes on elsewhere.
    public CompletionStage<Kept> append(DecisionRecord decision) {
        Pending.Packed packed =
                new Pending.Packed(
                        packing.pack(decision.request()),
                        packing.pack(decision.entities()),
                        packing.pack(plans.number(decision.plan()), decision.features()),
                        packing.pack(decision.response()));
        Pending pending = new Pending(decision, packed, System.nanoTime());
        laneFor(pending).offer(pending);
        return pending.kept();
    }

    /// A transaction whose commit is in doubt waits for the lane that will know. Any other goes to
    /// the first lane whose pile is small, else to the one with the smallest.
    private Lane laneFor(Pending pending) {
        Lane knows = doubts.lane(pending.key());
        if (knows != null) {
            return knows;
        }
        Lane least = lanes.getFirst();
        for (Lane lane : lanes) {
            if (lane.isUp() && lane.depth() < PILE) {
                return lane;
            }
            if (lane.isUp() && (!least.isUp() || lane.depth() < least.depth())) {
                least = lane;
            }
        }
        return least;
    }

    /// Adds somebody who is told of decisions that were kept although their append failed, because
    /// the commit's answer was lost. Told before anything else is written on that lane.
    public void onKeptLate(Consumer<KeptDecision> listener) {
        late.add(listener);
    }

    /// How many decisions wait for a commit.
    public int depth() {
        return lanes.stream().mapToInt(Lane::depth).sum();
    }

    /// Whether all lanes can write.
    public boolean isUp() {
        return lanes.stream().allMatch(Lane::isUp);
    }

    /// What was committed so far.
    public Totals totals() {
        return new Totals(commits.sum(), decisions.sum(), nanos.sum());
    }

    /// Sums since the start.
    ///
    /// @param commits how many transactions
    /// @param decisions how many decisions in them
    /// @param nanos how long they took, added up
    public record Totals(long commits, long decisions, long nanos) {}

    private void watch() {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(WATCH.toMillis());
                long now = System.nanoTime();
                lanes.forEach(lane -> lane.expire(now));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    /// Writes what waits and gives the lanes back.
    @Override
    public void close() {
        lanes.forEach(Lane::end);
        try {
            for (Thread thread : threads) {
                if (thread.getName().equals("commit-watch")) {
                    thread.interrupt();
                }
                thread.join(END);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
