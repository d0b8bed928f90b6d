package io.onefold.graph.internal.bulk;

import io.onefold.graph.OwnServer;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
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
    /// @throws OnefoldException (RUN_FAILED) if the tool refuses the files; its words may quote
    ///   values and are left out; (INVALID_SETUP) if the disk is full
    public void run(String database, List<ImportFile> files, boolean multiline, Path report) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "database",
                                "import",
                                "full",
                                database,
                                "--overwrite-destination=true",
                                "--strict=true",
                                "--path-pattern-style=none",
                                "--array-delimiter=" + ImportColumn.LIST_DELIMITER,
                                "--report-file=" + report));
        if (multiline) {
            arguments.add("--multiline-fields=true");
            arguments.add("--multiline-fields-format=v1");
        }
        files.forEach(f -> arguments.add(f.argument()));
        try {
            tool.run(arguments);
        } catch (OnefoldException e) {
            if (e.code() == ErrorCode.INVALID_SETUP) {
                throw e;
            }
            throw new OnefoldException(
                    ErrorCode.RUN_FAILED,
                    "the import tool could not import "
                            + files.size()
                            + " files into database '"
                            + database
                            + "'; expected rows that fit its types; load with --full, which names the rows that do not");
        }
    }
}
