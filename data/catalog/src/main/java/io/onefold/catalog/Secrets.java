package io.onefold.catalog;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Turns references into secrets, at the moment of use. Nothing is kept.
public final class Secrets {

    private final Settings settings;

    public Secrets(Settings settings) {
        this.settings = Objects.requireNonNull(settings);
    }

    /// The secret behind a reference: a variable of the environment or `.env`, or the text of a
    /// file without its last line break.
    ///
    /// @throws OnefoldException (INVALID_SETUP) naming the reference and how to set it, never a
    ///   value
    public String resolve(SecretRef reference) {
        return reference.isFile() ? ofFile(reference) : ofVariable(reference);
    }

    private String ofVariable(SecretRef reference) {
        String name = reference.target();
        return settings.variable(name)
                .orElseThrow(
                        () ->
                                new OnefoldException(
                                        ErrorCode.INVALID_SETUP,
                                        "secret "
                                                + reference
                                                + " is not set; export "
                                                + name
                                                + "=… or put it into "
                                                + settings.workingFolder().resolve(".env")));
    }

    private String ofFile(SecretRef reference) {
        Path file = settings.workingFolder().resolve(reference.target());
        try {
            String text = Files.readString(file);
            String secret =
                    text.endsWith("\r\n")
                            ? text.substring(0, text.length() - 2)
                            : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
            if (secret.isEmpty()) {
                throw missing(reference, file, "is empty", null);
            }
            return secret;
        } catch (MalformedInputException e) {
            throw missing(reference, file, "is not UTF-8 text", null);
        } catch (IOException e) {
            throw missing(reference, file, "cannot be read", e);
        }
    }

    private static OnefoldException missing(
            SecretRef reference, Path file, String why, @Nullable IOException cause) {
        return new OnefoldException(
                ErrorCode.INVALID_SETUP,
                "secret "
                        + reference
                        + ": the file "
                        + file.toAbsolutePath().normalize()
                        + " "
                        + why
                        + "; write the secret into it, readable by this user only",
                cause);
    }
}
