package io.onefold.graph.internal.load;

import io.onefold.catalog.Catalog;
import io.onefold.catalog.GraphSpec;
import io.onefold.catalog.Lineage;
import io.onefold.catalog.Lineage.Origin;
import io.onefold.catalog.TableCommit;
import io.onefold.lake.Lake;
import io.onefold.lake.LakeSnapshot;
import io.onefold.lake.LakeTable;
import io.onefold.model.DatasetName;
import io.onefold.model.Layer;
import io.onefold.model.TableName;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Of which datasets the graph's own tables are made, so that tags follow the values and readers
/// see them as masked as where they came from.
public final class GraphLineage {

    private static final String ANY_COLUMN = "*";

    private final Catalog catalog;
    private final Lake lake;

    public GraphLineage(Catalog catalog, Lake lake) {
        this.catalog = catalog;
        this.lake = lake;
    }

    /// The table of what was sent: its keys are made of the nodes' keys and of shared values, its
    /// hashes of whole rows.
    void sent(TableName table, GraphSpec spec, UUID run) {
        Set<Origin> keys = new HashSet<>();
        Set<Origin> rows = new HashSet<>();
        for (GraphSpec.Node node : spec.nodes()) {
            keys.addAll(columns(node.dataset(), node.key()));
            rows.addAll(columns(node.dataset(), Set.of(ANY_COLUMN)));
        }
        for (GraphSpec.Identifier identifier : spec.identifiers()) {
            keys.addAll(columns(identifier.dataset(), Set.of(identifier.valueColumn())));
            rows.addAll(columns(identifier.dataset(), Set.of(ANY_COLUMN)));
        }
        register(table, Map.of("key", keys, "hash", rows), run);
    }

    /// A table about the customers of graphs.
    ///
    /// @param specs all graphs whose customers stand in it
    public void customers(TableName table, Collection<GraphSpec> specs, UUID run) {
        Set<Origin> keys = new HashSet<>();
        for (GraphSpec spec : specs) {
            for (GraphSpec.Node node : spec.nodes(RingInput.customerLabel(spec))) {
                keys.addAll(columns(node.dataset(), node.key()));
            }
        }
        register(table, Map.of("customer_id", keys), run);
    }

    private static Set<Origin> columns(DatasetName dataset, Collection<String> columns) {
        Set<Origin> origins = new LinkedHashSet<>();
        for (String column : columns) {
            origins.add(new Origin(dataset.in(Layer.TRUSTED), column));
        }
        return origins;
    }

    private void register(TableName name, Map<String, Set<Origin>> origins, UUID run) {
        Optional<LakeTable> table = lake.find(name);
        Optional<LakeSnapshot> current = table.flatMap(LakeTable::current);
        if (current.isPresent()) {
            catalog.datasets()
                    .registerDerived(
                            name,
                            table.orElseThrow().columns(),
                            new TableCommit(
                                    current.get().id(),
                                    current.get().committedAt(),
                                    run,
                                    table.orElseThrow().rows()),
                            new Lineage(origins));
        }
    }
}
