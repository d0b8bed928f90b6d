package io.onefold.verify.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.embedded.Part;
import io.onefold.embedded.Parts;
import io.onefold.model.TableName;
import io.onefold.verify.command.CommandRun;
import io.onefold.verify.command.GraphContents;
import io.onefold.verify.command.Install;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Runs that are killed with signal 9 at random moments: the whole process, the graph server, the
/// database server. A reader beside them never sees half a table, and the next run leaves the same
/// tables and the same graph as in a twin that nobody disturbed.
class KillsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /// What is killed.
    private enum Victim {
        PROCESS,
        NEO4J,
        POSTGRES
    }

    @Test
    void threeKillsOneOfEachLeaveNothingLostAndNothingHalf() throws Exception {
        kills(3, 20_261_121);
    }

    @Test
    @Tag("long")
    void twentyKillsLeaveNothingLostAndNothingHalf() throws Exception {
        kills(20, 42);
    }

    private static void kills(int count, long seed) throws Exception {
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Path folder;
        Path twinFolder;
        try (Install disturbed = Install.withParts(Part.POSTGRES, Part.NEO4J);
                Install twin = Install.withParts(Part.POSTGRES, Part.NEO4J)) {
            folder = disturbed.folder();
            twinFolder = twin.folder();
            for (Install each : List.of(disturbed, twin)) {
                TwinSilos.create(each);
                each.run("run", TwinSilos.WORKFLOW).requireDone();
            }
            long millis = undisturbedMillis(disturbed, twin);
            for (int i = 0; i < count; i++) {
                Victim victim = Victim.values()[i % Victim.values().length];
                round(disturbed, twin, i + 1, victim, (long) (random.nextDouble() * millis));
            }
        }
        assertThat(processesOf(folder)).as("processes left behind").isEmpty();
        assertThat(processesOf(twinFolder)).as("processes left behind").isEmpty();
    }

    /// How long a run takes in a process of its own, from its beginning to its end.
    private static long undisturbedMillis(Install disturbed, Install twin) throws Exception {
        TwinSilos.change(disturbed, 0);
        TwinSilos.change(twin, 0);
        Path words = disturbed.folder().resolve("words.txt");
        Process run = disturbed.start(words, "run", TwinSilos.WORKFLOW);
        awaitBegin(run, words);
        long begun = System.nanoTime();
        assertThat(run.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        assertThat(run.exitValue()).as(Files.readString(words)).isZero();
        twin.run("run", TwinSilos.WORKFLOW).requireDone();
        requireAlike(disturbed, twin);
        System.out.println("an undisturbed run takes " + millis + " ms");
        return millis;
    }

    private static void round(
            Install disturbed, Install twin, int round, Victim victim, long millis)
            throws Exception {
        TwinSilos.change(disturbed, round);
        TwinSilos.change(twin, round);
        Map<TableName, String> before = Tables.of(disturbed, TwinSilos.DATASETS);
        Path words = disturbed.folder().resolve("words.txt");
        Watcher watcher = new Watcher(disturbed, TwinSilos.DATASETS);
        int exit;
        CommandRun next;
        try (watcher) {
            watcher.awaitFirstLook();
            Process run = disturbed.start(words, "run", TwinSilos.WORKFLOW);
            awaitBegin(run, words);
            run.waitFor(millis, TimeUnit.MILLISECONDS);
            kill(victim, run, disturbed);
            assertThat(run.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            exit = run.exitValue();
            next = disturbed.run("run", TwinSilos.WORKFLOW);
        }
        next.requireDone();
        twin.run("run", TwinSilos.WORKFLOW).requireDone();
        System.out.printf(
                "kill %d of %s after %d ms: exit %d, the reader looked %d times, failed to %s; next: %s%n",
                round,
                victim,
                millis,
                exit,
                watcher.looks(),
                watcher.failures(),
                next.out().lines().reduce((_, last) -> last).orElse(""));
        assertThat(exit).as(Files.readString(words)).isIn(0, 3, 137);
        if (exit == 3) {
            assertThat(words).content().doesNotContain("\tat ").contains("onefold: ");
        }
        Map<TableName, String> after = Tables.of(disturbed, TwinSilos.DATASETS);
        watcher.seen()
                .forEach(
                        (table, states) ->
                                assertThat(
                                                List.of(
                                                        before.getOrDefault(table, ""),
                                                        after.getOrDefault(table, "")))
                                        .as("what a reader may see of %s", table)
                                        .containsAll(states));
        if (victim != Victim.POSTGRES) {
            assertThat(watcher.failures()).isEmpty();
        }
        requireAlike(disturbed, twin);
    }

    private static void requireAlike(Install disturbed, Install twin) {
        assertThat(Tables.of(disturbed, TwinSilos.DATASETS))
                .isEqualTo(Tables.of(twin, TwinSilos.DATASETS));
        assertThat(GraphContents.of(disturbed.lease().neo4j()).hash())
                .isEqualTo(GraphContents.of(twin.lease().neo4j()).hash());
    }

    private static void kill(Victim victim, Process run, Install onefold) {
        switch (victim) {
            case PROCESS -> run.destroyForcibly();
            case NEO4J -> killServer(Part.NEO4J, onefold);
            case POSTGRES -> killServer(Part.POSTGRES, onefold);
        }
    }

    /// Kills a server and all its processes at once.
    private static void killServer(Part part, Install onefold) {
        ProcessHandle server =
                Parts.status(onefold.var()).stream()
                        .filter(status -> status.part() == part)
                        .flatMap(status -> status.pid().stream().boxed())
                        .flatMap(pid -> ProcessHandle.of(pid).stream())
                        .findFirst()
                        .orElseThrow();
        List<ProcessHandle> children = server.descendants().toList();
        server.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    private static void awaitBegin(Process run, Path words) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (run.isAlive() && System.nanoTime() < deadline) {
            if (Files.readString(words).contains("run ")) {
                return;
            }
            run.waitFor(10, TimeUnit.MILLISECONDS);
        }
    }

    /// The processes whose command line or environment names a folder.
    private static List<String> processesOf(Path folder) throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("[0-9]+"))
                    .map(process -> text(process.resolve("cmdline")))
                    .filter(line -> line.contains(folder.toString()))
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).replace('\0', ' ');
        } catch (IOException gone) {
            return "";
        }
    }
}
