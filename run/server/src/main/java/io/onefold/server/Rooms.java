package io.onefold.server;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.onefold.catalog.AuditKey;
import io.onefold.catalog.Catalog;
import io.onefold.fraud.decide.Decisions;
import io.onefold.fraud.port.Alerts;
import io.onefold.fraud.port.Cases;
import io.onefold.fraud.port.DecisionStore;
import io.onefold.fraud.port.Keys;
import io.onefold.fraud.port.ListEntries;
import io.onefold.graph.explore.Explorer;
import io.onefold.graph.explore.RingBook;
import io.onefold.graph.query.Queries;
import io.onefold.lake.Lake;
import io.onefold.lake.ReadDoor;
import io.onefold.model.audit.AuditLog;
import io.onefold.pipeline.DataPath;
import io.onefold.pipeline.Pipeline;
import io.onefold.quality.Quarantine;
import io.onefold.scoring.registry.ModelRegistry;
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
/// @param deciding decisions; whoever opened them closes them after the server
/// @param limits how much is taken on at a time
public record Rooms(
        DataPath path,
        Queries queries,
        List<Health> health,
        Deciding deciding,
        ServingLimits limits) {

    public Rooms {
        Objects.requireNonNull(path);
        Objects.requireNonNull(queries);
        Objects.requireNonNull(deciding);
        Objects.requireNonNull(limits);
        health = List.copyOf(health);
    }

    /// With the limits that the path's settings name.
    public Rooms(DataPath path, Queries queries, List<Health> health, Deciding deciding) {
        this(path, queries, health, deciding, ServingLimits.of(path.settings()));
    }

    void register(GenericApplicationContext context) {
        context.registerBean(Rooms.class, () -> this);
        context.registerBean(ServingLimits.class, this::limits);
        context.registerBean(Catalog.class, path::catalog);
        context.registerBean(AuditLog.class, path.catalog()::audit);
        context.registerBean(AuditKey.class, () -> io.onefold.server.Decisions.auditKey(path));
        context.registerBean(Lake.class, path::lake, keepOpen());
        context.registerBean(ReadDoor.class, path::door);
        context.registerBean(Quarantine.class, path::quarantine);
        context.registerBean(DataPath.class, () -> path, keepOpen());
        context.registerBean(Pipeline.class, path::pipeline);
        context.registerBean(Queries.class, this::queries);
        context.registerBean(Explorer.class, path::explorer);
        context.registerBean(RingBook.class, path::ringBook);
        context.registerBean(Clock.class, path::clock);
        decisions(context);
    }

    private void decisions(GenericApplicationContext context) {
        DecisionPorts ports = deciding.ports();
        context.registerBean(Deciding.class, () -> deciding, keepOpen());
        context.registerBean(Decisions.class, deciding::decisions, keepOpen());
        context.registerBean(
                Desks.class, () -> Desks.of(ports, path.clock(), deciding::learned), keepOpen());
        context.registerBean(MeterBinder.class, deciding::metrics);
        context.registerBean(DecisionStore.class, ports::store);
        context.registerBean(Keys.class, ports::keys);
        context.registerBean(ModelRegistry.class, ports::registry);
        context.registerBean(Alerts.class, ports::alerts);
        context.registerBean(Cases.class, ports::cases);
        context.registerBean(ListEntries.class, ports::lists);
    }

    /// The server's end is not the end of what it was given.
    private static BeanDefinitionCustomizer keepOpen() {
        return definition -> definition.setDestroyMethodName("");
    }
}
