package io.onefold.bench.graph;

import io.onefold.bench.parts.WorkFolder;
import io.onefold.bench.report.Comparison;
import io.onefold.bench.report.Contest;
import io.onefold.bench.report.Taken;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Trusted rows into Neo4j, compared, counted and remembered, beside a bare UNWIND loop.
@Command(
        name = "graph",
        description =
                "Trusted rows into Neo4j, compared, counted and remembered, beside a bare UNWIND loop over the same rows.",
        mixinStandardHelpOptions = true)
public final class GraphCommand extends Comparison {

    private static final int PERCENT_LEAST = 80;

    @Option(
            names = "--rows",
            defaultValue = "200000",
            description =
                    "people; a tenth as many houses and twice as many relationships (default: ${DEFAULT-VALUE})")
    private long rows;

    @Mixin private final WorkFolder work = new WorkFolder();

    @Override
    protected void measure() throws Exception {
        work.run(this::measureIn);
    }

    private void measureIn(Path folder) throws Exception {
        say("starting PostgreSQL and Neo4j, filling the lake with " + rows + " people");
        try (Town town = Town.fill(folder, rows)) {
            UnwindLoop loop = new UnwindLoop(town);
            Contest contest =
                    new Contest(
                            "graph load",
                            town.size(),
                            () -> cleared(loop, town::load),
                            UnwindLoop.PEER,
                            () -> cleared(loop, loop::load),
                            PERCENT_LEAST);
            say("warming both sides up, with a load each that is not measured");
            contest.measured(true);
            rounds((number, peerFirst) -> found(contest.measured(peerFirst)));
        }
    }

    /// Measures one side, then empties the graph.
    private static Taken cleared(UnwindLoop loop, Taken.Work load) throws Exception {
        Taken taken = Taken.by(load);
        loop.clear();
        return taken;
    }
}
