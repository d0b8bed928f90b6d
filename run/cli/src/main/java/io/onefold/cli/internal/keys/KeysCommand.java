package io.onefold.cli.internal.keys;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `onefold keys …`
@Command(
        name = "keys",
        description = "Rotates the key-encryption key; destroys a user's data key.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {KeysRotate.class, KeysErase.class})
public final class KeysCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "Missing command; expected: keys rotate or erase");
    }
}
