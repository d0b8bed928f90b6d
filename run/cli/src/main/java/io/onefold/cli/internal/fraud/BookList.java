package io.onefold.cli.internal.fraud;

import io.onefold.cli.internal.command.CallerOptions;
import io.onefold.cli.internal.command.OutputOptions;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.fraud.port.BookVersion;
import io.onefold.fraud.port.Mode;
import io.onefold.model.access.Permission;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `onefold fraud rules list` and `onefold fraud policies list`
@Command(
        name = "list",
        description =
                "Lists versions that are in force or wait to be published; needs fraud_rules.",
        mixinStandardHelpOptions = true)
final class BookList implements Callable<Integer> {

    static final List<String> COLUMNS =
            List.of("id", "version", "mode", "author", "approver", "active_from");

    private final Terminal terminal;

    @ParentCommand private @Nullable BookGroup group;

    @Option(names = "--all", description = "those that are retired too")
    private boolean all;

    @Mixin private final CallerOptions caller = new CallerOptions();

    @Mixin private final OutputOptions output = new OutputOptions();

    BookList(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (LookingBack back = LookingBack.open(terminal, caller, Permission.FRAUD_RULES)) {
            output.print(
                    terminal,
                    COLUMNS,
                    BookGroup.of(group).book(back).versions(null).stream()
                            .filter(version -> all || version.mode() != Mode.RETIRED)
                            .map(BookList::row)
                            .toList());
            return 0;
        }
    }

    static List<@Nullable Object> row(BookVersion version) {
        return Arrays.asList(
                version.id(),
                version.version(),
                version.mode().wireName(),
                version.author(),
                version.approver(),
                version.activeFrom());
    }
}
