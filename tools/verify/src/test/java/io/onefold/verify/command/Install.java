package io.onefold.verify.command;

import io.onefold.catalog.JdbcAddress;
import io.onefold.catalog.Settings;
import io.onefold.embedded.Lease;
import io.onefold.embedded.Part;
import io.onefold.embedded.Parts;
import io.onefold.lake.LakeTable;
import io.onefold.model.DatasetName;
import io.onefold.model.Layer;
import io.onefold.model.run.Progress;
import io.onefold.pipeline.DataPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Onefold installed in a folder of its own, with parts of its own that are held while it is open,
/// so that commands find them running.
public final class Install implements AutoCloseable {

    private final Path folder;
    private final Lease lease;
    private final DataPath path;

    private Install(Path folder, Set<Part> parts) {
        this.folder = folder;
        Settings settings = Settings.of(folder, Map.of());
        this.lease = Parts.lease(settings, var(), parts, Progress.SILENT);
        this.path = DataPath.open(settings, lease, var(), Clock.systemUTC());
    }

    /// In a new temporary folder, which is removed at the end.
    public static Install withParts(Part... parts) {
        try {
            return new Install(Files.createTempDirectory("onefold-verify"), Set.of(parts));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The working folder of the commands.
    public Path folder() {
        return folder;
    }

    public Path var() {
        return folder.resolve("var");
    }

    /// The data path of the installation, for looking at what commands left.
    public DataPath path() {
        return path;
    }

    public Lease lease() {
        return lease;
    }

    /// Holds further parts.
    public void add(Part... parts) {
        lease.add(Set.of(parts), Progress.SILENT);
    }

    /// The checkout that is tested.
    public static Path checkout() {
        return Path.of(System.getProperty("onefold.root")).toAbsolutePath().normalize();
    }

    /// Puts what ships as metadata where the commands look for it.
    public void withShipped() {
        try {
            Path manifests = folder.resolve("manifests");
            if (!Files.exists(manifests)) {
                Files.createSymbolicLink(manifests, checkout().resolve("manifests"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public CommandRun run(String... arguments) {
        return run(Map.of(), arguments);
    }

    /// @param environment beside that of this process
    public CommandRun run(Map<String, String> environment, String... arguments) {
        return CommandRun.of(folder, environment, List.of(arguments));
    }

    /// Starts a command in a process of its own.
    ///
    /// @param words where it writes what it has to say
    public Process start(Path words, String... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-Xmx512m",
                                // as shipped; this class path has that of the tests too
                                "-Dlogback.configurationFile=logback.xml",
                                "-Donefold.root=" + checkout(),
                                "-Donefold.home=" + checkout(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "io.onefold.cli.Main"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectOutput(words.toFile())
                        .redirectErrorStream(true);
        builder.environment().remove("ONEFOLD_VAR");
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Writes a file below the working folder.
    ///
    /// @return its path relative to it
    public String write(String file, String text) {
        try {
            Path target = folder.resolve(file);
            Files.createDirectories(target.getParent());
            Files.writeString(target, text);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Writes a manifest and applies it.
    public void apply(String file, String text) {
        run("apply", "-f", write(file, text)).requireDone();
    }

    /// Executes statements in a database of the part postgres, as its owner.
    public void postgres(String database, String... statements) {
        execute(lease.postgres(database), statements);
    }

    /// Makes a database in the part postgres and executes statements in it.
    public void createPostgres(String database, String... statements) {
        postgres("onefold", "create database " + database);
        postgres(database, statements);
    }

    private static void execute(JdbcAddress address, String... statements) {
        try (Connection connection =
                        DriverManager.getConnection(address.url(), address.properties());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Rows of each layer of a dataset with the snapshot they are read at; the state that a failed
    /// run must not change.
    public Map<Layer, String> state(String dataset) {
        Map<Layer, String> state = new TreeMap<>();
        for (Layer layer : Layer.values()) {
            path.lake()
                    .find(DatasetName.parse(dataset).in(layer))
                    .filter(table -> table.current().isPresent())
                    .ifPresent(
                            table ->
                                    state.put(
                                            layer,
                                            table.rows()
                                                    + " rows at "
                                                    + table.snapshotId().getAsLong()));
        }
        return state;
    }

    /// Rows of a layer of a dataset; 0 without a table.
    public long rows(String dataset, Layer layer) {
        return path.lake()
                .find(DatasetName.parse(dataset).in(layer))
                .map(LakeTable::rows)
                .orElse(0L);
    }

    /// How the newest run of a workflow ended, as `onefold status` tells it.
    public String statusOf(String workflow) {
        List<String> statuses = new ArrayList<>();
        run("status", "-o", "json")
                .requireDone()
                .json()
                .forEach(
                        row -> {
                            if (row.required("workflow").asString().equals(workflow)) {
                                statuses.add(row.required("status").asString());
                            }
                        });
        return statuses.isEmpty() ? "" : statuses.getFirst();
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
