package io.onefold.cli.internal.fraud;

import io.onefold.catalog.Manifest;
import io.onefold.catalog.ManifestType;
import io.onefold.catalog.Manifests;
import io.onefold.catalog.ReadOptions;
import io.onefold.cli.internal.command.CallerOptions;
import io.onefold.cli.internal.command.OutputOptions;
import io.onefold.cli.internal.command.Session;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.fraud.book.Deployment;
import io.onefold.fraud.port.BookVersion;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Permission;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `onefold fraud rules draft` and `onefold fraud policies draft`
@Command(
        name = "draft",
        description = {
            "Writes the rules or policies of a manifest file as drafts; needs fraud_rules.",
            "A body that is the newest version of its id already adds nothing."
        },
        mixinStandardHelpOptions = true)
final class BookDraft implements Callable<Integer> {

    private final Terminal terminal;

    @ParentCommand private @Nullable BookGroup group;

    @SuppressWarnings("FieldCanBeFinal") // picocli writes it
    @Parameters(paramLabel = "FILE", description = "a manifest file or a folder of them")
    private Path file = Path.of("");

    @Mixin private final CallerOptions caller = new CallerOptions();

    @Mixin private final OutputOptions output = new OutputOptions();

    BookDraft(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        BookGroup book = BookGroup.of(group);
        List<String> bodies = bodies(book.kind());
        try (LookingBack back = LookingBack.open(terminal, caller, Permission.FRAUD_RULES)) {
            List<BookVersion> drafts = bodies.stream().map(body -> book.draft(back, body)).toList();
            output.print(terminal, BookList.COLUMNS, drafts.stream().map(BookList::row).toList());
            return 0;
        }
    }

    private List<String> bodies(Deployment.Kind kind) {
        ManifestType type =
                kind == Deployment.Kind.RULE ? ManifestType.FRAUD_RULE : ManifestType.FRAUD_POLICY;
        List<String> bodies =
                new Manifests(Session.settings(terminal))
                                .read(
                                        List.of(terminal.workingFolder().resolve(file)),
                                        new ReadOptions(false, "public", Map.of(), false))
                                .requireValid()
                                .manifests()
                                .stream()
                                .filter(manifest -> manifest.type() == type)
                                .map(Manifest::body)
                                .map(Object::toString)
                                .toList();
        if (bodies.isEmpty()) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    file + " has no manifest of type " + type.wireName() + "; name one that has");
        }
        return bodies;
    }
}
