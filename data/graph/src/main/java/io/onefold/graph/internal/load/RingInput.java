package io.onefold.graph.internal.load;

import io.onefold.catalog.Catalog;
import io.onefold.catalog.GraphSpec;
import io.onefold.graph.GraphLoad;
import io.onefold.graph.internal.plan.GraphPlan;
import io.onefold.graph.internal.plan.NodePlan;
import io.onefold.graph.internal.plan.Readings;
import io.onefold.graph.internal.plan.RelationshipPlan;
import io.onefold.lake.Lake;
import io.onefold.lake.LakeSession;
import io.onefold.lake.LakeSnapshot;
import io.onefold.model.DatasetName;
import io.onefold.model.ErrorCode;
import io.onefold.model.Layer;
import io.onefold.model.OnefoldException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What rings are computed from: customers, the values they share and confirmed frauds, as SELECTs
/// over pinned tables. The keys are those of the graph's nodes.
///
/// @param customersSql yields `id`, the key of each customer, possibly several times
/// @param kinds the kinds of shared values, in the order of the mapping
/// @param fraudSql yields `id` and `known_at` (timestamptz); null: the graph declares no fraud
/// @param newest the newest commit among the tables
/// @param fingerprint the mapping and the snapshots; equal ones yield equal rings
public record RingInput(
        String customersSql,
        List<Kind> kinds,
        @Nullable String fraudSql,
        LakeSnapshot newest,
        String fingerprint) {

    /// A kind of shared value.
    ///
    /// @param label the label of its nodes, for example `Card`
    /// @param hubAbove a value with more customers than this connects nobody
    /// @param edgesSql yields `id` (customer), `value` and `first_seen` (timestamptz, null: always
    ///   there), one row for each pair
    public record Kind(String label, int hubAbove, String edgesSql) {
        public Kind {
            Objects.requireNonNull(label);
            Objects.requireNonNull(edgesSql);
        }
    }

    public RingInput {
        Objects.requireNonNull(customersSql);
        Objects.requireNonNull(newest);
        Objects.requireNonNull(fingerprint);
        kinds = List.copyOf(kinds);
    }

    /// Pins the tables of a graph's identifiers in a session.
    ///
    /// @throws OnefoldException (UNPROCESSABLE) if the graph declares no identifiers, or a mapping
    ///   does not fit the lake
    public static RingInput of(Catalog catalog, Lake lake, LakeSession session, GraphSpec spec) {
        String label = customerLabel(spec);
        LoaderMasks masks = new LoaderMasks(session, GraphLoad.loader(spec));
        LakeRelations relations = new LakeRelations(catalog, lake, session, masks);
        GraphPlan plan = GraphPlan.of(spec, relations, masks::pseudonym);
        plan.broken().values().stream()
                .findFirst()
                .ifPresent(
                        broken -> {
                            throw broken;
                        });
        NodePlan customers =
                plan.nodes().stream()
                        .filter(node -> node.label().equals(label))
                        .findFirst()
                        .orElseThrow();
        List<Kind> kinds = new ArrayList<>();
        for (RelationshipPlan uses : plan.relationships()) {
            hubAbove(spec, uses, label)
                    .ifPresent(hub -> kinds.add(new Kind(uses.to(), hub, edgesSql(uses))));
        }
        GraphSpec.@Nullable Fraud fraud = spec.fraud();
        String fraudSql =
                fraud == null
                        ? null
                        : Readings.keyAndTime(
                                relations.open(fraud.dataset()),
                                fraud.key(),
                                fraud.knownAt(),
                                masks::pseudonym);
        Map<String, Long> snapshots = relations.snapshots();
        return new RingInput(
                "SELECT k AS id FROM (" + customers.rowsSql() + ")",
                kinds,
                fraudSql,
                newest(lake, snapshots),
                label + spec.identifiers() + fraud + snapshots);
    }

    private static String edgesSql(RelationshipPlan uses) {
        String seen = uses.seen() ? "make_timestamptz(p0)" : "NULL::TIMESTAMPTZ";
        return "SELECT f AS id, t AS value, "
                + seen
                + " AS first_seen FROM ("
                + uses.rowsSql()
                + ")";
    }

    private static Optional<Integer> hubAbove(GraphSpec spec, RelationshipPlan uses, String label) {
        return spec.identifiers().stream()
                .filter(
                        i ->
                                i.type().equals(uses.type())
                                        && i.label().equals(uses.to())
                                        && i.from().label().equals(label)
                                        && uses.from().equals(label))
                .map(GraphSpec.Identifier::hubAbove)
                .findFirst();
    }

    static String customerLabel(GraphSpec spec) {
        String declared = spec.options().customerLabel();
        if (declared != null) {
            return declared;
        }
        return spec.identifiers().stream()
                .collect(Collectors.groupingBy(i -> i.from().label(), Collectors.counting()))
                .entrySet()
                .stream()
                .max(
                        Map.Entry.<String, Long>comparingByValue()
                                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .orElseThrow(
                        () ->
                                new OnefoldException(
                                        ErrorCode.UNPROCESSABLE,
                                        "graph '"
                                                + spec.name()
                                                + "' declares no identifiers, so nobody shares anything; add"
                                                + " 'identifiers:' to its manifest"))
                .getKey();
    }

    private static LakeSnapshot newest(Lake lake, Map<String, Long> snapshots) {
        return snapshots.keySet().stream()
                .map(dataset -> lake.require(DatasetName.parse(dataset).in(Layer.TRUSTED)))
                .flatMap(table -> table.current().stream())
                .max(
                        Comparator.comparing(LakeSnapshot::committedAt)
                                .thenComparing(LakeSnapshot::id))
                .orElseGet(
                        () ->
                                new LakeSnapshot(
                                        -1,
                                        java.util.OptionalLong.empty(),
                                        Instant.EPOCH,
                                        "append",
                                        Map.of()));
    }
}
