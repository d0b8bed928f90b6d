package io.onefold.cli.internal.manifest;

import io.onefold.catalog.ManifestSet;
import io.onefold.cli.internal.command.OutputOptions;
import io.onefold.cli.internal.command.Session;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.model.ErrorCode;
import io.onefold.model.Finding;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `onefold lint`
@Command(
        name = "lint",
        description = {
            "Checks manifests without touching anything; no part need run.",
            "Checks that need the catalog are named as skipped. Exit 1 if anything is an error."
        },
        mixinStandardHelpOptions = true)
public final class Lint implements Callable<Integer> {

    private static final List<String> COLUMNS =
            List.of("severity", "file", "line", "column", "path", "message", "rule");

    private final Terminal terminal;

    @Mixin private final ManifestFiles files = new ManifestFiles();

    @Mixin private final OutputOptions output = new OutputOptions();

    Lint(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ManifestSet set = files.read(Session.settings(terminal), terminal.workingFolder());
        if (output.isTable()) {
            output.text(terminal, set.findings().stream().map(Lint::line).toList());
        } else {
            output.print(terminal, COLUMNS, set.findings().stream().map(Lint::row).toList());
        }
        set.skippedChecks().forEach(check -> terminal.say("skipped, needs the catalog: " + check));
        long errors =
                set.findings().stream()
                        .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                        .count();
        terminal.say(
                "%d valid manifests, %d errors, %d warnings, %d checks skipped"
                        .formatted(
                                set.manifests().size(),
                                errors,
                                set.findings().size() - errors,
                                set.skippedChecks().size()));
        return errors == 0 ? 0 : ErrorCode.INVALID_INPUT.exitCode();
    }

    private static String line(Finding finding) {
        return severity(finding) + " " + finding;
    }

    private static List<Object> row(Finding finding) {
        return List.of(
                severity(finding),
                finding.file(),
                finding.line(),
                finding.column(),
                finding.path(),
                finding.message(),
                finding.rule());
    }

    private static String severity(Finding finding) {
        return finding.severity().name().toLowerCase(Locale.ROOT);
    }
}
