package io.onefold.graph.rings;

/// The connected components of customers over identifiers that are no hubs.
///
/// Union by size with path halving (Tarjan and van Leeuwen, 1984): near-linear in the number of
/// edges.
final class Components {

    private final int[] parent;
    private final int[] size;

    private Components(int customers) {
        parent = new int[customers];
        size = new int[customers];
        for (int i = 0; i < customers; i++) {
            parent[i] = i;
            size[i] = 1;
        }
    }

    static Components of(IdentifierGraph graph) {
        Components components = new Components(graph.customers());
        for (int identifier = 0; identifier < graph.identifiers(); identifier++) {
            if (!graph.isHub(identifier)) {
                int first = graph.firstCustomerAt(identifier);
                for (int at = first + 1; at < graph.firstCustomerAt(identifier + 1); at++) {
                    components.union(graph.customerAt(first), graph.customerAt(at));
                }
            }
        }
        return components;
    }

    /// A customer that stands for the component; the same for all its members.
    int representative(int customer) {
        int at = customer;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    /// The number of customers in the component of a customer, at least 1.
    int sizeOf(int customer) {
        return size[representative(customer)];
    }

    private void union(int one, int other) {
        int a = representative(one);
        int b = representative(other);
        if (a == b) {
            return;
        }
        int large = size[a] >= size[b] ? a : b;
        int small = large == a ? b : a;
        parent[small] = large;
        size[large] += size[small];
    }
}
