package io.onefold.cli;

import io.onefold.cli.internal.command.Terminal;
import io.onefold.fraud.Problem;
import io.onefold.fraud.ProblemException;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/// Tells a person what went wrong: the message for failures we know, an address of the trace for
/// defects.
final class Failures implements IExecutionExceptionHandler {

    private final Terminal terminal;
    private final Path log;

    /// @param log the file that traces are appended to
    Failures(Terminal terminal, Path log) {
        this.terminal = terminal;
        this.log = log;
    }

    @Override
    public int handleExecutionException(
            Exception failure, CommandLine command, ParseResult parsed) {
        terminal.out().flush();
        if (failure instanceof OnefoldException known) {
            terminal.say("onefold: " + known.getMessage());
            if (known.getCause() != null) {
                keep(failure);
            }
            return known.code().exitCode();
        }
        if (failure instanceof ProblemException refused) {
            return told(refused.problem());
        }
        String message = failure.getMessage();
        terminal.say(
                "onefold: " + (message == null ? failure.getClass().getSimpleName() : message));
        terminal.say(
                keep(failure)
                        ? "This is a defect of Onefold; its trace is in " + log
                        : "This is a defect of Onefold; its trace could not be written to " + log);
        return ErrorCode.INTERNAL.exitCode();
    }

    private int told(Problem problem) {
        terminal.say("onefold: " + problem.detail());
        problem.errors()
                .forEach(error -> terminal.say("  " + error.field() + ": " + error.message()));
        return (problem.code().retryable() ? ErrorCode.UNAVAILABLE : ErrorCode.INVALID_INPUT)
                .exitCode();
    }

    private boolean keep(Exception failure) {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            try (PrintWriter trace =
                    new PrintWriter(
                            Files.newBufferedWriter(
                                    log,
                                    StandardCharsets.UTF_8,
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.APPEND))) {
                trace.println(terminal.clock().instant());
                failure.printStackTrace(trace);
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
