package io.onefold.embedded.internal;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Objects;

/// Where one part keeps its data, log, locks and the record of its process.
///
/// @param root the part's folder, a real path
public record PartFolder(Path root) {

    public PartFolder {
        Objects.requireNonNull(root);
    }

    /// Makes the folder, readable by this user only.
    ///
    /// @throws OnefoldException (INVALID_SETUP) if it cannot be written
    public static PartFolder of(Path parts, String name) {
        Path folder = parts.resolve(name);
        try {
            Files.createDirectories(folder);
            PartFolder made = new PartFolder(folder.toRealPath());
            Files.setPosixFilePermissions(
                    made.root(),
                    EnumSet.of(
                            PosixFilePermission.OWNER_READ,
                            PosixFilePermission.OWNER_WRITE,
                            PosixFilePermission.OWNER_EXECUTE));
            return made;
        } catch (IOException e) {
            throw new OnefoldException(
                    ErrorCode.INVALID_SETUP,
                    "the folder "
                            + folder.toAbsolutePath()
                            + " cannot be written ("
                            + Failures.reason(e)
                            + "); expected a folder of this user's own; set ONEFOLD_VAR to one, or give this user the folder",
                    e);
        }
    }

    /// The folder of all parts.
    public Path parts() {
        return root.resolveSibling("").normalize();
    }

    /// The server's own data.
    public Path data() {
        return root.resolve("data");
    }

    /// What the server says.
    public Path log() {
        return root.resolve("server.log");
    }

    /// The record of the running process.
    public Path record() {
        return root.resolve("process");
    }

    /// The port of the last start, kept so that addresses stay the same.
    public Path port() {
        return root.resolve("port");
    }

    /// Locked, shared, by every process that uses the part.
    public Path leaseLock() {
        return root.resolve("lease.lock");
    }

    /// Locked while the part is being started or stopped.
    public Path changeLock() {
        return root.resolve("change.lock");
    }
}
