package io.onefold.catalog;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.util.Objects;
import java.util.regex.Pattern;

/// A pointer to a secret: `env:NAME` or `file:PATH`. It may be stored and shown; the secret may
/// not.
///
/// @param text the reference as written
public record SecretRef(String text) {

    private static final Pattern SHAPE = Pattern.compile("env:[A-Za-z_][A-Za-z0-9_]*|file:.+");

    public SecretRef {
        Objects.requireNonNull(text);
        if (!SHAPE.matcher(text).matches()) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "a secret is given as a reference, env:NAME or file:PATH; what stands there (not shown, it may be the"
                            + " secret itself) is neither");
        }
    }

    /// The variable's name, or the file's path.
    String target() {
        return text.substring(text.indexOf(':') + 1);
    }

    boolean isFile() {
        return text.startsWith("file:");
    }

    @Override
    public String toString() {
        return text;
    }
}
