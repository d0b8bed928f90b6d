package io.onefold.cli.internal.fraud;

import io.onefold.cli.internal.command.CallerOptions;
import io.onefold.cli.internal.command.OutputOptions;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.fraud.book.RuleDesk;
import io.onefold.fraud.port.BookVersion;
import io.onefold.model.access.Permission;
import io.onefold.model.run.Progress;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `onefold fraud rules publish` and `onefold fraud policies publish`
@Command(
        name = "publish",
        description = {
            "Puts a version into force; servers have it within two seconds. Needs fraud_rules.",
            "Its tests run, a backtest over the last 30 days runs, and somebody else than its author has to ask."
        },
        mixinStandardHelpOptions = true)
final class BookPublish implements Callable<Integer> {

    private final Terminal terminal;

    @ParentCommand private @Nullable BookGroup group;

    @SuppressWarnings("FieldCanBeFinal") // picocli writes it
    @Parameters(
            paramLabel = "ID[@VERSION]",
            description = "which, for example CC01@2 (default: its newest version)")
    private String name = "";

    @Mixin private final CallerOptions caller = new CallerOptions();

    @Mixin private final OutputOptions output = new OutputOptions();

    BookPublish(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        BookGroup book = BookGroup.of(group);
        try (LookingBack back = LookingBack.open(terminal, caller, Permission.FRAUD_RULES)) {
            BookVersion version = VersionName.parse(name).in(book.book(back));
            RuleDesk.Published published;
            try (Progress.Task task =
                    terminal.progress().begin("backtest " + version.title(), -1)) {
                published = book.publish(back, version);
                task.add(published.backtest().seen());
            }
            terminal.say(version.title() + " is in force");
            BacktestPrint.print(terminal, output, version.title(), published.backtest(), false);
            return 0;
        }
    }
}
