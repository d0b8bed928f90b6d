package io.onefold.bench.predict;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The peer's own script, which starts it beside a throw-away PostgreSQL, loads it and prints a
/// JSON line a mode. What the script needs, for example `PEER_VENV`, stands in the environment.
final class PythonPeer {

    private final Path script;

    PythonPeer(Path script) {
        if (!Files.isExecutable(script)) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "--peer is '" + script + "', which is no program; name the peer's script");
        }
        this.script = script.toAbsolutePath();
    }

    /// What the peer did in a mode.
    record Rate(String mode, double perSecond, double p50Millis, double p99Millis) {}

    /// Measures modes of the peer, one after the other, once each.
    Map<String, Rate> measure(List<String> modes, double seconds)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(modes);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("PEER_REPEAT", "1");
        builder.environment().put("PEER_SECONDS", Long.toString(Math.round(seconds)));
        Process process = builder.start();
        Map<String, Rate> rates = new LinkedHashMap<>();
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("{")) {
                    Rate rate = rate(JsonMapper.shared().readTree(line));
                    rates.put(rate.mode(), rate);
                }
            }
        }
        int exit = process.waitFor();
        if (exit != 0 || !rates.keySet().containsAll(modes)) {
            throw new OnefoldException(
                    ErrorCode.UNAVAILABLE,
                    "the peer '" + script + "' ended with " + exit + "; what it said stands above");
        }
        return rates;
    }

    private static Rate rate(JsonNode line) {
        return new Rate(
                line.path("mode").asString(),
                line.path("requests_per_second").asDouble(),
                line.path("p50_ms").asDouble(),
                line.path("p99_ms").asDouble());
    }
}
