package io.onefold.graph;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a load works.
///
/// @param shards writers at once, 1 to 64
/// @param deep whether, after the load, every node and relationship is compared with its row by
///   hash
/// @param script when a Cypher script is written
/// @param scriptFolder where scripts go
/// @param workFolder where the files of a bulk load go
/// @param clearing whether the graph is emptied first; null: it is not
public record LoadOptions(
        int shards,
        boolean deep,
        Script script,
        Path scriptFolder,
        Path workFolder,
        @Nullable Clear clearing) {

    /// Rows of a load up to which a script is written without being asked for.
    public static final long SCRIPT_ROWS_MAX = 1_000_000;

    private static final int SHARDS_DEFAULT = 4;
    private static final int SHARDS_MAX = 64;

    /// When a Cypher script is written.
    public enum Script {
        /// For loads of at most [#SCRIPT_ROWS_MAX] changes.
        WHEN_SMALL,
        ALWAYS,
        NEVER
    }

    /// The wish to empty the graph, which needs permission `graph_admin`.
    ///
    /// @param confirm the name of the graph's database
    /// @param includeForeign whether nodes that Onefold did not make go too
    public record Clear(String confirm, boolean includeForeign) {
        public Clear {
            Objects.requireNonNull(confirm);
        }
    }

    public LoadOptions {
        Objects.requireNonNull(script);
        scriptFolder = scriptFolder.toAbsolutePath().normalize();
        workFolder = workFolder.toAbsolutePath().normalize();
        if (shards < 1 || shards > SHARDS_MAX) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "a load with "
                            + shards
                            + " writers does not work; expected 1 to "
                            + SHARDS_MAX);
        }
    }

    /// Four writers, no deep comparison, scripts of small loads, everything below one folder.
    public static LoadOptions in(Path folder) {
        return new LoadOptions(
                SHARDS_DEFAULT,
                false,
                Script.WHEN_SMALL,
                folder.resolve("scripts"),
                folder.resolve("bulk"),
                null);
    }

    public LoadOptions withShards(int count) {
        return new LoadOptions(count, deep, script, scriptFolder, workFolder, clearing);
    }

    public LoadOptions withDeep(boolean on) {
        return new LoadOptions(shards, on, script, scriptFolder, workFolder, clearing);
    }

    public LoadOptions withScript(Script when) {
        return new LoadOptions(shards, deep, when, scriptFolder, workFolder, clearing);
    }

    /// The same with the graph emptied first.
    public LoadOptions withClear(Clear clear) {
        return new LoadOptions(shards, deep, script, scriptFolder, workFolder, clear);
    }

    /// The wish to empty the graph first.
    public Optional<Clear> clear() {
        return Optional.ofNullable(clearing);
    }
}
