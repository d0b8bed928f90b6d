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
            description = "how often both sides are measured (default: ${DEFAULT-VALUE})")
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
            loop.load();
            loop.clear();
            for (int round = 1; round <= rounds; round++) {
                say("round " + round + " of " + rounds);
                double peer = loop.load();
                loop.clear();
                try (HeapPeak heap = new HeapPeak()) {
                    long begun = System.nanoTime();
                    long changes = town.load().changes();
                    figures.add(
                            new Figure(
                                    "graph load",
                                    changes,
                                    (System.nanoTime() - begun) / 1e9,
                                    UnwindLoop.PEER,
                                    peer,
                                    PERCENT_LEAST,
                                    heap.bytes()));
                }
                loop.clear();
            }
        }
        return figures;
    }

    private void say(String text) {
        spec.commandLine().getErr().println(text);
    }
}
