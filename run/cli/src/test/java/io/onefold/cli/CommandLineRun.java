package io.onefold.cli;

import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
        int exit = Onefold.execute(folder, all, out, err, arguments);
        return new CommandLineRun(exit, out.toString(), err.toString(StandardCharsets.UTF_8));
    }

    static CommandLineRun of(Path folder, String... arguments) {
        return of(folder, Map.of(), arguments);
    }

    JsonNode json() {
        return JsonMapper.shared().readTree(out);
    }
}
