package io.onefold.lake.internal.duck;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// The engines of one lake's own stages. An instance that is given back clean serves the next
/// session, as starting and stopping one takes longer than reading a small table. Safe for many
/// threads.
public final class Engines implements AutoCloseable {

    /// More than so many unused instances are not kept.
    private static final int IDLE_MAX = 2;

    private final Path spillRoot;
    private final int memoryMegabytes;
    private final int threads;
    private final Deque<Instance> idle = new ArrayDeque<>();
    private boolean closed;

    public Engines(Path spillRoot, int memoryMegabytes, int threads) {
        this.spillRoot = spillRoot;
        this.memoryMegabytes = memoryMegabytes;
        this.threads = threads;
    }

    /// Begins to load the engine's library, which takes about a second of each process, beside
    /// whatever the caller does next. Failing here is no matter: the first engine says why.
    public static void load() {
        Thread.ofPlatform().daemon().name("lake-engine-load").start(Engines::loadNow);
    }

    private static void loadNow() {
        try {
            DriverManager.getConnection("jdbc:duckdb:").close();
        } catch (SQLException e) {
            System.getLogger(Engines.class.getName())
                    .log(System.Logger.Level.DEBUG, "the engine does not load", e);
        }
    }

    /// An engine for one thread; closing it gives it back.
    public Engine take() {
        Instance unused = takeIdle();
        return new Engine(
                unused == null ? Instance.open(spillRoot, memoryMegabytes, threads) : unused,
                this::giveBack);
    }

    private synchronized @Nullable Instance takeIdle() {
        return idle.poll();
    }

    private void giveBack(Instance instance) {
        if (!(instance.reset() && keep(instance))) {
            instance.close();
        }
    }

    private synchronized boolean keep(Instance instance) {
        boolean room = !closed && idle.size() < IDLE_MAX;
        if (room) {
            idle.push(instance);
        }
        return room;
    }

    /// Closes the unused instances; one in use is closed when it is given back.
    @Override
    public void close() {
        for (Instance instance : drain()) {
            instance.close();
        }
    }

    private synchronized Deque<Instance> drain() {
        closed = true;
        Deque<Instance> all = new ArrayDeque<>(idle);
        idle.clear();
        return all;
    }
}
