package io.onefold.graph.explore;

import io.onefold.catalog.Catalog;
import io.onefold.catalog.GraphRun;
import io.onefold.catalog.GraphSpec;
import io.onefold.graph.query.GraphLoader;
import io.onefold.graph.query.GraphServer;
import io.onefold.lake.Governance;
import io.onefold.lake.Lake;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import io.onefold.model.audit.AuditEvent;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Transaction;

/// Looks around in loaded graphs: what is near a node, how two nodes are connected. Everything that
/// is shown passes the masks of whoever looks, and every look is audited. Safe for many threads.
public final class Explorer {

    private final GraphReads reads;
    private final Catalog catalog;
    private final TableShapes shapes;
    private final Governance governance;
    private final GraphLoader loader;
    private final ExploreLimits limits;

    /// @param server the graph server
    /// @param catalog where the graphs' manifests are
    /// @param lake what the graphs are made of
    /// @param governance what is sensitive
    /// @param loader what the loader of a graph may see
    /// @param clock the time
    public Explorer(
            GraphServer server,
            Catalog catalog,
            Lake lake,
            Governance governance,
            GraphLoader loader,
            InstantSource clock,
            ExploreLimits limits) {
        this.reads = new GraphReads(server, limits.timeout());
        this.catalog = Objects.requireNonNull(catalog);
        this.shapes = new TableShapes(lake, clock);
        this.governance = Objects.requireNonNull(governance);
        this.loader = Objects.requireNonNull(loader);
        this.limits = limits;
    }

    /// What is near a node. Nodes with very many neighbours are shown, not walked through.
    ///
    /// @param graph the graph's name; null: the only one there is
    /// @param node the node's address, `Label:key`
    /// @param depth hops, 1 to 3
    /// @param limit most nodes, 1 to 300
    /// @param types only along relationships of these types; empty: all
    /// @throws OnefoldException (FORBIDDEN) without permission `data_read` or for a key that the
    ///   reader may not see, (NOT_FOUND) for an unknown node or graph, (INVALID_INPUT) for anything
    ///   out of range, (UNAVAILABLE) if the graph server does not answer, (UNPROCESSABLE) if it
    ///   takes too long
    public Neighbourhood neighbourhood(
            @Nullable String graph,
            String node,
            int depth,
            int limit,
            Set<String> types,
            Principal reader) {
        reader.require(Permission.DATA_READ);
        within("depth", depth, limits.depthMax());
        within("limit", limit, limits.nodesMax());
        GraphSpec spec = GraphChoice.of(catalog, graph);
        Labels labels = new Labels(spec, limits.hubAbove());
        Address address = Address.parse(node, labels.all());
        String pattern = labels.pattern(types);
        Neighbourhood found =
                reads.read(
                        transaction -> {
                            Picture picture = picture(transaction, spec, labels, reader);
                            String start = picture.find(address);
                            Walk walk = new Walk(transaction, labels, limits, pattern, limit);
                            walk.from(start, depth);
                            return drawn(picture, walk);
                        });
        looked(
                reader,
                "graph.neighbourhood",
                spec,
                Map.of(
                        "label", address.label(),
                        "depth", Integer.toString(depth),
                        "nodes", Integer.toString(found.nodes().size())));
        return found;
    }

    /// A shortest path between two nodes that leads through no hub.
    ///
    /// @param graph the graph's name; null: the only one there is
    /// @param from a node's address
    /// @param to another's
    /// @param max most hops, 1 to 6
    /// @throws OnefoldException as [#neighbourhood]
    public GraphPath path(
            @Nullable String graph, String from, String to, int max, Principal reader) {
        reader.require(Permission.DATA_READ);
        within("max", max, limits.hopsMax());
        GraphSpec spec = GraphChoice.of(catalog, graph);
        Labels labels = new Labels(spec, limits.hubAbove());
        Address start = Address.parse(from, labels.all());
        Address goal = Address.parse(to, labels.all());
        GraphPath found =
                reads.read(
                        transaction -> {
                            Picture picture = picture(transaction, spec, labels, reader);
                            PathSearch search = new PathSearch(transaction, labels, limits);
                            Optional<PathSearch.Found> shortest =
                                    search.search(picture.find(start), picture.find(goal), max);
                            return shortest.map(
                                            path ->
                                                    new GraphPath(
                                                            true,
                                                            true,
                                                            picture.nodes(path.nodes()),
                                                            picture.edges(path.edges())))
                                    .orElseGet(
                                            () ->
                                                    new GraphPath(
                                                            false,
                                                            search.isComplete(),
                                                            List.of(),
                                                            List.of()));
                        });
        looked(
                reader,
                "graph.path",
                spec,
                Map.of(
                        "from", start.label(),
                        "to", goal.label(),
                        "found", Boolean.toString(found.found()),
                        "nodes", Integer.toString(found.nodes().size())));
        return found;
    }

    /// Keys are values of rows, so the log has labels and counts.
    private void looked(
            Principal reader, String action, GraphSpec spec, Map<String, String> details) {
        catalog.audit().append(new AuditEvent(reader.name(), action, spec.name(), "done", details));
    }

    /// A row that the graph refused, as a reader may see it: texts by name. Everything that is
    /// masked for the reader beyond the loader's masks is null, and so is a relationship's whole
    /// row.
    public Map<String, @Nullable String> masked(
            String graph, GraphRun.DeadLetter letter, Principal reader) {
        GraphSpec spec = catalog.graph(graph);
        ReaderMasks masks = new ReaderMasks(spec, shapes, governance, loader.of(graph), reader);
        Map<String, @Nullable String> row = new TreeMap<>();
        letter.maskedRow()
                .properties()
                .forEach(
                        field ->
                                row.put(
                                        field.getKey(),
                                        masks.seesAsLoaded(letter.item(), field.getKey())
                                                        && !field.getValue().isNull()
                                                ? field.getValue()
                                                        .asString(field.getValue().toString())
                                                : null));
        return row;
    }

    private static Neighbourhood drawn(Picture picture, Walk walk) {
        List<GraphNode> nodes = picture.nodes(walk.nodes.keySet());
        List<Neighbourhood.Hub> hubs =
                nodes.stream()
                        .skip(1)
                        .filter(GraphNode::hub)
                        .map(n -> new Neighbourhood.Hub(n.id(), n.degree()))
                        .toList();
        return new Neighbourhood(
                nodes.getFirst().id(), nodes, picture.edges(walk.edges), walk.truncated, hubs);
    }

    private Picture picture(
            Transaction transaction, GraphSpec spec, Labels labels, Principal reader) {
        Principal loadedAs = loader.of(spec.name());
        return new Picture(
                transaction, labels, new ReaderMasks(spec, shapes, governance, loadedAs, reader));
    }

    private static void within(String what, int value, int most) {
        if (value < 1 || value > most) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    what + " " + value + " is out of range; expected 1 to " + most);
        }
    }
}
