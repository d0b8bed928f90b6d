package io.onefold.lake.internal.duck;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The engine's errors in our words.
public final class EngineFailure {

    /// Kinds whose messages name the value that did not fit.
    private static final Set<String> NAMING_VALUES =
            Set.of(
                    "Conversion Error",
                    "Out of Range Error",
                    "Constraint Error",
                    "Mismatch Type Error");

    private static final Pattern QUOTE = Pattern.compile("['\"]");
    private static final Pattern FULL =
            Pattern.compile("(?:file \\\\?\"([^\"\\\\]+)\\\\?\".*)?No space left on device");

    private EngineFailure() {}

    /// A failure of a stage's own SQL, without any value of a row, in its cause neither: causes are
    /// written to logs.
    public static OnefoldException of(SQLException e) {
        String message = String.valueOf(e.getMessage());
        Matcher full = FULL.matcher(message);
        if (full.find()) {
            return diskFull(full.group(1), e);
        }
        String kind = kind(message);
        boolean withheld =
                NAMING_VALUES.contains(kind)
                        || (kind.equals("Invalid Input Error") && QUOTE.matcher(message).find());
        String said =
                withheld
                        ? kind + " (what else it says may name a value, and is withheld)"
                        : message;
        String next =
                switch (kind) {
                    case "Out of Memory Error" ->
                            "; raise the lake's memory limit or free space in its spill folder";
                    case "IO Error" ->
                            "; check the free space and rights of the warehouse and spill folders";
                    default -> "";
                };
        return new OnefoldException(
                ErrorCode.RUN_FAILED,
                "the engine refused a statement: " + said + next,
                withheld ? silent(kind, e) : e);
    }

    /// The same failure without its words.
    private static SQLException silent(String kind, SQLException e) {
        SQLException silent = new SQLException(kind, e.getSQLState());
        silent.setStackTrace(e.getStackTrace());
        return silent;
    }

    private static OnefoldException diskFull(@Nullable String file, SQLException e) {
        return new OnefoldException(
                ErrorCode.UNAVAILABLE,
                (file == null ? "a file of the lake" : file)
                        + " could not be written: the disk is full; nothing of it was committed. Free space there, or set"
                        + " onefold.lake.warehouse and onefold.lake.spill to a larger disk, and run again",
                e);
    }

    /// The kind of an engine's message, the text before its first colon, for example `Binder
    /// Error`.
    public static String kind(String message) {
        int colon = message.indexOf(':');
        return colon < 0 ? message : message.substring(0, colon);
    }
}
