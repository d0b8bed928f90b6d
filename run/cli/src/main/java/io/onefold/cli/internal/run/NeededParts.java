package io.onefold.cli.internal.run;

import io.onefold.catalog.SourceConnection;
import io.onefold.catalog.SourceSpec;
import io.onefold.catalog.WorkflowSpec;
import io.onefold.embedded.Part;
import io.onefold.pipeline.DataPath;
import java.util.EnumSet;
import java.util.Set;

/// The parts that a workflow's silos and graph lie in.
final class NeededParts {

    private NeededParts() {}

    static Set<Part> of(WorkflowSpec workflow, DataPath path) {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        for (WorkflowSpec.Job job : workflow.jobs()) {
            if (job.graph() != null) {
                parts.add(Part.NEO4J);
            }
            for (String name : job.sources()) {
                SourceSpec source = path.catalog().source(name);
                if (source.connection() instanceof SourceConnection.Part part
                        && path.connections().isOwnPart(source)) {
                    parts.add(Part.parse(part.part()));
                }
            }
        }
        return parts;
    }
}
