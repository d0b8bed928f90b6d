package io.onefold.embedded;

import io.onefold.catalog.JdbcAddress;
import io.onefold.catalog.Settings;
import io.onefold.embedded.internal.OsProcesses;
import io.onefold.embedded.internal.ProcessRecord;
import io.onefold.model.run.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the tests of this module ask again and again.
final class TestParts {

    private TestParts() {}

    /// The checkout's folder.
    static Path home() {
        Path folder = Path.of("").toAbsolutePath();
        while (!folder.resolve(".mvn").toFile().exists()) {
            folder = folder.getParent();
        }
        return folder;
    }

    static Lease lease(Path var, Part... parts) {
        return lease(var, Map.of(), parts);
    }

    static Lease lease(Path var, Map<String, String> settings, Part... parts) {
        Map<String, String> all = new HashMap<>(settings);
        System.getenv().forEach(all::putIfAbsent);
        return Parts.lease(Settings.of(var, all), var, Set.of(parts), Progress.SILENT);
    }

    static Path folder(Path var, Part part) throws IOException {
        return var.toRealPath().resolve("parts").resolve(part.wireName());
    }

    static ProcessRecord record(Path var, Part part) throws IOException {
        return ProcessRecord.read(folder(var, part).resolve("process")).orElseThrow();
    }

    static List<Long> processes(Path var, Part part) throws IOException {
        return OsProcesses.marked(folder(var, part));
    }

    static void execute(JdbcAddress address, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(address.url(), address.properties());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// The first column of the first row, as text.
    static String value(JdbcAddress address, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(address.url(), address.properties());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
