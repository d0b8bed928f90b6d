package io.onefold.verify.graph;

import io.onefold.catalog.ApplyOptions;
import io.onefold.catalog.GraphRun;
import io.onefold.catalog.ManifestSet;
import io.onefold.catalog.Manifests;
import io.onefold.catalog.ReadOptions;
import io.onefold.catalog.RunContext;
import io.onefold.catalog.RunJournal;
import io.onefold.catalog.Settings;
import io.onefold.embedded.Lease;
import io.onefold.embedded.Part;
import io.onefold.embedded.Parts;
import io.onefold.embedded.SiloLoader;
import io.onefold.graph.GraphResult;
import io.onefold.graph.LoadOptions;
import io.onefold.graph.OwnServer;
import io.onefold.graph.query.Queries;
import io.onefold.model.access.Principal;
import io.onefold.model.run.Progress;
import io.onefold.pipeline.DataPath;
import io.onefold.pipeline.RunSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// An installation of its own in a fresh folder: parts, silos, the shipped manifests, the whole
/// path.
final class Customer360 implements AutoCloseable {

    static final Principal OPERATOR = Principal.localOperator("ada");
    static final String WORKFLOW = "customer-360";

    private static final String GRAPH_OPTIONS = "    customer_label: Account\n";

    final DataPath path;
    final Lease lease;
    final Path folder;

    /// @param folder where everything is kept
    /// @param silos what the databases are made of
    Customer360(Path folder, GeneratedSilos silos) {
        this.folder = folder;
        lease =
                Parts.lease(
                        Settings.of(folder, Map.of()),
                        var(),
                        Set.of(Part.POSTGRES, Part.NEO4J),
                        Progress.SILENT);
        path = path(Map.of());
        SiloLoader.load(silos.folder(), lease, Progress.SILENT);
    }

    /// The path under other settings.
    DataPath path(Map<String, String> environment) {
        OwnServer own = work -> lease.withGraphStopped(stopped -> work.accept(stopped::admin));
        return DataPath.open(
                Settings.of(folder, environment), lease, var(), Clock.systemUTC(), own);
    }

    Path var() {
        return folder.resolve("var");
    }

    /// Applies the shipped manifests.
    ///
    /// @param clear whether the graph is to hold clear values, so that answers can be held against
    ///   the truth
    void apply(boolean clear) {
        apply(
                text -> text.replace(GRAPH_OPTIONS, GRAPH_OPTIONS + "    mask: " + !clear + "\n"),
                "");
    }

    /// Applies the shipped manifests, changed. What stands otherwise in the control database goes.
    ///
    /// @param change of each manifest's text
    /// @param further manifests
    void apply(UnaryOperator<String> change, String further) {
        Path manifests = folder.resolve("manifests-" + UUID.randomUUID());
        try (Stream<Path> shipped =
                Files.list(GeneratedSilos.repository("manifests/customer-360"))) {
            Files.createDirectories(manifests);
            for (Path file : shipped.toList()) {
                Files.writeString(
                        manifests.resolve(file.getFileName()),
                        change.apply(Files.readString(file)));
            }
            if (!further.isEmpty()) {
                Files.writeString(manifests.resolve("further.yaml"), further);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ManifestSet set =
                new Manifests(path.settings())
                        .read(List.of(manifests), ReadOptions.DEFAULT)
                        .requireValid();
        path.catalog().apply(set, new ApplyOptions(false, true), OPERATOR);
    }

    RunSummary run() {
        return path.pipeline().run(WORKFLOW, OPERATOR, Progress.SILENT).requireSucceeded();
    }

    /// A run without judgement of its end.
    RunSummary attempt(DataPath over) {
        return over.pipeline().run(WORKFLOW, OPERATOR, Progress.SILENT);
    }

    LoadOptions options() {
        return LoadOptions.in(var().resolve("graph"));
    }

    GraphResult load(GraphRun.Mode mode, LoadOptions options) {
        return load(mode, options, Progress.SILENT);
    }

    GraphResult load(GraphRun.Mode mode, LoadOptions options, Progress progress) {
        return path.graphLoad()
                .run(path.catalog().graph(WORKFLOW), mode, options, context(progress));
    }

    RunContext context(Progress progress) {
        return new RunContext(UUID.randomUUID(), OPERATOR, path.clock(), progress, RunJournal.NONE);
    }

    /// Empties the graph, as an administrator would.
    void clear() {
        path.graphLoad().clear(new LoadOptions.Clear("neo4j", true), context(Progress.SILENT));
    }

    GraphContents contents() {
        return GraphContents.of(lease.neo4j());
    }

    /// A database of the part PostgreSQL, with the account that owns it.
    Sql silo(String database) {
        return new Sql(lease.postgres(database));
    }

    Sql control() {
        return silo("onefold");
    }

    Cypher cypher() {
        return new Cypher(lease.neo4j());
    }

    Queries queries() {
        return path.queries(GeneratedSilos.repository("manifests/queries"));
    }

    @Override
    public void close() {
        path.close();
        lease.close();
    }
}
