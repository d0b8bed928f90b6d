package io.onefold.graph.internal.bulk;

import io.onefold.graph.OwnServer;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The server's import tool, run in a process of its own.
public final class ImportTool {

    private final OwnServer.AdminTool tool;

    public ImportTool(OwnServer.AdminTool tool) {
        this.tool = tool;
    }

    /// Imports files into a database that holds nothing.
    ///
    /// @param multiline whether texts hold line breaks
    /// @param report where the tool lists what it cannot read
    /// @throws OnefoldException (RUN_FAILED) naming the tool's output, which may quote values
    public void run(String database, List<ImportFile> files, boolean multiline, Path report) {
        List<String> command = new ArrayList<>(tool.command());
        command.addAll(
                List.of(
                        "database",
                        "import",
                        "full",
                        "--overwrite-destination=true",
                        "--strict=true",
                        "--path-pattern-style=none",
                        "--array-delimiter=" + ImportColumn.LIST_DELIMITER,
                        "--report-file=" + report));
        if (multiline) {
            command.add("--multiline-fields=true");
            command.add("--multiline-fields-format=v1");
        }
        files.forEach(f -> command.add(f.argument()));
        command.add(database);
        int exit = execute(command);
        if (exit != 0) {
            throw new OnefoldException(
                    ErrorCode.RUN_FAILED,
                    "the import tool ended with "
                            + exit
                            + "; what it said is in "
                            + tool.log()
                            + " and "
                            + report);
        }
    }

    private int execute(List<String> command) {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(tool.log().toFile());
        builder.environment().putAll(tool.environment());
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new OnefoldException(
                    ErrorCode.INVALID_SETUP,
                    "the import tool does not start: " + e.getMessage(),
                    e);
        }
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new OnefoldException(
                    ErrorCode.RUN_FAILED, "the import was interrupted; run it again", e);
        }
    }
}
