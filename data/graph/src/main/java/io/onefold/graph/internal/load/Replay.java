package io.onefold.graph.internal.load;

import io.onefold.catalog.GraphRun;
import io.onefold.catalog.GraphRuns;
import io.onefold.catalog.RunContext;
import io.onefold.graph.GraphResult;
import io.onefold.graph.ItemResult;
import io.onefold.graph.internal.bolt.Bolt;
import io.onefold.graph.internal.script.ScriptReader;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Permission;
import io.onefold.model.run.Progress;
import io.onefold.model.run.Status;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.summary.SummaryCounters;

/// Runs a script that a load wrote, statement by statement, each in a transaction of its own.
public final class Replay {

    private static final String GRAPH_LINE = "// graph: ";

    private final GraphRuns runs;
    private final Bolt bolt;

    public Replay(GraphRuns runs, Bolt bolt) {
        this.runs = runs;
        this.bolt = bolt;
    }

    /// Runs a script.
    ///
    /// @throws OnefoldException (FORBIDDEN) without permission `graph_admin`, (NOT_FOUND) when
    ///   there is no such file, (CONFLICT) when it is no longer the one that was registered
    public GraphResult run(Path script, RunContext context) {
        context.principal().require(Permission.GRAPH_ADMIN);
        Path file = script.toAbsolutePath().normalize();
        requireUnchanged(file);
        Records records =
                Records.begin(
                        runs,
                        context.runId(),
                        graphOf(file),
                        GraphRun.Mode.REPLAY,
                        Map.of(),
                        false,
                        context.clock());
        Tally tally = new Tally();
        Instant begun = context.clock().instant();
        @Nullable OnefoldException failure = null;
        try {
            execute(file, context, tally);
            registered(file).ifPresent(s -> runs.save(ranAt(s, context.clock().instant())));
        } catch (OnefoldException e) {
            failure = e;
        }
        Status status = failure == null ? Status.SUCCEEDED : Status.FAILED;
        records.end(status, null, failure == null ? null : failure.getMessage());
        long millis = Duration.between(begun, context.clock().instant()).toMillis();
        ItemResult item = tally.result(file, status, millis, failure);
        return new GraphResult(
                records.run(),
                graphOf(file),
                GraphRun.Mode.REPLAY,
                status,
                List.of(item),
                file,
                failure);
    }

    private void execute(Path file, RunContext context, Tally tally) {
        try (BufferedReader in = Files.newBufferedReader(file);
                Progress.Task shown =
                        context.progress().begin("replay " + file.getFileName(), -1)) {
            ScriptReader reader = new ScriptReader(in);
            Optional<String> statement = reader.statement();
            while (statement.isPresent()) {
                tally.add(bolt.write(statement.get(), Map.of()));
                shown.add(1);
                if (context.journal().cancelRequested()) {
                    throw new OnefoldException(
                            ErrorCode.RUN_FAILED,
                            "the replay was asked to stop after statement " + tally.statements);
                }
                statement = reader.statement();
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        } catch (OnefoldException e) {
            throw new OnefoldException(
                    e.code(),
                    "statement " + (tally.statements + 1) + " of " + file + ": " + e.getMessage(),
                    e);
        }
    }

    private Optional<GraphRun.Script> registered(Path file) {
        return runs.script(String.valueOf(file.getFileName()))
                .filter(s -> s.filePath().equals(file.toString()));
    }

    private void requireUnchanged(Path file) {
        String now = sha256(file);
        Optional<GraphRun.Script> script = registered(file);
        if (script.isPresent() && !script.get().sha256().equals(now)) {
            throw new OnefoldException(
                    ErrorCode.CONFLICT,
                    "script "
                            + file
                            + " was changed after it was written; run it by cypher-shell if that is meant, or"
                            + " write it again with --script");
        }
    }

    private static GraphRun.Script ranAt(GraphRun.Script script, Instant now) {
        return new GraphRun.Script(
                script.name(),
                script.filePath(),
                script.fileSizeKilobytes(),
                script.sha256(),
                script.runId(),
                script.lastUpdatedAt(),
                now);
    }

    private static String graphOf(Path file) {
        try (BufferedReader in = Files.newBufferedReader(file)) {
            for (String line = in.readLine();
                    line != null && line.startsWith("//");
                    line = in.readLine()) {
                if (line.startsWith(GRAPH_LINE)) {
                    return line.substring(GRAPH_LINE.length());
                }
            }
            return String.valueOf(file.getFileName());
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static String sha256(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw unreadable(file, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static OnefoldException unreadable(Path file, IOException e) {
        return new OnefoldException(
                ErrorCode.NOT_FOUND,
                "script " + file + " cannot be read (" + e.getClass().getSimpleName() + ")",
                e);
    }

    /// What the statements did so far.
    private static final class Tally {

        private int statements;
        private long created;
        private long deleted;

        void add(SummaryCounters counters) {
            statements++;
            created += (long) counters.nodesCreated() + counters.relationshipsCreated();
            deleted += (long) counters.nodesDeleted() + counters.relationshipsDeleted();
        }

        ItemResult result(
                Path file, Status status, long millis, @Nullable OnefoldException failure) {
            return new ItemResult(
                    String.valueOf(file.getFileName()),
                    status,
                    statements,
                    created,
                    0,
                    deleted,
                    0,
                    0,
                    0,
                    -1,
                    millis,
                    failure == null ? null : failure.getMessage());
        }
    }
}
