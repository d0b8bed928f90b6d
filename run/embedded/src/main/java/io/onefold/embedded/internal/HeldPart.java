package io.onefold.embedded.internal;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// One part, kept running as long as this is not released.
///
/// @param folder the part's folder
/// @param port the TCP port it listens on, at 127.0.0.1
public record HeldPart(PartFolder folder, int port) {

    private static final Duration PATIENCE = Duration.ofSeconds(150);

    /// Starts the part, or joins those who use it.
    ///
    /// @param configuredPort the port a setting demands
    /// @throws OnefoldException (INVALID_SETUP, UNAVAILABLE) if it cannot be started, with what it
    ///   said
    public static HeldPart hold(PartFolder folder, PartServer server, OptionalInt configuredPort) {
        String what = "part " + server.name();
        try (FileLocks.Exclusive _ = FileLocks.lock(folder.changeLock(), what, PATIENCE)) {
            FileLocks.share(folder.leaseLock());
            boolean running = false;
            try {
                int port = new PartRunner(folder, server).ensureRunning(configuredPort);
                running = true;
                return new HeldPart(folder, port);
            } finally {
                if (!running) {
                    leave(folder);
                }
            }
        } catch (IOException e) {
            throw new OnefoldException(
                    ErrorCode.INVALID_SETUP,
                    what
                            + " cannot be started: "
                            + Failures.reason(e)
                            + " in "
                            + folder.root()
                            + "; expected a folder of this user's own on a disk with some hundred MB free; mend that, or set"
                            + " ONEFOLD_VAR to another folder",
                    e);
        }
    }

    /// Leaves the part; stops it if nobody else uses it.
    public void release() {
        try (FileLocks.Exclusive _ =
                FileLocks.lock(
                        folder.changeLock(), folder.root().getFileName().toString(), PATIENCE)) {
            leave(folder);
        } catch (IOException e) {
            throw new OnefoldException(
                    ErrorCode.UNAVAILABLE,
                    "the part in "
                            + folder.root()
                            + " cannot be stopped: "
                            + Failures.reason(e)
                            + "; its watchdog will try again",
                    e);
        }
    }

    /// What is done while a part is down.
    @FunctionalInterface
    public interface Work {
        void run() throws IOException;
    }

    /// Stops the part, works, and starts it again on its port, also when the work fails.
    ///
    /// @throws OnefoldException (CONFLICT) if somebody else uses the part
    public void whileStopped(PartServer server, Work work) {
        try (FileLocks.Exclusive _ =
                FileLocks.lock(folder.changeLock(), "part " + server.name(), PATIENCE)) {
            Optional<FileLocks.Exclusive> alone = FileLocks.unshare(folder.leaseLock());
            if (alone.isEmpty()) {
                FileLocks.share(folder.leaseLock());
                throw new OnefoldException(
                        ErrorCode.CONFLICT,
                        "part "
                                + server.name()
                                + " cannot be stopped, another onefold command uses it; expected to be"
                                + " its only user; end serve, demo and other commands, then try again");
            }
            try (FileLocks.Exclusive _ = alone.get()) {
                PartRunner.stop(folder);
                work.run();
            } finally {
                FileLocks.share(folder.leaseLock());
                new PartRunner(folder, server).ensureRunning(OptionalInt.of(port));
            }
        } catch (IOException e) {
            throw new OnefoldException(
                    ErrorCode.UNAVAILABLE,
                    "part "
                            + server.name()
                            + " could not be worked on while it was stopped: "
                            + Failures.reason(e)
                            + "; see "
                            + folder.log(),
                    e);
        }
    }

    private static void leave(PartFolder folder) throws IOException {
        Optional<FileLocks.Exclusive> alone = FileLocks.unshare(folder.leaseLock());
        if (alone.isPresent()) {
            try (FileLocks.Exclusive _ = alone.get()) {
                PartRunner.stop(folder);
            }
        }
    }
}
