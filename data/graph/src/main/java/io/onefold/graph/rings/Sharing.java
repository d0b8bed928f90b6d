package io.onefold.graph.rings;

import java.util.Arrays;
import java.util.BitSet;

/// Counts the other customers with whom a customer shares an identifier, per kind of identifier.
///
/// A customer met through several identifiers counts once. One instance serves one thread.
final class Sharing {

    private final IdentifierGraph graph;
    private final byte[] kindOfIdentifier;
    private final BitSet frauds;
    private final int kinds;
    private final int[][] seenBy;
    private final int[] fraudSeenBy;

    /// @param kindOfIdentifier the kind of each identifier, from 0
    /// @param kinds how many kinds there are
    /// @param frauds the numbers of confirmed frauds
    Sharing(IdentifierGraph graph, byte[] kindOfIdentifier, int kinds, BitSet frauds) {
        this.graph = graph;
        this.kindOfIdentifier = kindOfIdentifier.clone();
        this.frauds = (BitSet) frauds.clone();
        this.kinds = kinds;
        this.seenBy = new int[kinds][graph.customers()];
        for (int[] stamps : seenBy) {
            Arrays.fill(stamps, -1);
        }
        this.fraudSeenBy = new int[graph.customers()];
        Arrays.fill(fraudSeenBy, -1);
    }

    /// The counts of one customer.
    ///
    /// @param sharedByKind distinct other customers, by kind of the shared identifier
    /// @param fraudNeighbours distinct other customers, of any kind, that are confirmed frauds
    record Counts(int[] sharedByKind, int fraudNeighbours) {}

    Counts of(int customer) {
        int[] shared = new int[kinds];
        int fraudNeighbours = 0;
        for (int at = graph.firstIdentifierAt(customer);
                at < graph.firstIdentifierAt(customer + 1);
                at++) {
            int identifier = graph.identifierAt(at);
            if (graph.isHub(identifier)) {
                continue;
            }
            int kind = kindOfIdentifier[identifier];
            for (int to = graph.firstCustomerAt(identifier);
                    to < graph.firstCustomerAt(identifier + 1);
                    to++) {
                int other = graph.customerAt(to);
                if (other != customer && seenBy[kind][other] != customer) {
                    seenBy[kind][other] = customer;
                    shared[kind]++;
                    if (frauds.get(other) && fraudSeenBy[other] != customer) {
                        fraudSeenBy[other] = customer;
                        fraudNeighbours++;
                    }
                }
            }
        }
        return new Counts(shared, fraudNeighbours);
    }
}
