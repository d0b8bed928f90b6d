package io.onefold.cli;

import io.onefold.cli.internal.command.Terminal;
import java.time.Clock;
import org.slf4j.LoggerFactory;

/// The entry of `onefold …`. Exit codes: 0 done, 1 invalid input or set-up, 2 usage, 3 run failed,
/// 4 a check did not hold.
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        LoggerFactory
                .getILoggerFactory(); // before threads ask for it at once, which it complains of
        Terminal terminal = Terminal.ofProcess(Clock.systemUTC());
        int exit = Onefold.commandLine(terminal).execute(args);
        terminal.flush();
        System.exit(exit);
    }
}
