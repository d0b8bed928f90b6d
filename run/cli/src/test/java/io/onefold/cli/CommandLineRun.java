package io.onefold.cli;

import io.onefold.cli.internal.command.Terminal;
import io.onefold.model.run.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a command did, run in this process.
///
/// @param exit its exit code
/// @param out what it wrote to standard output
/// @param err what it wrote to standard error
record CommandLineRun(int exit, String out, String err) {

    /// @param folder the working folder; `var` lies in it
    static CommandLineRun of(Path folder, Map<String, String> environment, String... arguments) {
        Map<String, String> all = new HashMap<>(System.getenv());
        all.remove("ONEFOLD_VAR");
        all.putAll(environment);
        StringWriter out = new StringWriter();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal =
                new Terminal(
                        new PrintWriter(out),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Progress.SILENT,
                        all,
                        folder,
                        Clock.systemUTC());
        int exit = Onefold.commandLine(terminal).execute(arguments);
        terminal.flush();
        return new CommandLineRun(exit, out.toString(), err.toString(StandardCharsets.UTF_8));
    }

    static CommandLineRun of(Path folder, String... arguments) {
        return of(folder, Map.of(), arguments);
    }

    JsonNode json() {
        return JsonMapper.shared().readTree(out);
    }
}
