package io.onefold.cli.internal.manifest;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `onefold resource …` and `onefold product …`: the manifest commands, as the field types them.
@Command(
        name = "resource",
        aliases = "product",
        hidden = true,
        description = "The manifest commands under another name: apply, get, delete, lint.",
        subcommands = {Apply.class, Get.class, Delete.class, Lint.class},
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class ManifestGroup implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Missing command; expected: apply, get, delete or lint");
    }
}
