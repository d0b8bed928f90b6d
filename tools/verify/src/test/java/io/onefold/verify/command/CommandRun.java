package io.onefold.verify.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.cli.Onefold;
import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a command did, run in this process.
///
/// @param exit its exit code
/// @param out what it wrote to standard output
/// @param err what it wrote to standard error
public record CommandRun(int exit, String out, String err) {

    /// @param folder the working folder
    /// @param environment beside that of this process
    static CommandRun of(Path folder, Map<String, String> environment, List<String> arguments) {
        Map<String, String> all = new HashMap<>(System.getenv());
        all.remove("ONEFOLD_VAR");
        all.putAll(environment);
        StringWriter out = new StringWriter();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = Onefold.execute(folder, all, out, err, arguments.toArray(String[]::new));
        return new CommandRun(exit, out.toString(), err.toString(StandardCharsets.UTF_8));
    }

    public CommandRun requireDone() {
        assertThat(exit).as(err).isZero();
        return this;
    }

    /// What was refused: an exit code, and a message for a person that has these words and no
    /// trace.
    public CommandRun requireRefused(int code, String... words) {
        assertThat(exit).as(err).isEqualTo(code);
        assertThat(err).contains(words).doesNotContain("\tat ", "defect of Onefold");
        return this;
    }

    /// What was written to standard output, as `-o json` gives it.
    public JsonNode json() {
        return JsonMapper.shared().readTree(out);
    }
}
