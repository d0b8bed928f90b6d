package io.onefold.graph.explore;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.neo4j.driver.Transaction;

/// A walk outwards from a node, hop by hop, until depth or room is used up. Hubs are reached, not
/// walked through; the node in the middle is, whatever it is.
final class Walk {

    /// Steps looked at for each node there is still room for: many lead to nodes that are shown
    /// already.
    private static final int STEPS_PER_PLACE = 4;

    private static final int STEPS_LEAST = 300;

    private final Transaction transaction;
    private final Labels labels;
    private final ExploreLimits limits;
    private final String types;
    private final int nodesMax;

    /// The nodes that were reached, and whether each is a hub.
    final Map<String, Boolean> nodes = new LinkedHashMap<>();

    /// The relationships that were walked.
    final Set<String> edges = new LinkedHashSet<>();

    /// Whether neighbours were left out.
    boolean truncated;

    Walk(Transaction transaction, Labels labels, ExploreLimits limits, String types, int nodesMax) {
        this.transaction = transaction;
        this.labels = labels;
        this.limits = limits;
        this.types = types;
        this.nodesMax = nodesMax;
    }

    void from(String start, int depth) {
        nodes.put(start, false);
        List<String> open = List.of(start);
        for (int hop = 0; hop < depth && !open.isEmpty(); hop++) {
            int room = nodesMax - nodes.size();
            if (room == 0) {
                truncated = true;
                return;
            }
            int each = hop == 0 ? nodesMax : limits.eachMax();
            int rows = Math.max(STEPS_LEAST, STEPS_PER_PLACE * room);
            List<Step> steps = Step.from(transaction, open, types, each + 1, rows, labels);
            truncated |= steps.size() == rows;
            open = take(steps, each);
        }
    }

    /// Takes the steps there is room for.
    ///
    /// @return the nodes that the next hop starts from
    private List<String> take(List<Step> steps, int each) {
        Map<String, Integer> taken = new LinkedHashMap<>();
        List<String> next = new ArrayList<>();
        for (Step step : steps) {
            boolean isNew = !nodes.containsKey(step.to());
            if (taken.merge(step.from(), 1, Integer::sum) > each
                    || (isNew && nodes.size() == nodesMax)) {
                truncated = true;
            } else {
                edges.add(step.edge());
                if (isNew) {
                    boolean hub = step.isHub(labels);
                    nodes.put(step.to(), hub);
                    if (!hub) {
                        next.add(step.to());
                    }
                }
            }
        }
        return next;
    }
}
