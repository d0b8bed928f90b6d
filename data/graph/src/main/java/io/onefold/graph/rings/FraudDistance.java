package io.onefold.graph.rings;

import java.util.Arrays;
import java.util.BitSet;

/// How many customer hops lie between each customer and the nearest confirmed fraud other than
/// itself.
///
/// Breadth-first search from all frauds at once, in which every node keeps its two nearest distinct
/// sources: a fraud's own label is its first, so the second is the nearest other. Each node is
/// expanded at most twice, hence linear time.
final class FraudDistance {

    /// No fraud within reach.
    static final int NONE = -1;

    private static final int NOBODY = -1;

    private final IdentifierGraph graph;
    private final Nearest ofCustomers;
    private final Nearest ofIdentifiers;

    private FraudDistance(IdentifierGraph graph) {
        this.graph = graph;
        this.ofCustomers = new Nearest(graph.customers());
        this.ofIdentifiers = new Nearest(graph.identifiers());
    }

    /// @param frauds the numbers of confirmed frauds
    /// @param hopsMax how far to look, in customer hops
    static FraudDistance from(IdentifierGraph graph, BitSet frauds, int hopsMax) {
        FraudDistance distance = new FraudDistance(graph);
        Frontier frontier = new Frontier();
        for (int fraud = frauds.nextSetBit(0); fraud >= 0; fraud = frauds.nextSetBit(fraud + 1)) {
            distance.ofCustomers.offer(fraud, fraud, 0);
            frontier.add(fraud, fraud);
        }
        for (int hop = 1; hop <= hopsMax && frontier.size > 0; hop++) {
            frontier = distance.step(frontier, hop);
        }
        return distance;
    }

    /// Hops from a customer to the nearest fraud that is not the customer, or [#NONE].
    int hops(int customer) {
        return ofCustomers.distanceToOther(customer, customer);
    }

    private Frontier step(Frontier frontier, int hop) {
        Frontier identifiers = new Frontier();
        for (int i = 0; i < frontier.size; i++) {
            int customer = frontier.node[i];
            for (int at = graph.firstIdentifierAt(customer);
                    at < graph.firstIdentifierAt(customer + 1);
                    at++) {
                int identifier = graph.identifierAt(at);
                if (!graph.isHub(identifier)
                        && ofIdentifiers.offer(identifier, frontier.source[i], hop)) {
                    identifiers.add(identifier, frontier.source[i]);
                }
            }
        }
        Frontier next = new Frontier();
        for (int i = 0; i < identifiers.size; i++) {
            int identifier = identifiers.node[i];
            for (int at = graph.firstCustomerAt(identifier);
                    at < graph.firstCustomerAt(identifier + 1);
                    at++) {
                int customer = graph.customerAt(at);
                if (ofCustomers.offer(customer, identifiers.source[i], hop)) {
                    next.add(customer, identifiers.source[i]);
                }
            }
        }
        return next;
    }

    /// For every node, its two nearest distinct sources with their distances.
    private static final class Nearest {
        private final int[] firstSource;
        private final int[] secondSource;
        private final byte[] firstHops;
        private final byte[] secondHops;

        Nearest(int nodes) {
            firstSource = new int[nodes];
            secondSource = new int[nodes];
            Arrays.fill(firstSource, NOBODY);
            Arrays.fill(secondSource, NOBODY);
            firstHops = new byte[nodes];
            secondHops = new byte[nodes];
        }

        /// Takes a source if the node has room for it; sources arrive in order of distance.
        boolean offer(int node, int source, int hops) {
            if (firstSource[node] == NOBODY) {
                firstSource[node] = source;
                firstHops[node] = (byte) hops;
                return true;
            }
            if (firstSource[node] == source || secondSource[node] != NOBODY) {
                return false;
            }
            secondSource[node] = source;
            secondHops[node] = (byte) hops;
            return true;
        }

        int distanceToOther(int node, int self) {
            if (firstSource[node] != NOBODY && firstSource[node] != self) {
                return firstHops[node];
            }
            return secondSource[node] == NOBODY ? NONE : secondHops[node];
        }
    }

    /// Pairs of a node and the source that reached it, of one round.
    private static final class Frontier {
        private int[] node = new int[256];
        private int[] source = new int[256];
        private int size;

        void add(int nodeNumber, int sourceNumber) {
            if (size == node.length) {
                node = Arrays.copyOf(node, size * 2);
                source = Arrays.copyOf(source, size * 2);
            }
            node[size] = nodeNumber;
            source[size++] = sourceNumber;
        }
    }
}
