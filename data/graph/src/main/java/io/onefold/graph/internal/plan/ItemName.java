package io.onefold.graph.internal.plan;

import java.util.Objects;

/// What a load works on, item by item: a label, or a relationship type between two labels.
public sealed interface ItemName {

    /// The nodes of a label; its text is the label.
    record Label(String label) implements ItemName {
        public Label {
            Objects.requireNonNull(label);
        }

        @Override
        public String toString() {
            return label;
        }
    }

    /// The relationships of a type between two labels; its text is `(From)-[TYPE]->(To)`.
    record Type(String type, String from, String to) implements ItemName {
        public Type {
            Objects.requireNonNull(type);
            Objects.requireNonNull(from);
            Objects.requireNonNull(to);
        }

        @Override
        public String toString() {
            return "(" + from + ")-[" + type + "]->(" + to + ")";
        }
    }
}
