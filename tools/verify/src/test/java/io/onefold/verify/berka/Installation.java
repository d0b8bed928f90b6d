package io.onefold.verify.berka;

import io.onefold.catalog.ApplyOptions;
import io.onefold.catalog.Manifests;
import io.onefold.catalog.ReadOptions;
import io.onefold.catalog.Settings;
import io.onefold.embedded.Lease;
import io.onefold.embedded.Part;
import io.onefold.embedded.Parts;
import io.onefold.embedded.SiloLoader;
import io.onefold.lake.LakeSession;
import io.onefold.model.TableName;
import io.onefold.model.access.Principal;
import io.onefold.model.run.Progress;
import io.onefold.pipeline.DataPath;
import io.onefold.pipeline.RunSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Onefold installed in an empty folder, with parts of its own.
final class Installation implements AutoCloseable {

    private static final Principal OPERATOR = Principal.localOperator("verify");

    private final Path folder;
    private final Settings settings;
    private final Lease lease;
    private final DataPath path;

    /// @param folder an empty folder; it is removed at the end
    /// @param data what `ONEFOLD_DATA` names
    Installation(Path folder, Path data, Part... parts) {
        this.folder = folder;
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("ONEFOLD_DATA", data.toString());
        this.settings = Settings.of(folder, environment);
        Path var = folder.resolve("var");
        this.lease = Parts.lease(settings, var, Set.of(parts), Progress.SILENT);
        this.path = DataPath.open(settings, lease, var, Clock.systemUTC());
    }

    /// The checkout that is tested.
    static Path checkout() {
        return Path.of(System.getProperty("onefold.root"));
    }

    void apply(Path manifests) {
        path.catalog()
                .apply(
                        new Manifests(settings).read(List.of(manifests), ReadOptions.DEFAULT),
                        ApplyOptions.DEFAULT,
                        OPERATOR);
    }

    void loadSilos(Path silos) {
        SiloLoader.load(silos, lease, Progress.SILENT);
    }

    RunSummary run(String workflow) {
        return path.pipeline().run(workflow, OPERATOR, Progress.SILENT);
    }

    DataPath path() {
        return path;
    }

    /// The rows of a query over lake tables, read clear, cells joined by `|`.
    List<String> rows(String sql, TableName... tables) {
        try (LakeSession session = path.lake().session(Principal.system("verify"));
                Statement statement = session.connection().createStatement()) {
            for (TableName table : tables) {
                session.attach(table);
            }
            List<String> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery(sql)) {
                while (result.next()) {
                    List<String> cells = new ArrayList<>();
                    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        cells.add(String.valueOf(result.getString(i)));
                    }
                    rows.add(String.join("|", cells));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        path.close();
        lease.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
