package io.onefold.graph.internal.load;

import io.onefold.graph.internal.plan.ItemName;
import io.onefold.graph.internal.plan.NodePlan;
import io.onefold.graph.internal.plan.Property;
import io.onefold.graph.internal.plan.RelationshipPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A label or relationship type while it is loaded, with the names of its tables in the engine.
///
/// `current` holds what the lake says (`k`, `h`), `base` what the graph holds (`k`, `h`,
/// `uncertain`), `changes` the difference (`k`, `h`, `op`: C create, U update, D delete).
sealed interface Item {

    ItemName name();

    int number();

    List<Property> properties();

    default String current() {
        return "current_" + number();
    }

    default String base() {
        return "base_" + number();
    }

    default String changes() {
        return "changes_" + number();
    }

    default String strays() {
        return "strays_" + number();
    }

    default String dead() {
        return "dead_" + number();
    }

    /// A label.
    record Nodes(int number, NodePlan plan) implements Item {
        @Override
        public ItemName.Label name() {
            return new ItemName.Label(plan.label());
        }

        @Override
        public List<Property> properties() {
            return plan.properties();
        }
    }

    /// A relationship type between two labels.
    record Links(int number, RelationshipPlan plan) implements Item {
        @Override
        public ItemName.Type name() {
            return new ItemName.Type(plan.type(), plan.from(), plan.to());
        }

        @Override
        public List<Property> properties() {
            return plan.properties();
        }
    }

    /// A label or type without rows: the mapping no longer has it, or cannot be planned.
    ///
    /// @param keyed whether relationships have a `_key`
    record Bare(int number, ItemName name, boolean keyed) implements Item {
        @Override
        public List<Property> properties() {
            return List.of();
        }
    }

    /// Whether each relationship has a `_key` of its own.
    default boolean keyed() {
        return switch (this) {
            case Nodes nodes -> false;
            case Links links -> links.plan().keyed();
            case Bare bare -> bare.keyed();
        };
    }

    /// The SELECT of all rows, or null when there are none any more.
    default @Nullable String rowsSql() {
        return switch (this) {
            case Nodes nodes -> nodes.plan().rowsSql();
            case Links links -> links.plan().rowsSql();
            case Bare bare -> null;
        };
    }
}
