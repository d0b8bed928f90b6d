package io.onefold.server;

import io.onefold.catalog.Catalog;
import io.onefold.graph.explore.Explorer;
import io.onefold.graph.explore.RingBook;
import io.onefold.graph.query.Queries;
import io.onefold.lake.Lake;
import io.onefold.lake.ReadDoor;
import io.onefold.model.audit.AuditLog;
import io.onefold.pipeline.DataPath;
import io.onefold.pipeline.Pipeline;
import io.onefold.quality.Quarantine;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.config.BeanDefinitionCustomizer;
import org.springframework.context.support.GenericApplicationContext;

/// What the server serves: the parts of Onefold that its endpoints call, put together by whoever
/// starts it.
///
/// @param path the data path; whoever opened it closes it after the server
/// @param queries the library of questions
/// @param health the parts that `/health` asks
/// @param limits how much is taken on at a time
public record Rooms(DataPath path, Queries queries, List<Health> health, ServingLimits limits) {

    public Rooms {
        Objects.requireNonNull(path);
        Objects.requireNonNull(queries);
        Objects.requireNonNull(limits);
        health = List.copyOf(health);
    }

    /// With the limits that the path's settings name.
    public Rooms(DataPath path, Queries queries, List<Health> health) {
        this(path, queries, health, ServingLimits.of(path.settings()));
    }

    void register(GenericApplicationContext context) {
        context.registerBean(Rooms.class, () -> this);
        context.registerBean(ServingLimits.class, this::limits);
        context.registerBean(Catalog.class, path::catalog);
        context.registerBean(AuditLog.class, path.catalog()::audit);
        context.registerBean(Lake.class, path::lake, keepOpen());
        context.registerBean(ReadDoor.class, path::door);
        context.registerBean(Quarantine.class, path::quarantine);
        context.registerBean(DataPath.class, () -> path, keepOpen());
        context.registerBean(Pipeline.class, path::pipeline);
        context.registerBean(Queries.class, this::queries);
        context.registerBean(Explorer.class, path::explorer);
        context.registerBean(RingBook.class, path::ringBook);
        context.registerBean(Clock.class, path::clock);
    }

    /// The server's end is not the end of what it was given.
    private static BeanDefinitionCustomizer keepOpen() {
        return definition -> definition.setDestroyMethodName("");
    }
}
