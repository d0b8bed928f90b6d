package io.onefold.cli;

import io.onefold.cli.internal.audit.AuditCommand;
import io.onefold.cli.internal.fraud.FraudCommand;
import io.onefold.cli.internal.graph.GraphCommand;
import io.onefold.cli.internal.keys.KeysCommand;
import io.onefold.cli.internal.manifest.Apply;
import io.onefold.cli.internal.manifest.Delete;
import io.onefold.cli.internal.manifest.Get;
import io.onefold.cli.internal.manifest.Lint;
import io.onefold.cli.internal.manifest.ManifestGroup;
import io.onefold.cli.internal.read.Datasets;
import io.onefold.cli.internal.read.QuarantineCommand;
import io.onefold.cli.internal.read.Query;
import io.onefold.cli.internal.read.Sql;
import io.onefold.cli.internal.run.Demo;
import io.onefold.cli.internal.run.Logs;
import io.onefold.cli.internal.run.Pause;
import io.onefold.cli.internal.run.Resume;
import io.onefold.cli.internal.run.Run;
import io.onefold.cli.internal.run.Silos;
import io.onefold.cli.internal.run.Status;
import io.onefold.cli.internal.run.Stop;
import io.onefold.cli.internal.serve.Serve;
import io.onefold.cli.internal.serve.Token;
import java.util.List;

/// The commands, in the order the help lists them.
final class Commands {

    static final List<Class<?>> ALL =
            List.of(
                    Demo.class,
                    Apply.class,
                    Get.class,
                    Delete.class,
                    Lint.class,
                    ManifestGroup.class,
                    Run.class,
                    Status.class,
                    Logs.class,
                    Stop.class,
                    Pause.class,
                    Resume.class,
                    GraphCommand.class,
                    FraudCommand.class,
                    Query.class,
                    Sql.class,
                    Datasets.class,
                    QuarantineCommand.class,
                    Silos.class,
                    AuditCommand.class,
                    KeysCommand.class,
                    Serve.class,
                    Token.class);

    private Commands() {}
}
