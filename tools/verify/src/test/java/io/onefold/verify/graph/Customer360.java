package io.onefold.verify.graph;

import io.onefold.catalog.ApplyOptions;
import io.onefold.catalog.ManifestSet;
import io.onefold.catalog.Manifests;
import io.onefold.catalog.ReadOptions;
import io.onefold.catalog.Settings;
import io.onefold.embedded.Lease;
import io.onefold.embedded.Part;
import io.onefold.embedded.Parts;
import io.onefold.embedded.SiloLoader;
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
import java.util.stream.Stream;

/// An installation of its own in a fresh folder: parts, silos, the shipped manifests, the whole
/// path.
final class Customer360 implements AutoCloseable {

    static final Principal OPERATOR = Principal.localOperator("ada");
    static final String WORKFLOW = "customer-360";

    final DataPath path;
    final Lease lease;

    private final Path folder;

    /// @param folder where everything is kept
    /// @param silos what the databases are made of
    Customer360(Path folder, GeneratedSilos silos) {
        this.folder = folder;
        Settings settings = Settings.of(folder, Map.of());
        Path var = folder.resolve("var");
        lease = Parts.lease(settings, var, Set.of(Part.POSTGRES, Part.NEO4J), Progress.SILENT);
        path = DataPath.open(settings, lease, var, Clock.systemUTC());
        SiloLoader.load(silos.folder(), lease, Progress.SILENT);
    }

    /// Applies the shipped manifests.
    ///
    /// @param clear whether the graph is to hold clear values, so that answers can be held against
    ///   the truth
    void apply(boolean clear) {
        Path manifests = folder.resolve(clear ? "clear" : "masked");
        try (Stream<Path> shipped =
                Files.list(GeneratedSilos.repository("manifests/customer-360"))) {
            Files.createDirectories(manifests);
            for (Path file : shipped.toList()) {
                String text =
                        Files.readString(file)
                                .replace(
                                        "    customer_label: Account\n",
                                        "    customer_label: Account\n    mask: " + !clear + "\n");
                Files.writeString(manifests.resolve(file.getFileName()), text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ManifestSet set =
                new Manifests(path.settings())
                        .read(List.of(manifests), ReadOptions.DEFAULT)
                        .requireValid();
        path.catalog().apply(set, ApplyOptions.DEFAULT, OPERATOR);
    }

    RunSummary run() {
        return path.pipeline().run(WORKFLOW, OPERATOR, Progress.SILENT).requireSucceeded();
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
