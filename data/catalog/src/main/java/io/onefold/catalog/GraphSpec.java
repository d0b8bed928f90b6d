package io.onefold.catalog;

import io.onefold.model.DatasetName;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How datasets become a graph: which rows are nodes, which joins are relationships, which values
/// connect people.
///
/// @param name the graph's name
/// @param nodes the active node mappings
/// @param relationships the active relationship mappings, by order of execution
/// @param identifiers the values that connect
/// @param fraud the dataset of confirmed fraud; null: none
/// @param options limits and switches
public record GraphSpec(
        String name,
        List<Node> nodes,
        List<Relationship> relationships,
        List<Identifier> identifiers,
        @Nullable Fraud fraud,
        Options options) {

    /// Rows of a dataset that become nodes of a label. A dataset may feed several labels, a label
    /// several datasets.
    ///
    /// @param dataset the rows
    /// @param label the node's label
    /// @param key the columns that identify a node
    /// @param exclude columns that never become properties; ingest does not read them either
    public record Node(DatasetName dataset, String label, List<String> key, Set<String> exclude) {
        public Node {
            Objects.requireNonNull(dataset);
            Objects.requireNonNull(label);
            key = List.copyOf(key);
            exclude = Set.copyOf(exclude);
        }
    }

    /// One side of a relationship: a node mapping and the columns that are compared.
    ///
    /// @param dataset the dataset of the node mapping
    /// @param label its label
    /// @param columns the columns compared, as many as on the other side
    public record End(DatasetName dataset, String label, List<String> columns) {
        public End {
            Objects.requireNonNull(dataset);
            Objects.requireNonNull(label);
            columns = List.copyOf(columns);
        }
    }

    /// A dataset whose rows link the two sides.
    ///
    /// @param dataset the linking rows
    /// @param fromColumns compared with the from side's columns
    /// @param toColumns compared with the to side's columns
    public record Junction(DatasetName dataset, List<String> fromColumns, List<String> toColumns) {
        public Junction {
            Objects.requireNonNull(dataset);
            fromColumns = List.copyOf(fromColumns);
            toColumns = List.copyOf(toColumns);
        }
    }

    /// A join of two node mappings that becomes relationships of a type.
    ///
    /// @param type the relationship's type
    /// @param from where it starts
    /// @param to where it ends
    /// @param via the dataset in between; null: the two sides are compared directly
    /// @param normaliser what is done to both sides before they are compared: `exact`,
    ///   `lower_trim`, …
    /// @param properties columns of the junction (or else of the to side) that become properties
    /// @param joinText the join as an older system wrote it; null: none
    /// @param description a line for people; null: none
    /// @param order position in the order of execution
    public record Relationship(
            String type,
            End from,
            End to,
            @Nullable Junction via,
            String normaliser,
            List<String> properties,
            @Nullable String joinText,
            @Nullable String description,
            int order) {
        public Relationship {
            Objects.requireNonNull(type);
            Objects.requireNonNull(from);
            Objects.requireNonNull(to);
            Objects.requireNonNull(normaliser);
            properties = List.copyOf(properties);
        }
    }

    /// A value that several nodes can share, and that connects them while few enough do.
    ///
    /// @param label the identifier node's label, for example `Card`
    /// @param type the relationship's type, for example `USES_CARD`
    /// @param from the nodes that use it, with the columns that are compared with `joinColumns`
    /// @param dataset the rows that say who used which value
    /// @param joinColumns its columns that name the user
    /// @param valueColumn its column that holds the value
    /// @param seenAt its column that says when; null: unknown
    /// @param hubAbove a value with more users than this is shown, but does not connect
    /// @param normaliser what is done to the value before it is compared: `exact`, `lower_trim`, …
    public record Identifier(
            String label,
            String type,
            End from,
            DatasetName dataset,
            List<String> joinColumns,
            String valueColumn,
            @Nullable String seenAt,
            int hubAbove,
            String normaliser) {
        public Identifier {
            Objects.requireNonNull(label);
            Objects.requireNonNull(type);
            Objects.requireNonNull(from);
            Objects.requireNonNull(dataset);
            joinColumns = List.copyOf(joinColumns);
            Objects.requireNonNull(valueColumn);
            Objects.requireNonNull(normaliser);
        }
    }

    /// The dataset of confirmed fraud.
    ///
    /// @param dataset its rows; each names one customer (or account) known to be fraudulent
    /// @param key its columns that name the customer, in the order of the customer label's key
    /// @param knownAt its column that says since when it is known
    public record Fraud(DatasetName dataset, List<String> key, String knownAt) {
        public Fraud {
            Objects.requireNonNull(dataset);
            key = List.copyOf(key);
            Objects.requireNonNull(knownAt);
        }
    }

    /// Limits and switches of a graph.
    ///
    /// @param customerLabel the label that rings and distances are computed over; null: the label
    ///   most identifiers start from
    /// @param maxDeadLetters rows of a table that may fail before the table does
    /// @param batchSize rows sent in one transaction
    /// @param maskProperties whether properties are written under the loader's masks; switched off
    ///   only where the graph server has roles of its own
    /// @param further options of other parts, by name
    public record Options(
            @Nullable String customerLabel,
            long maxDeadLetters,
            int batchSize,
            boolean maskProperties,
            Map<String, String> further) {
        public Options {
            further = Map.copyOf(further);
        }
    }

    public GraphSpec {
        Objects.requireNonNull(name);
        nodes = List.copyOf(nodes);
        relationships = List.copyOf(relationships);
        identifiers = List.copyOf(identifiers);
        Objects.requireNonNull(options);
    }

    /// The node mappings of a label.
    public List<Node> nodes(String label) {
        return nodes.stream().filter(node -> node.label().equals(label)).toList();
    }
}
