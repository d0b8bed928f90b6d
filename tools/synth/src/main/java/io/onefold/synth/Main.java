package io.onefold.synth;

import io.onefold.synth.internal.GenerateCommand;
import java.time.InstantSource;

/// The program behind `onefold generate`.
public final class Main {

    private Main() {}

    /// @param arguments what follows `generate`, for example `streaming --seed 42 --scale 1 --out
    ///   DIR`
    public static void main(String[] arguments) {
        boolean terminal = System.console() != null && System.console().isTerminal();
        System.exit(
                new GenerateCommand(System.err, terminal, InstantSource.system()).run(arguments));
    }
}
