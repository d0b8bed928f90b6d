package io.onefold.graph.rings;

import java.util.BitSet;

/// A bipartite graph of customers and the identifiers they use, in compressed sparse rows, both
/// ways.
///
/// Customers and identifiers are numbered from 0. An edge is stored once in each direction: 8 bytes
/// an edge, plus 4 for each node. Identifiers in [#hubs] are part of the graph, and connect nobody.
final class IdentifierGraph {

    private final int[] customerOffsets;
    private final int[] identifiersOfCustomer;
    private final int[] identifierOffsets;
    private final int[] customersOfIdentifier;
    private final BitSet hubs;

    private IdentifierGraph(Edges edges, int customers, int identifiers, BitSet hubs) {
        this.customerOffsets = offsets(edges.customer, edges.size, customers);
        this.identifiersOfCustomer =
                rows(edges.customer, edges.identifier, edges.size, customerOffsets);
        this.identifierOffsets = offsets(edges.identifier, edges.size, identifiers);
        this.customersOfIdentifier =
                rows(edges.identifier, edges.customer, edges.size, identifierOffsets);
        this.hubs = (BitSet) hubs.clone();
    }

    int customers() {
        return customerOffsets.length - 1;
    }

    int identifiers() {
        return identifierOffsets.length - 1;
    }

    boolean isHub(int identifier) {
        return hubs.get(identifier);
    }

    int firstIdentifierAt(int customer) {
        return customerOffsets[customer];
    }

    int identifierAt(int position) {
        return identifiersOfCustomer[position];
    }

    int firstCustomerAt(int identifier) {
        return identifierOffsets[identifier];
    }

    int customerAt(int position) {
        return customersOfIdentifier[position];
    }

    private static int[] offsets(int[] from, int size, int nodes) {
        int[] offsets = new int[nodes + 1];
        for (int e = 0; e < size; e++) {
            offsets[from[e] + 1]++;
        }
        for (int n = 0; n < nodes; n++) {
            offsets[n + 1] += offsets[n];
        }
        return offsets;
    }

    private static int[] rows(int[] from, int[] to, int size, int[] offsets) {
        int[] next = offsets.clone();
        int[] rows = new int[size];
        for (int e = 0; e < size; e++) {
            rows[next[from[e]]++] = to[e];
        }
        return rows;
    }

    /// Edges as they arrive, growing by half.
    static final class Edges {
        private int[] customer = new int[1 << 12];
        private int[] identifier = new int[1 << 12];
        private int size;

        void add(int customerNumber, int identifierNumber) {
            if (size == customer.length) {
                int capacity = Math.addExact(size, size >> 1);
                customer = java.util.Arrays.copyOf(customer, capacity);
                identifier = java.util.Arrays.copyOf(identifier, capacity);
            }
            customer[size] = customerNumber;
            identifier[size++] = identifierNumber;
        }

        IdentifierGraph build(int customers, int identifiers, BitSet hubs) {
            return new IdentifierGraph(this, customers, identifiers, hubs);
        }
    }
}
