package io.onefold.server;

import io.onefold.catalog.Catalog;
import io.onefold.catalog.Settings;
import io.onefold.graph.GraphLoad;
import io.onefold.graph.explore.ExploreLimits;
import io.onefold.graph.explore.Explorer;
import io.onefold.graph.query.GraphLoader;
import io.onefold.graph.query.GraphServer;
import io.onefold.graph.query.GraphSnapshots;
import io.onefold.graph.query.Queries;
import io.onefold.graph.query.QueryLibrary;
import io.onefold.graph.query.QueryLimits;
import io.onefold.lake.Lake;
import io.onefold.lake.ReadDoor;
import io.onefold.model.audit.AuditLog;
import io.onefold.pipeline.DataPath;
import io.onefold.pipeline.Pipeline;
import io.onefold.quality.Quarantine;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.config.BeanDefinitionCustomizer;
import org.springframework.context.support.GenericApplicationContext;

/// What the server serves: the parts of Onefold that its endpoints call, put together by whoever
/// starts it.
///
/// @param path the data path; it stays open as long as the server
/// @param graph the graph server; the server closes the connections to it
/// @param queries the library of questions
/// @param explorer looks around in graphs
/// @param health the parts that `/health` asks
public record Rooms(
        DataPath path, GraphServer graph, Queries queries, Explorer explorer, List<Health> health) {

    public Rooms {
        Objects.requireNonNull(path);
        Objects.requireNonNull(graph);
        Objects.requireNonNull(queries);
        Objects.requireNonNull(explorer);
        health = List.copyOf(health);
    }

    /// The rooms over a data path, with the library of questions in folder `onefold.queries`
    /// (default: `manifests/queries` below the working folder).
    public static Rooms of(DataPath path, List<Health> health) {
        GraphServer graph = new GraphServer(path.connections()::graph);
        Catalog catalog = path.catalog();
        GraphLoader loader = name -> GraphLoad.loader(catalog.graph(name));
        Queries queries =
                new Queries(
                        QueryLibrary.read(queryFolder(path.settings())),
                        graph,
                        path.lake(),
                        path.governance(),
                        loader,
                        GraphSnapshots.of(catalog.graphRuns()),
                        catalog.audit(),
                        path.clock(),
                        QueryLimits.DEFAULT);
        Explorer explorer =
                new Explorer(
                        graph,
                        catalog,
                        path.lake(),
                        path.governance(),
                        loader,
                        path.clock(),
                        ExploreLimits.DEFAULT);
        return new Rooms(path, graph, queries, explorer, health);
    }

    private static Path queryFolder(Settings settings) {
        return settings.path("onefold.queries")
                .orElse(settings.workingFolder().resolve("manifests", "queries"));
    }

    void register(GenericApplicationContext context) {
        context.registerBean(Rooms.class, () -> this);
        context.registerBean(Catalog.class, path::catalog);
        context.registerBean(AuditLog.class, path.catalog()::audit);
        context.registerBean(Lake.class, path::lake, keepOpen());
        context.registerBean(ReadDoor.class, path::door);
        context.registerBean(Quarantine.class, path::quarantine);
        context.registerBean(DataPath.class, () -> path, keepOpen());
        context.registerBean(Pipeline.class, path::pipeline);
        context.registerBean(GraphServer.class, this::graph);
        context.registerBean(Queries.class, this::queries);
        context.registerBean(Explorer.class, this::explorer);
        context.registerBean(Clock.class, path::clock);
    }

    /// Who opened the path closes it: the server's end is not its end.
    private static BeanDefinitionCustomizer keepOpen() {
        return definition -> definition.setDestroyMethodName("");
    }
}
