package io.onefold.cli.internal.command;

import java.nio.file.Path;

/// Where Onefold itself lies, as the launcher tells it: manifests, queries, the launcher.
public final class Home {

    private Home() {}

    /// The folder with `manifests/`.
    public static Path folder(Terminal terminal) {
        String told = System.getProperty("onefold.home");
        return told == null ? terminal.workingFolder() : Path.of(told);
    }

    /// The query library that ships with Onefold.
    public static Path queries(Terminal terminal) {
        return folder(terminal).resolve("manifests").resolve("queries");
    }

    /// The program that makes silos is started through it.
    public static Path launcher(Terminal terminal) {
        String told = System.getProperty("onefold.launcher");
        return told == null ? folder(terminal).resolve("onefold") : Path.of(told);
    }
}
