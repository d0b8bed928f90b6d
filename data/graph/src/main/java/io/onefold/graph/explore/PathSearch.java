package io.onefold.graph.explore;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Transaction;

/// A shortest path between two nodes, searched from both ends at once, always on from the end that
/// has fewer open nodes. Hubs are not walked through.
final class PathSearch {

    private final Transaction transaction;
    private final Labels labels;
    private final ExploreLimits limits;
    private boolean complete = true;

    PathSearch(Transaction transaction, Labels labels, ExploreLimits limits) {
        this.transaction = transaction;
        this.labels = labels;
        this.limits = limits;
    }

    /// A path by the server's ids.
    ///
    /// @param nodes in order
    /// @param edges one for each hop
    record Found(List<String> nodes, List<String> edges) {}

    /// One end of the search: every node that was reached, and by which step.
    private static final class End {
        final Map<String, @Nullable Step> reached = new LinkedHashMap<>();
        List<String> open;

        End(String start) {
            reached.put(start, null);
            open = List.of(start);
        }
    }

    Optional<Found> search(String from, String to, int hopsMax) {
        if (from.equals(to)) {
            return Optional.of(new Found(List.of(from), List.of()));
        }
        End start = new End(from);
        End goal = new End(to);
        for (int hop = 0; hop < hopsMax && complete; hop++) {
            boolean forward = start.open.size() <= goal.open.size();
            End near = forward ? start : goal;
            End far = forward ? goal : start;
            if (near.open.isEmpty()) {
                return Optional.empty();
            }
            Optional<Step> meeting = expand(near, far);
            if (meeting.isPresent()) {
                return Optional.of(
                        forward
                                ? joined(meeting.get(), near, far)
                                : reversed(joined(meeting.get(), near, far)));
            }
        }
        return Optional.empty();
    }

    /// Whether everything in reach was looked at.
    boolean isComplete() {
        return complete;
    }

    private Optional<Step> expand(End near, End far) {
        int room = limits.visitedMax() - near.reached.size() - far.reached.size();
        if (room < 1) {
            complete = false;
            return Optional.empty();
        }
        List<Step> steps = Step.from(transaction, near.open, "", room, room, labels);
        complete = steps.size() < room;
        List<String> next = new ArrayList<>();
        for (Step step : steps) {
            if (far.reached.containsKey(step.to())) {
                return Optional.of(step);
            }
            if (!step.isHub(labels) && !near.reached.containsKey(step.to())) {
                near.reached.put(step.to(), step);
                next.add(step.to());
            }
        }
        near.open = next;
        return Optional.empty();
    }

    private static Found joined(Step meeting, End near, End far) {
        List<String> nodes = new ArrayList<>();
        List<String> edges = new ArrayList<>();
        trace(near, meeting.from(), nodes, edges);
        nodes = new ArrayList<>(nodes.reversed());
        edges = new ArrayList<>(edges.reversed());
        edges.add(meeting.edge());
        trace(far, meeting.to(), nodes, edges);
        return new Found(List.copyOf(nodes), List.copyOf(edges));
    }

    /// Adds the nodes and relationships from a node back to the end it was reached from.
    private static void trace(
            End end, String node, Collection<String> nodes, Collection<String> edges) {
        String at = node;
        nodes.add(at);
        for (Step by = end.reached.get(at); by != null; by = end.reached.get(at)) {
            edges.add(by.edge());
            at = by.from();
            nodes.add(at);
        }
    }

    private static Found reversed(Found path) {
        return new Found(
                List.copyOf(path.nodes().reversed()), List.copyOf(path.edges().reversed()));
    }
}
