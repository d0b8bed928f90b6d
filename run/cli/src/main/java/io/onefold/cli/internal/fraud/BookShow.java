package io.onefold.cli.internal.fraud;

import io.onefold.cli.internal.command.CallerOptions;
import io.onefold.cli.internal.command.OutputOptions;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.fraud.port.BookVersion;
import io.onefold.model.access.Permission;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.json.JsonMapper;

/// `onefold fraud rules show` and `onefold fraud policies show`
@Command(
        name = "show",
        description = "Shows a version with its body, as JSON; needs fraud_rules.",
        mixinStandardHelpOptions = true)
final class BookShow implements Callable<Integer> {

    private final Terminal terminal;

    @ParentCommand private @Nullable BookGroup group;

    @SuppressWarnings("FieldCanBeFinal") // picocli writes it
    @Parameters(
            paramLabel = "ID[@VERSION]",
            description = "which, for example CC01@2 (default: its newest version)")
    private String name = "";

    @Mixin private final CallerOptions caller = new CallerOptions();

    @Mixin private final OutputOptions output = new OutputOptions();

    BookShow(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (LookingBack back = LookingBack.open(terminal, caller, Permission.FRAUD_RULES)) {
            BookVersion version = VersionName.parse(name).in(BookGroup.of(group).book(back));
            Map<String, @Nullable Object> document = new LinkedHashMap<>();
            document.put("id", version.id());
            document.put("version", version.version());
            document.put("mode", version.mode().wireName());
            document.put("author", version.author());
            document.put("approver", version.approver());
            document.put("active_from", version.activeFrom());
            document.put("body", JsonMapper.shared().readValue(version.body(), Map.class));
            output.json(terminal, document);
            return 0;
        }
    }
}
