package io.onefold.server.internal.api;

import io.onefold.graph.explore.Explorer;
import io.onefold.graph.explore.GraphEdge;
import io.onefold.graph.explore.GraphNode;
import io.onefold.graph.explore.GraphPath;
import io.onefold.graph.explore.Neighbourhood;
import io.onefold.model.access.Principal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Looking around in a graph, under the caller's masks.
@RestController
@RequestMapping("/api/graph")
@Tag(name = "graph")
class GraphController {

    private final Explorer explorer;

    GraphController(Explorer explorer) {
        this.explorer = explorer;
    }

    /// @param id its address, which can be asked for again
    /// @param hub whether it has so many neighbours that it is shown and connects nothing
    /// @param properties name → value
    /// @param hidden properties that are hidden by policy
    record NodeView(
            String id,
            String label,
            long degree,
            boolean hub,
            Map<String, @Nullable Object> properties,
            List<String> hidden) {}

    record EdgeView(
            String id,
            String type,
            String from,
            String to,
            Map<String, @Nullable Object> properties,
            List<String> hidden) {}

    record HubView(String id, long degree) {}

    /// @param truncated whether neighbours were left out
    /// @param unexpanded hubs, shown with their degree and not walked through
    record NeighbourhoodView(
            String node,
            List<NodeView> nodes,
            List<EdgeView> edges,
            boolean truncated,
            List<HubView> unexpanded) {}

    /// @param complete false: the search gave up, so a path may be there although none was found
    record PathView(boolean found, boolean complete, List<NodeView> nodes, List<EdgeView> edges) {}

    @GetMapping("/neighbourhood")
    @Operation(summary = "What is near a node; hubs are shown with their degree, not expanded")
    NeighbourhoodView neighbourhood(
            @Parameter(description = "Label:key, or an id that another answer gave") @RequestParam
                    String node,
            @Parameter(description = "hops, 1 to 3") @RequestParam(defaultValue = "1") int depth,
            @Parameter(description = "most nodes, 1 to 300") @RequestParam(defaultValue = "300")
                    int limit,
            @Parameter(description = "only along relationships of these types")
                    @RequestParam(defaultValue = "")
                    Set<String> types,
            @Parameter(description = "the graph; may be left out where there is one")
                    @RequestParam(required = false)
                    @Nullable String graph,
            @AuthenticationPrincipal Principal caller) {
        Neighbourhood found = explorer.neighbourhood(graph, node, depth, limit, types, caller);
        return new NeighbourhoodView(
                found.node(),
                nodes(found.nodes()),
                edges(found.edges()),
                found.truncated(),
                found.unexpanded().stream().map(h -> new HubView(h.id(), h.degree())).toList());
    }

    @GetMapping("/path")
    @Operation(summary = "A shortest path between two nodes that leads through no hub")
    PathView path(
            @Parameter(description = "Label:key") @RequestParam String from,
            @Parameter(description = "Label:key") @RequestParam String to,
            @Parameter(description = "most hops, 1 to 6") @RequestParam(defaultValue = "6") int max,
            @Parameter(description = "the graph; may be left out where there is one")
                    @RequestParam(required = false)
                    @Nullable String graph,
            @AuthenticationPrincipal Principal caller) {
        GraphPath path = explorer.path(graph, from, to, max, caller);
        return new PathView(
                path.found(), path.complete(), nodes(path.nodes()), edges(path.edges()));
    }

    private static List<NodeView> nodes(List<GraphNode> nodes) {
        return nodes.stream()
                .map(
                        n ->
                                new NodeView(
                                        n.id(),
                                        n.label(),
                                        n.degree(),
                                        n.hub(),
                                        plain(n.properties()),
                                        n.hidden()))
                .toList();
    }

    private static List<EdgeView> edges(List<GraphEdge> edges) {
        return edges.stream()
                .map(
                        e ->
                                new EdgeView(
                                        e.id(),
                                        e.type(),
                                        e.from(),
                                        e.to(),
                                        plain(e.properties()),
                                        e.hidden()))
                .toList();
    }

    private static Map<String, @Nullable Object> plain(Map<String, @Nullable Object> properties) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        properties.forEach((name, value) -> plain.put(name, Plain.of(value)));
        return plain;
    }
}
