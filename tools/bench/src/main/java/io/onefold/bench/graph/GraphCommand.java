package io.onefold.bench.graph;

import io.onefold.bench.parts.WorkFolder;
import io.onefold.bench.report.Figure;
import io.onefold.bench.report.HeapPeak;
import io.onefold.bench.report.ReportOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Trusted rows into Neo4j, compared, counted and remembered, beside a bare UNWIND loop.
@Command(
        name = "graph",
        description =
                "Trusted rows into Neo4j, compared, counted and remembered, beside a bare UNWIND loop over the same rows.",
        mixinStandardHelpOptions = true)
public final class GraphCommand implements Callable<Integer> {

    private static final int PERCENT_LEAST = 80;

    @Option(
            names = "--rows",
            defaultValue = "200000",
            description =
                    "people; a tenth as many houses and twice as many relationships (default: ${DEFAULT-VALUE})")
    private long rows;

    @Option(
            names = "--rounds",
            defaultValue = "2",
            description =
                    "how often both sides are measured, taking turns to go first (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Mixin private final ReportOptions report = new ReportOptions();
    @Mixin private final WorkFolder work = new WorkFolder();
    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        List<Figure> figures = work.with(this::measure);
        return report.print(spec.commandLine().getOut(), figures);
    }

    private List<Figure> measure(Path folder) throws Exception {
        List<Figure> figures = new ArrayList<>();
        say("starting PostgreSQL and Neo4j, filling the lake with " + rows + " people");
        try (Town town = Town.fill(folder, rows)) {
            UnwindLoop loop = new UnwindLoop(town);
            say("warming both sides up, with a load each that is not measured");
            peerSeconds(loop);
            ours(town, loop);
            for (int round = 1; round <= rounds; round++) {
                boolean peerFirst = round % 2 == 1;
                say(
                        "round %d of %d, %s first"
                                .formatted(round, rounds, peerFirst ? UnwindLoop.PEER : "Onefold"));
                figures.add(peerFirst ? peerThenOurs(town, loop) : oursThenPeer(town, loop));
            }
        }
        return figures;
    }

    private static Figure peerThenOurs(Town town, UnwindLoop loop) throws Exception {
        double peer = peerSeconds(loop);
        return ours(town, loop).beside(peer);
    }

    private static Figure oursThenPeer(Town town, UnwindLoop loop) throws Exception {
        Ours ours = ours(town, loop);
        return ours.beside(peerSeconds(loop));
    }

    private static double peerSeconds(UnwindLoop loop) throws Exception {
        double seconds = loop.load();
        loop.clear();
        return seconds;
    }

    private static Ours ours(Town town, UnwindLoop loop) {
        try (HeapPeak heap = new HeapPeak()) {
            long begun = System.nanoTime();
            long changes = town.load().changes();
            double seconds = (System.nanoTime() - begun) / 1e9;
            Ours ours = new Ours(changes, seconds, heap.bytes());
            loop.clear();
            return ours;
        }
    }

    /// One load of ours.
    private record Ours(long changes, double seconds, long heapBytesPeak) {

        Figure beside(double peerSeconds) {
            return new Figure(
                    "graph load",
                    changes,
                    seconds,
                    UnwindLoop.PEER,
                    peerSeconds,
                    PERCENT_LEAST,
                    heapBytesPeak);
        }
    }

    private void say(String text) {
        spec.commandLine().getErr().println(text);
    }
}
