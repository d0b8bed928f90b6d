package io.onefold.bench.parts;

import io.onefold.lake.Governance;
import io.onefold.lake.Lake;
import io.onefold.lake.LakeSettings;
import io.onefold.model.TableName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;

/// A lake for one benchmark, with the defaults of every lake.
public final class ScratchLake {

    private ScratchLake() {}

    /// Opens a lake in a folder, with its catalog in a database of its own.
    public static Lake open(Path folder, ScratchPostgres server) throws SQLException {
        return Lake.open(
                LakeSettings.of(
                        folder.resolve("lake"),
                        folder.resolve("spill"),
                        new LakeSettings.CatalogDatabase(
                                server.url(server.newDatabase("lake")),
                                server.user(),
                                server.password())),
                new Ungoverned());
    }

    /// Nobody reads this lake but the benchmark.
    private static final class Ungoverned implements Governance {

        @Override
        public Map<String, Set<String>> columnTags(TableName table) {
            return Map.of();
        }

        @Override
        public byte[] maskKey(String keyName) {
            return keyName.getBytes(StandardCharsets.UTF_8);
        }
    }
}
