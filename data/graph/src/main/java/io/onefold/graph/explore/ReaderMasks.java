package io.onefold.graph.explore;

import io.onefold.catalog.GraphSpec;
import io.onefold.graph.internal.plan.KeyRule;
import io.onefold.lake.Governance;
import io.onefold.lake.Mask;
import io.onefold.lake.MaskPlan;
import io.onefold.model.Column;
import io.onefold.model.DatasetName;
import io.onefold.model.Layer;
import io.onefold.model.TableName;
import io.onefold.model.access.Principal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How one reader sees one graph, for the time of one look.
///
/// A property passes the reader's mask of the dataset's column it is made of, unless the loader has
/// applied the same. What cannot be led back to one column is withheld.
final class ReaderMasks {

    private static final String MINOR_SUFFIX = "_minor";
    private static final String VALUE = "value";

    private final GraphSpec spec;
    private final TableShapes shapes;
    private final Governance governance;
    private final Principal loader;
    private final Principal reader;
    private final Map<DatasetName, Map<String, Property>> datasets = new HashMap<>();
    private final Map<String, List<Part>> labels = new HashMap<>();

    /// Where a label's or a type's values come from.
    ///
    /// @param key the columns of the key
    /// @param columns property → column, for the properties that are not named like their column
    /// @param only whether there are no other properties
    private record Part(
            DatasetName dataset, List<String> key, Map<String, String> columns, boolean only) {}

    ReaderMasks(
            GraphSpec spec,
            TableShapes shapes,
            Governance governance,
            Principal loader,
            Principal reader) {
        this.spec = spec;
        this.shapes = shapes;
        this.governance = new TagsOnce(governance);
        this.loader = loader;
        this.reader = reader;
    }

    /// Whether the reader may see the key of a label's nodes.
    boolean seesKey(String label) {
        return parts(label).stream()
                .allMatch(
                        part -> part.key().stream().allMatch(column -> of(part, column).isShown()));
    }

    /// Whether a label's value is shown to the reader as the loader saw it.
    boolean seesAsLoaded(String label, String property) {
        return property(parts(label), property).isShown();
    }

    /// What the reader sees of a node's values.
    Shown node(String label, Map<String, Object> values) {
        return show(parts(label), values);
    }

    /// What the reader sees of a relationship's values.
    Shown edge(String type, String from, String to, Map<String, Object> values) {
        List<Part> parts = new ArrayList<>();
        for (GraphSpec.Relationship r : spec.relationships()) {
            if (r.type().equals(type)
                    && r.from().label().equals(from)
                    && r.to().label().equals(to)) {
                DatasetName dataset = r.via() == null ? r.to().dataset() : r.via().dataset();
                parts.add(new Part(dataset, List.of(), Map.of(), false));
            }
        }
        for (GraphSpec.Identifier i : spec.identifiers()) {
            if (i.type().equals(type) && i.from().label().equals(from) && i.label().equals(to)) {
                String seen = i.seenAt() == null ? "" : i.seenAt();
                parts.add(
                        new Part(
                                i.dataset(),
                                List.of(),
                                Map.of("first_seen", seen, "last_seen", seen),
                                true));
            }
        }
        return show(parts, values);
    }

    /// Values, and the names of those that are withheld.
    record Shown(Map<String, @Nullable Object> values, List<String> hidden) {}

    private Shown show(List<Part> parts, Map<String, Object> values) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        List<String> hidden = new ArrayList<>();
        new TreeMap<>(values)
                .forEach(
                        (name, value) -> {
                            if (!name.equals(KeyRule.PROPERTY)) {
                                property(parts, name)
                                        .show(value)
                                        .ifPresentOrElse(
                                                seen -> shown.put(name, seen),
                                                () -> hidden.add(name));
                            }
                        });
        return new Shown(shown, hidden);
    }

    private Property property(List<Part> parts, String name) {
        List<Property> found =
                parts.stream()
                        .map(part -> of(part, name))
                        .filter(p -> !p.equals(Property.WITHHELD))
                        .toList();
        if (found.isEmpty()) {
            return Property.WITHHELD;
        }
        Property first = found.getFirst();
        boolean alike =
                found.stream()
                        .allMatch(
                                p ->
                                        Objects.equals(p.mask(), first.mask())
                                                && p.type().equals(first.type()));
        return alike ? first : Property.WITHHELD;
    }

    private Property of(Part part, String property) {
        Map<String, Property> columns = columns(part.dataset());
        String renamed = part.columns().get(property);
        if (renamed != null) {
            return columns.getOrDefault(renamed, Property.WITHHELD);
        }
        Property own = part.only() && !part.key().contains(property) ? null : columns.get(property);
        if (own != null) {
            return own;
        }
        if (!part.only() && property.endsWith(MINOR_SUFFIX)) {
            String base = property.substring(0, property.length() - MINOR_SUFFIX.length());
            return columns.getOrDefault(base, Property.WITHHELD).derived();
        }
        return Property.WITHHELD;
    }

    private List<Part> parts(String label) {
        return labels.computeIfAbsent(
                label,
                name -> {
                    List<Part> parts = new ArrayList<>();
                    spec.nodes(name)
                            .forEach(
                                    n ->
                                            parts.add(
                                                    new Part(
                                                            n.dataset(),
                                                            n.key(),
                                                            Map.of(),
                                                            false)));
                    spec.identifiers().stream()
                            .filter(i -> i.label().equals(name))
                            .forEach(
                                    i ->
                                            parts.add(
                                                    new Part(
                                                            i.dataset(),
                                                            List.of(i.valueColumn()),
                                                            Map.of(VALUE, i.valueColumn()),
                                                            true)));
                    return parts;
                });
    }

    private Map<String, Property> columns(DatasetName dataset) {
        return datasets.computeIfAbsent(dataset, this::read);
    }

    private Map<String, Property> read(DatasetName dataset) {
        TableName table = dataset.in(Layer.TRUSTED);
        List<Column> columns = shapes.columns(dataset);
        MaskPlan byReader = MaskPlan.of(governance, reader, table, columns);
        MaskPlan byLoader = MaskPlan.of(governance, loader, table, columns);
        Map<String, Property> properties = new HashMap<>();
        for (Column column : columns) {
            MaskPlan.ColumnMask mask = Objects.requireNonNull(byReader.masks().get(column.name()));
            Mask loaded = Objects.requireNonNull(byLoader.masks().get(column.name())).mask();
            boolean asLoaded = mask.isClear() || mask.mask().equals(loaded);
            properties.put(
                    column.name(),
                    asLoaded
                            ? new Property(null, column.type(), value -> value)
                            : new Property(
                                    mask.mask(),
                                    column.type(),
                                    byReader.masker(column.name(), governance)));
        }
        return properties;
    }
}
