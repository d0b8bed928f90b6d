package io.onefold.synth.internal.truth;

import io.onefold.synth.internal.streaming.Block;
import io.onefold.synth.internal.truth.BlockTruth.Identifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

/// Who is connected to whom by cards, devices and addresses: union-find over account numbers, hubs
/// left out.
///
/// Values of one block are joined as the block comes; values at which blocks meet wait for the end,
/// when it is known whether they are hubs, and are kept only up to their bound.
final class Rings {

    private final int[] parent;
    private final Map<Identifier, List<Integer>> meetings = new HashMap<>();

    Rings(int accounts) {
        parent = new int[accounts];
        Arrays.setAll(parent, i -> i);
    }

    void add(int block, BlockTruth truth) {
        int first = block * Block.ACCOUNTS;
        truth.sharing()
                .forEach(
                        (identifier, slots) -> {
                            if (identifier.kind().meeting(identifier.value())) {
                                List<Integer> met =
                                        meetings.computeIfAbsent(
                                                identifier, any -> new ArrayList<>());
                                for (int slot : sorted(slots)) {
                                    if (met.size() <= identifier.kind().hubAbove()) {
                                        met.add(first + slot);
                                    }
                                }
                            } else if (slots.size() <= identifier.kind().hubAbove()) {
                                join(sorted(slots), first);
                            }
                        });
    }

    void finish() {
        meetings.forEach(
                (identifier, accounts) -> {
                    if (accounts.size() <= identifier.kind().hubAbove()) {
                        join(accounts, 0);
                    }
                });
    }

    /// The smallest account number of the component.
    int ring(int account) {
        int root = account;
        while (parent[root] != root) {
            parent[root] = parent[parent[root]];
            root = parent[root];
        }
        return root;
    }

    /// Hands over the numbers of all accounts that are connected to another, ascending.
    void members(IntConsumer take) {
        int[] sizes = new int[parent.length];
        for (int account = 0; account < parent.length; account++) {
            sizes[ring(account)]++;
        }
        for (int account = 0; account < parent.length; account++) {
            if (sizes[ring(account)] > 1) {
                take.accept(account);
            }
        }
    }

    private void join(List<Integer> accounts, int offset) {
        for (int i = 1; i < accounts.size(); i++) {
            int a = ring(accounts.get(0) + offset);
            int b = ring(accounts.get(i) + offset);
            parent[Math.max(a, b)] = Math.min(a, b);
        }
    }

    private static List<Integer> sorted(Set<Integer> slots) {
        List<Integer> sorted = new ArrayList<>(slots);
        Collections.sort(sorted);
        return sorted;
    }
}
