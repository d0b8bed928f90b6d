package io.onefold.graph.internal.load;

import io.onefold.catalog.Catalog;
import io.onefold.catalog.SourceSpec;
import io.onefold.catalog.SourceTable;
import io.onefold.graph.internal.plan.Relation;
import io.onefold.graph.internal.plan.Relations;
import io.onefold.lake.DuckSql;
import io.onefold.lake.Lake;
import io.onefold.lake.LakeSession;
import io.onefold.lake.LakeTable;
import io.onefold.model.DatasetName;
import io.onefold.model.Layer;
import io.onefold.model.TableName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The trusted datasets of a graph, each pinned to one snapshot for the whole load.
final class LakeRelations implements Relations {

    private final Catalog catalog;
    private final Lake lake;
    private final LakeSession session;
    private final LoaderMasks masks;
    private final List<SourceSpec> sources;
    private final Map<DatasetName, Relation> opened = new HashMap<>();

    LakeRelations(Catalog catalog, Lake lake, LakeSession session, LoaderMasks masks) {
        this.catalog = catalog;
        this.lake = lake;
        this.session = session;
        this.masks = masks;
        this.sources = catalog.sources();
    }

    @Override
    public Relation open(DatasetName dataset) {
        return opened.computeIfAbsent(dataset, this::pin);
    }

    private Relation pin(DatasetName dataset) {
        TableName name = dataset.in(Layer.TRUSTED);
        LakeTable table = lake.require(name);
        long snapshot = session.attach(name).orElse(-1);
        Optional<SourceSpec> source =
                sources.stream().filter(s -> s.name().equals(dataset.source())).findFirst();
        Optional<SourceTable> declared = source.flatMap(s -> s.find(dataset.table()));
        Set<String> key = new HashSet<>();
        declared.ifPresent(t -> key.addAll(t.key()));
        return new Relation(
                dataset,
                DuckSql.table(name),
                snapshot,
                table.columns(),
                key,
                catalog.columnTags(name),
                masks.of(table),
                source.map(SourceSpec::zone).orElse(null));
    }

    /// The snapshot of each dataset that was opened.
    Map<String, Long> snapshots() {
        Map<String, Long> snapshots = new TreeMap<>();
        opened.forEach(
                (dataset, relation) -> snapshots.put(dataset.toString(), relation.snapshotId()));
        return snapshots;
    }
}
