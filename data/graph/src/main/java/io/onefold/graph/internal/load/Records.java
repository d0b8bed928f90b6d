package io.onefold.graph.internal.load;

import io.onefold.catalog.GraphRun;
import io.onefold.catalog.GraphRuns;
import io.onefold.graph.ItemResult;
import io.onefold.model.run.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What the control database knows of this load, written while it runs.
final class Records {

    private static final Duration LIVE_EVERY = Duration.ofSeconds(1);

    private final GraphRuns runs;
    private final UUID run;
    private final String graph;
    private final Clock clock;
    private final Map<String, Instant> shownAt = new HashMap<>();
    private final Map<String, GraphRun.Item> saved = new HashMap<>();

    private Records(GraphRuns runs, UUID run, String graph, Clock clock) {
        this.runs = runs;
        this.run = run;
        this.graph = graph;
        this.clock = clock;
    }

    /// Begins the record of a load.
    ///
    /// @param wished the load's id, unless an earlier load has it
    static Records begin(
            GraphRuns runs,
            UUID wished,
            String graph,
            GraphRun.Mode mode,
            Map<String, Long> snapshots,
            boolean cleared,
            Clock clock) {
        UUID id = runs.find(wished).isEmpty() ? wished : UUID.randomUUID();
        runs.start(id, graph, mode, snapshots, cleared);
        return new Records(runs, id, graph, clock);
    }

    UUID run() {
        return run;
    }

    /// Writes an item as it is now, at most once a second.
    synchronized void live(ItemProgress item) {
        String name = item.item().name().toString();
        Instant now = clock.instant();
        Instant last = shownAt.get(name);
        if (last == null || !now.isBefore(last.plus(LIVE_EVERY))) {
            shownAt.put(name, now);
            item(item);
        }
    }

    /// Writes an item as it is now, unless it stands so already.
    void item(ItemProgress item) {
        items(List.of(item));
    }

    /// Writes items as they are now, in one transaction; those that stand so already are left out.
    synchronized void items(List<ItemProgress> items) {
        List<GraphRun.Item> changed =
                items.stream()
                        .map(Records::now)
                        .filter(now -> !now.equals(saved.put(now.item(), now)))
                        .toList();
        if (!changed.isEmpty()) {
            runs.save(run, changed);
        }
    }

    private static GraphRun.Item now(ItemProgress item) {
        ItemResult now = item.result();
        return new GraphRun.Item(
                now.item(),
                now.status(),
                item.startedAt(),
                item.endedAt(),
                now.read(),
                now.created(),
                now.updated(),
                now.deleted(),
                now.unmatched(),
                now.dead(),
                item.batches(),
                now.error());
    }

    /// Writes down a row that the graph refused.
    ///
    /// @param row its properties as the loader may see them
    void deadLetter(Item item, @Nullable String key, JsonNode row, String reason) {
        runs.deadLetter(
                new GraphRun.DeadLetter(
                        run,
                        item.name().toString(),
                        Optional.ofNullable(key).orElse(""),
                        row,
                        reason,
                        null));
    }

    /// The keys of an item's rows that an earlier load could not send and none has sent since.
    List<String> unresolvedKeys(Item item) {
        return runs.unresolvedKeys(graph, item.name().toString());
    }

    /// Says that rows were sent after all.
    void resolve(Item item, List<String> keys) {
        runs.resolve(graph, item.name().toString(), keys);
    }

    void script(String name, String path, long kilobytes, String sha256) {
        runs.save(new GraphRun.Script(name, path, kilobytes, sha256, run, clock.instant(), null));
    }

    void end(Status status, @Nullable JsonNode reconciliation, @Nullable String error) {
        runs.finish(run, status, reconciliation, error);
    }
}
