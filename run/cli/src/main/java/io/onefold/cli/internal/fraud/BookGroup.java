package io.onefold.cli.internal.fraud;

import io.onefold.fraud.book.Deployment;
import io.onefold.fraud.book.RuleDesk;
import io.onefold.fraud.port.Book;
import io.onefold.fraud.port.BookVersion;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Commands about one of the two books; `rules` and `policies` share them.
abstract sealed class BookGroup implements Runnable {

    @Spec private CommandSpec spec;

    abstract Book book(LookingBack back);

    /// Which manifests its bodies come in.
    abstract Deployment.Kind kind();

    abstract BookVersion draft(LookingBack back, String body);

    abstract RuleDesk.Published publish(LookingBack back, BookVersion version);

    /// The group that a command was found in.
    static BookGroup of(@Nullable BookGroup parent) {
        return Objects.requireNonNull(parent, "commands of a book are found in its group");
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "Missing command; expected one of: "
                        + spec.name()
                        + " "
                        + String.join(", ", spec.subcommands().keySet()));
    }

    /// `onefold fraud rules …`
    @Command(
            name = "rules",
            description =
                    "Lists, tests, drafts, publishes and retires the rules that judge payments.",
            mixinStandardHelpOptions = true,
            synopsisSubcommandLabel = "COMMAND",
            subcommands = {
                BookList.class,
                BookShow.class,
                RuleTests.class,
                BookDraft.class,
                BookPublish.class,
                RuleRetire.class
            })
    static final class Rules extends BookGroup {

        @Override
        Book book(LookingBack back) {
            return back.decisions().rules();
        }

        @Override
        Deployment.Kind kind() {
            return Deployment.Kind.RULE;
        }

        @Override
        BookVersion draft(LookingBack back, String body) {
            return back.desks().rules().draft(body, back.principal());
        }

        @Override
        RuleDesk.Published publish(LookingBack back, BookVersion version) {
            return back.desks().rules().publish(version.id(), version.version(), back.principal());
        }
    }

    /// `onefold fraud policies …`
    @Command(
            name = "policies",
            description =
                    "Lists, drafts and publishes the policies that make an action of a probability.",
            mixinStandardHelpOptions = true,
            synopsisSubcommandLabel = "COMMAND",
            subcommands = {BookList.class, BookShow.class, BookDraft.class, BookPublish.class})
    static final class Policies extends BookGroup {

        @Override
        Book book(LookingBack back) {
            return back.decisions().policies();
        }

        @Override
        Deployment.Kind kind() {
            return Deployment.Kind.POLICY;
        }

        @Override
        BookVersion draft(LookingBack back, String body) {
            return back.desks().policies().draft(body, back.principal());
        }

        @Override
        RuleDesk.Published publish(LookingBack back, BookVersion version) {
            return back.desks()
                    .policies()
                    .publish(version.id(), version.version(), back.principal());
        }
    }
}
