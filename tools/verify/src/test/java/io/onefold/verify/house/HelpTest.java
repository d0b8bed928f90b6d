package io.onefold.verify.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.cli.Onefold;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The launcher's help names the commands that there are, and no others.
class HelpTest {

    private static final Pattern ENTRY = Pattern.compile("(?m)^  ([a-z][a-z-]*)[, ].*$");
    private static final Set<String> OF_THE_LAUNCHER =
            Set.of("generate", "bench", "build", "test", "doctor", "help");

    /// Commands that print no data: they do something, or run until they are ended.
    private static final Set<String> WITHOUT_DATA =
            Set.of(
                    "delete",
                    "pause",
                    "resume",
                    "stop",
                    "serve",
                    "token",
                    "silos",
                    "quarantine",
                    "audit",
                    "keys",
                    "graph",
                    "fraud");

    @TempDir private Path folder;

    private String help(String... arguments) {
        StringWriter out = new StringWriter();
        int exit = Onefold.execute(folder, Map.of(), out, new ByteArrayOutputStream(), arguments);
        assertThat(exit).as(String.join(" ", arguments)).isZero();
        return out.toString();
    }

    /// The commands of the command line, by its own help; those that picocli brings are not ours.
    private Set<String> commands() {
        String help = help("--help");
        int from = help.indexOf("Commands:");
        assertThat(from).isPositive();
        Set<String> commands = names(help.substring(from, help.indexOf("Exit codes:")));
        commands.remove("help");
        return commands;
    }

    private static Set<String> names(String text) {
        return ENTRY.matcher(text)
                .results()
                .map(entry -> entry.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a bash script")
    void theLauncherNamesEveryCommandOnce() throws Exception {
        String usage = new Workbench(folder).run("help").out();
        String listed = usage.substring(0, usage.indexOf("Environment"));
        List<String> names =
                ENTRY.matcher(listed).results().map((MatchResult entry) -> entry.group(1)).toList();

        Set<String> expected = new TreeSet<>(commands());
        expected.addAll(OF_THE_LAUNCHER);
        assertThat(names).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(names)).isEqualTo(expected);
    }

    @Test
    void whatPrintsDataTakesItsForm() throws IOException {
        for (String command : commands()) {
            String help = help(command, "--help");
            assertThat(help.contains("-o, --output=FORM"))
                    .as(command)
                    .isEqualTo(!WITHOUT_DATA.contains(command));
            if (help.contains("-o, --output=FORM")) {
                assertThat(help.toLowerCase(Locale.ROOT))
                        .as(command)
                        .contains("table, json, csv, yaml");
            }
        }
    }
}
