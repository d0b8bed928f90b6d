package io.onefold.graph.internal.load;

import io.onefold.graph.internal.plan.GraphPlan;
import io.onefold.graph.internal.plan.ItemName;
import io.onefold.graph.internal.plan.NodePlan;
import io.onefold.graph.internal.plan.RelationshipPlan;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// All items of a load, in the order of loading: labels, relationship types, and what the mapping
/// no longer has.
final class Items {

    private final SequencedMap<ItemName, ItemProgress> all = new LinkedHashMap<>();
    private final Clock clock;

    private Items(Clock clock) {
        this.clock = clock;
    }

    static Items of(GraphPlan plan, GraphShape shape, Clock clock) {
        Items items = new Items(clock);
        plan.broken().forEach((name, why) -> items.addBroken(plan, name, why));
        for (NodePlan nodes : plan.nodes()) {
            items.add(new Item.Nodes(items.all.size(), nodes));
        }
        for (RelationshipPlan links : plan.relationships()) {
            items.add(new Item.Links(items.all.size(), links));
        }
        for (GraphShape.ItemShape before : shape.items().values()) {
            if (!items.all.containsKey(before.name())) {
                items.add(new Item.Bare(items.all.size(), before.name(), before.keyed()));
            }
        }
        return items;
    }

    private ItemProgress add(Item item) {
        ItemProgress progress = new ItemProgress(item, clock);
        all.put(item.name(), progress);
        return progress;
    }

    /// A relationship whose label cannot be planned is skipped; whatever else cannot be planned
    /// failed.
    private void addBroken(GraphPlan plan, ItemName name, OnefoldException why) {
        ItemProgress item = add(new Item.Bare(all.size(), name, false));
        Optional<String> label =
                labelsOf(name)
                        .filter(l -> plan.broken().containsKey(new ItemName.Label(l)))
                        .filter(l -> name instanceof ItemName.Type)
                        .findFirst();
        if (label.isPresent()) {
            item.skip(waitsFor(name, label.get()));
        } else {
            item.fail(why);
        }
    }

    List<ItemProgress> all() {
        return List.copyOf(all.values());
    }

    /// The items that nothing has ended yet.
    List<ItemProgress> open() {
        return open(item -> true);
    }

    List<ItemProgress> openNodes() {
        return open(item -> item instanceof Item.Nodes);
    }

    List<ItemProgress> openLinks() {
        return open(item -> item instanceof Item.Links);
    }

    private List<ItemProgress> open(Predicate<Item> which) {
        return all.values().stream()
                .filter(ItemProgress::isOpen)
                .filter(p -> which.test(p.item()))
                .toList();
    }

    /// Open items, relationships first, for removals.
    List<ItemProgress> openRelationshipsFirst() {
        List<ItemProgress> ordered = new ArrayList<>(open(i -> i.name() instanceof ItemName.Type));
        ordered.addAll(open(i -> i.name() instanceof ItemName.Label));
        return ordered;
    }

    Optional<ItemProgress> label(String label) {
        return Optional.ofNullable(all.get(new ItemName.Label(label)));
    }

    /// Skips every open relationship one of whose labels failed.
    void skipDependants() {
        for (ItemProgress link : openLinks()) {
            labelsOf(link.item().name())
                    .filter(l -> label(l).map(p -> !p.isOpen()).orElse(true))
                    .findFirst()
                    .ifPresent(l -> link.skip(waitsFor(link.item().name(), l)));
        }
    }

    /// Whether no other item has the relationship type of this one.
    boolean isAlone(Item item) {
        return item.name() instanceof ItemName.Type type
                && all.keySet().stream()
                                .filter(
                                        n ->
                                                n instanceof ItemName.Type t
                                                        && t.type().equals(type.type()))
                                .count()
                        == 1;
    }

    Map<ItemName, ItemProgress> byName() {
        return all;
    }

    private static Stream<String> labelsOf(ItemName name) {
        return switch (name) {
            case ItemName.Label label -> Stream.of(label.label());
            case ItemName.Type type -> Stream.of(type.from(), type.to());
        };
    }

    private static OnefoldException waitsFor(ItemName name, String label) {
        return new OnefoldException(
                ErrorCode.RUN_FAILED, name + " was skipped, because label " + label + " failed");
    }
}
