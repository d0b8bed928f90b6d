package io.onefold.cli.internal.fraud;

import io.onefold.cli.internal.command.CallerOptions;
import io.onefold.cli.internal.command.OutputOptions;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.fraud.book.RuleDesk;
import io.onefold.fraud.port.Book;
import io.onefold.fraud.port.BookVersion;
import io.onefold.fraud.port.Mode;
import io.onefold.model.ErrorCode;
import io.onefold.model.access.Permission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `onefold fraud rules test`
@Command(
        name = "test",
        description = {
            "Runs the tests that rules bring along; needs fraud_rules. Exit 4 when one fails.",
            "Without an id, those of all rules that are not retired."
        },
        mixinStandardHelpOptions = true)
final class RuleTests implements Callable<Integer> {

    private static final List<String> COLUMNS = List.of("rule", "passed", "failure");

    private final Terminal terminal;

    @SuppressWarnings("FieldCanBeFinal") // picocli writes it
    @Parameters(
            paramLabel = "ID[@VERSION]",
            arity = "0..*",
            description = "which, for example CC01@2 (default: its newest version)")
    private List<String> names = List.of();

    @Mixin private final CallerOptions caller = new CallerOptions();

    @Mixin private final OutputOptions output = new OutputOptions();

    RuleTests(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (LookingBack back = LookingBack.open(terminal, caller, Permission.FRAUD_RULES)) {
            RuleDesk desk = back.desks().rules();
            List<List<@Nullable Object>> rows = new ArrayList<>();
            boolean passed = true;
            for (BookVersion version : versions(back.decisions().rules())) {
                List<String> failures = desk.failures(version);
                passed &= failures.isEmpty();
                rows.add(
                        Arrays.asList(
                                version.title(),
                                failures.isEmpty(),
                                failures.isEmpty() ? null : String.join("; ", failures)));
            }
            output.print(terminal, COLUMNS, rows);
            return passed ? 0 : ErrorCode.CHECK_FAILED.exitCode();
        }
    }

    private List<BookVersion> versions(Book rules) {
        return names.isEmpty()
                ? rules.versions(null).stream()
                        .filter(version -> version.mode() != Mode.RETIRED)
                        .toList()
                : names.stream().map(name -> VersionName.parse(name).in(rules)).toList();
    }
}
