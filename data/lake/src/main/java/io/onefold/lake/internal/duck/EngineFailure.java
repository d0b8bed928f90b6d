package io.onefold.lake.internal.duck;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.sql.SQLException;

/// The engine's errors in our words.
public final class EngineFailure {

    private EngineFailure() {}

    /// A failure of a stage's own SQL: its message may name a value, so it is for logs of the
    /// operator only.
    public static OnefoldException of(SQLException e) {
        String message = String.valueOf(e.getMessage());
        ErrorCode code =
                message.contains("No space left") ? ErrorCode.UNAVAILABLE : ErrorCode.RUN_FAILED;
        String next =
                switch (kind(message)) {
                    case "Out of Memory Error" ->
                            "; raise the lake's memory limit or free space in its spill folder";
                    case "IO Error" ->
                            "; check the free space and rights of the warehouse and spill folders";
                    default -> "";
                };
        return new OnefoldException(code, "the engine refused a statement: " + message + next, e);
    }

    /// The kind of an engine's message, the text before its first colon, for example `Binder
    /// Error`.
    public static String kind(String message) {
        int colon = message.indexOf(':');
        return colon < 0 ? message : message.substring(0, colon);
    }
}
