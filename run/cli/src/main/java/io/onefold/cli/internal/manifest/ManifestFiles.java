package io.onefold.cli.internal.manifest;

import io.onefold.catalog.ManifestSet;
import io.onefold.catalog.ManifestSet.DeclaredContract;
import io.onefold.catalog.ManifestType;
import io.onefold.catalog.Manifests;
import io.onefold.catalog.ReadOptions;
import io.onefold.catalog.Settings;
import io.onefold.graph.query.QueryLibrary;
import io.onefold.model.Finding;
import io.onefold.quality.ContractLint;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// Which manifests a command reads, and what their variables mean.
final class ManifestFiles {

    @Option(
            names = {"-f", "--file"},
            required = true,
            paramLabel = "PATH",
            description = "a manifest file or a folder of them; may be given several times")
    private List<Path> paths = List.of();

    @Option(
            names = {"-R", "--recursive"},
            description = "read the folders below a folder too")
    private boolean recursive;

    @Option(
            names = {"-w", "--workspace"},
            paramLabel = "NAME",
            defaultValue = "public",
            description = "the workspace of manifests that name none (default: ${DEFAULT-VALUE})")
    private String workspace = "public";

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "the value of $${NAME} in manifests; wins over environment and .env")
    private Map<String, String> variables = Map.of();

    /// Reads the manifests, and looks into the SQL of their contracts and queries and into their
    /// rules and policies.
    ManifestSet read(Settings settings, Path workingFolder) {
        ManifestSet set =
                new Manifests(settings)
                        .read(
                                paths.stream()
                                        .map(workingFolder::resolve)
                                        .map(path -> shown(workingFolder, path))
                                        .toList(),
                                new ReadOptions(recursive, workspace, variables, false));
        List<Path> queries =
                set.manifests().stream()
                        .filter(manifest -> manifest.type() == ManifestType.QUERY)
                        .map(manifest -> Path.of(manifest.file()))
                        .distinct()
                        .toList();
        return set.with(
                Stream.of(
                                set.contracts().stream().flatMap(ManifestFiles::lint),
                                QueryLibrary.lint(queries).stream(),
                                FraudManifests.of(set).findings().stream())
                        .flatMap(found -> found)
                        .toList());
    }

    private static Stream<Finding> lint(DeclaredContract declared) {
        String file = declared.manifest().file();
        return ContractLint.lint(file, declared.contract(), List.of()).stream()
                .map(declared::placed);
    }

    /// As the user would name it, so that findings are short.
    private static Path shown(Path workingFolder, Path path) {
        Path current = Path.of("").toAbsolutePath();
        Path full = path.toAbsolutePath().normalize();
        return workingFolder.equals(current) && full.startsWith(current) && !full.equals(current)
                ? current.relativize(full)
                : full;
    }
}
