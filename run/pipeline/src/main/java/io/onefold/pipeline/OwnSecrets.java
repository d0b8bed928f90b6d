package io.onefold.pipeline;

import io.onefold.catalog.SecretRef;
import io.onefold.catalog.Secrets;
import io.onefold.catalog.Settings;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;

/// The secrets that Onefold makes for itself: keys of masks, the key that signs tokens. Each is
/// configured by a reference, or made at its first use and kept in a file that only this user may
/// read.
public final class OwnSecrets {

    private static final int BYTES = 32;

    private final Settings settings;
    private final Path folder;
    private final SecureRandom random;

    /// @param folder where generated secrets are kept
    public OwnSecrets(Settings settings, Path folder, SecureRandom random) {
        this.settings = Objects.requireNonNull(settings);
        this.folder = Objects.requireNonNull(folder);
        this.random = Objects.requireNonNull(random);
    }

    /// The secret of a name, at least 32 characters: by the setting `onefold.secrets.<name>`, a
    /// reference; else of its own file. Installations that share a control database must be
    /// configured with the same.
    ///
    /// @throws OnefoldException (INVALID_SETUP) if it cannot be read or made
    public String secret(String name) {
        return settings.get("onefold.secrets." + name)
                .map(reference -> new Secrets(settings).resolve(new SecretRef(reference)))
                .orElseGet(() -> generated(name));
    }

    private String generated(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw new OnefoldException(
                    ErrorCode.INVALID_SETUP,
                    "'"
                            + name
                            + "' is not the name of a secret; expected letters, digits, dots, _ and -");
        }
        Path file = folder.resolve(name + ".key");
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new OnefoldException(
                    ErrorCode.INVALID_SETUP,
                    "the secret file "
                            + file
                            + " cannot be read or written; expected a file of this user's own; give this"
                            + " user the folder, or set ONEFOLD_VAR",
                    e);
        }
    }

    private void make(Path file) throws IOException {
        Files.createDirectories(
                folder,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        Path next = Files.createTempFile(folder, "secret", ""); // made readable by its owner only
        try {
            Files.writeString(
                    next, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\n");
            Files.createLink(file, next); // fails when another process was faster: its secret holds
        } catch (FileAlreadyExistsException e) {
            return;
        } finally {
            Files.deleteIfExists(next);
        }
    }
}
