package io.onefold.verify.crash;

import io.onefold.model.DatasetName;
import io.onefold.model.TableName;
import io.onefold.verify.command.Install;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/// A reader that looks at all tables again and again, beside a run.
final class Watcher implements AutoCloseable {

    private final Install onefold;
    private final List<DatasetName> datasets;
    private final Map<TableName, Set<String>> seen = new TreeMap<>();
    private final Set<String> failures = new HashSet<>();
    private final CountDownLatch looked = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean ended;
    private int looks;

    Watcher(Install onefold, List<DatasetName> datasets) {
        this.onefold = onefold;
        this.datasets = datasets;
        this.thread = Thread.ofPlatform().name("watcher").start(this::watch);
    }

    private void watch() {
        while (!ended) {
            try {
                Tables.of(onefold, datasets)
                        .forEach(
                                (table, hash) ->
                                        seen.computeIfAbsent(table, _ -> new HashSet<>())
                                                .add(hash));
                looks++;
            } catch (RuntimeException e) {
                failures.add(String.valueOf(e.getMessage()));
            }
            looked.countDown();
        }
    }

    /// Waits until it has looked once.
    void awaitFirstLook() throws InterruptedException {
        looked.await();
    }

    /// Each state of each table that it saw, after [#close].
    Map<TableName, Set<String>> seen() {
        return seen;
    }

    int looks() {
        return looks;
    }

    /// What kept it from reading, after [#close].
    Set<String> failures() {
        return failures;
    }

    @Override
    public void close() {
        ended = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
