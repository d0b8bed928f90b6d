package io.onefold.cli.internal.read;

import io.onefold.cli.internal.command.CallerOptions;
import io.onefold.cli.internal.command.OutputOptions;
import io.onefold.cli.internal.command.Session;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.lake.ReadLimits;
import io.onefold.lake.RowStream;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `onefold sql`
@Command(
        name = "sql",
        description = {
            "Reads the lake with one SELECT over tables such as trusted.profiles_db.accounts.",
            "Values are masked for who asks, before the query sees them."
        },
        mixinStandardHelpOptions = true)
public final class Sql implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "SELECT",
            description = "the query; or use --file")
    private @Nullable String query;

    @Option(names = "--file", paramLabel = "FILE", description = "read the query from this file")
    private @Nullable Path file;

    @Option(
            names = "--as-of",
            paramLabel = "MOMENT",
            description =
                    "read tables as they were: an instant (ISO 8601), a day, or a snapshot's number")
    private @Nullable String asOf;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "10000",
            description = "rows at most (default: 10000)")
    private long limit = 10_000;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "how long it may take (default: 60)")
    private long timeoutSeconds = 60;

    @Mixin private final CallerOptions caller = new CallerOptions();

    @Mixin private final OutputOptions output = new OutputOptions();

    Sql(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        String text = text();
        var moment = Moment.parse(asOf);
        ReadLimits limits = new ReadLimits(limit, Duration.ofSeconds(timeoutSeconds));
        try (Session session = Session.ofCatalog(terminal);
                RowStream rows =
                        session.path()
                                .door()
                                .query(
                                        caller.principal(session.path().catalog()),
                                        text,
                                        moment,
                                        limits)) {
            Rows.print(rows, output, terminal);
            return 0;
        }
    }

    private String text() {
        if ((query == null) == (file == null)) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "expected a SELECT as an argument or in --file, one of the two");
        }
        if (query != null) {
            return query;
        }
        Path source = terminal.workingFolder().resolve(String.valueOf(file));
        try {
            return Files.readString(source);
        } catch (IOException e) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "the file "
                            + source
                            + " cannot be read; expected a SELECT in UTF-8; name another with --file",
                    e);
        }
    }
}
