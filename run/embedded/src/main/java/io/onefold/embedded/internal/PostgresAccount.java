package io.onefold.embedded.internal;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// As whom PostgreSQL runs: it refuses to be root, though containers often know no other user.
///
/// An ordinary user runs it as himself. Root runs it in a user namespace of its own, where it is
/// nobody; its files stay root's. Where the kernel does not allow that, it is run as user 65534,
/// which then owns the data folder.
///
/// @param prefix what comes before the program in its command
/// @param ownsFiles whether files must be given to user 65534
public record PostgresAccount(List<String> prefix, boolean ownsFiles) {

    private static final int NOBODY = 65_534;

    public PostgresAccount {
        prefix = List.copyOf(prefix);
    }

    /// Runs PostgreSQL as the user of this process.
    public static PostgresAccount self() {
        return new PostgresAccount(List.of(), false);
    }

    /// Root's choice where namespaces are not allowed.
    static PostgresAccount nobody() {
        return new PostgresAccount(
                List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"),
                true);
    }

    /// What fits this process.
    public static PostgresAccount detect() {
        if (!isRoot()) {
            return self();
        }
        if (succeeds("unshare", "-U", "true")) {
            return new PostgresAccount(List.of("unshare", "-U"), false);
        }
        if (succeeds(
                "setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "true")) {
            return nobody();
        }
        throw new OnefoldException(
                ErrorCode.INVALID_SETUP,
                "PostgreSQL does not run as root, and neither unshare nor setpriv may change the user here; expected one of"
                        + " them to work; run Onefold as an ordinary user, or set DATABASE_URL to a server of your own");
    }

    /// Gives PostgreSQL the files it must own, and lets it pass through the folder they lie in.
    void own(Path folder, Path... files) throws IOException {
        if (!ownsFiles) {
            return;
        }
        Files.setAttribute(folder, "unix:mode", 0711);
        for (Path file : files) {
            try (Stream<Path> all = Files.walk(file)) {
                all.forEach(PostgresAccount::giveAway);
            }
        }
    }

    private static void giveAway(Path path) {
        try {
            Files.setAttribute(path, "unix:uid", NOBODY);
            Files.setAttribute(path, "unix:gid", NOBODY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether this process is root.
    public static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static boolean succeeds(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
