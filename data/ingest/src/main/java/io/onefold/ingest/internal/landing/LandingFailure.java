package io.onefold.ingest.internal.landing;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/// Failures of the disk between the silo and the lake, in an operator's words.
public final class LandingFailure {

    private LandingFailure() {}

    /// A failure to write or remove landing files.
    ///
    /// @param what what could not be written, for example `landing files`
    /// @param folder where
    public static OnefoldException of(String what, Path folder, IOException cause) {
        if (isDiskFull(cause)) {
            return new OnefoldException(
                    ErrorCode.RUN_FAILED,
                    what
                            + " in "
                            + folder
                            + " could not be written: the disk is full; nothing was committed. Free space there (about the size"
                            + " of the table as text is needed) or set ONEFOLD_VAR to a larger disk, and run again",
                    cause);
        }
        return new OnefoldException(
                ErrorCode.RUN_FAILED,
                what
                        + " in "
                        + folder
                        + " could not be written ("
                        + cause.getClass().getSimpleName()
                        + "); nothing was committed. Check that the folder exists and this user may write there",
                cause);
    }

    /// Whether a failure, of Java or of the engine, says that a disk is full.
    public static boolean isDiskFull(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            String message = String.valueOf(each.getMessage()).toLowerCase(Locale.ROOT);
            if (message.contains("no space left on device")
                    || message.contains("disk quota exceeded")
                    || message.contains("not enough space")) {
                return true;
            }
        }
        return false;
    }
}
