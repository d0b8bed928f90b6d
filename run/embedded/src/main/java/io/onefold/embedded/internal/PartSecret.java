package io.onefold.embedded.internal;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/// A generated password that lies in a file which only this user may read.
///
/// @param file where it lies, for example `var/secrets/postgres.password`
public record PartSecret(Path file) {

    private static final int BYTES = 24;

    /// The password; made at the first call.
    ///
    /// @throws OnefoldException (INVALID_SETUP) if the file cannot be read or made
    public String password(SecureRandom random) {
        try {
            if (!Files.exists(file)) {
                make(random);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new OnefoldException(
                    ErrorCode.INVALID_SETUP,
                    "the password file "
                            + file
                            + " cannot be read or written ("
                            + Failures.reason(e)
                            + "); expected a file of this user's own; give this user the folder, or set ONEFOLD_VAR",
                    e);
        }
    }

    private void make(SecureRandom random) throws IOException {
        Files.createDirectories(
                file.getParent(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        Path next =
                Files.createTempFile(
                        file.getParent(), "secret", ""); // made readable by its owner only
        Files.writeString(
                next, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\n");
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
