package io.onefold.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.catalog.JdbcAddress;
import io.onefold.catalog.Settings;
import io.onefold.embedded.internal.OsProcesses;
import io.onefold.model.run.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartsTest {

    @TempDir Path var;

    private Lease lease(Part... parts) {
        Settings settings = Settings.of(Path.of("").toAbsolutePath(), System.getenv());
        return Parts.lease(settings, var, Set.of(parts), Progress.SILENT);
    }

    @Test
    void allPartsStartTogetherAndKeepTheirDataForTheNextLease() throws Exception {
        long start = System.nanoTime();
        try (Lease lease =
                Parts.lease(
                        Settings.of(Path.of("").toAbsolutePath(), System.getenv()),
                        var,
                        EnumSet.allOf(Part.class),
                        Progress.SILENT)) {
            System.out.println("first start ms " + (System.nanoTime() - start) / 1_000_000);
            execute(lease.postgres("onefold"), "create table kept (id int)");
            execute(lease.mariadb(""), "create database kept");
        }
        System.out.println("+stop ms " + (System.nanoTime() - start) / 1_000_000);
        for (Part part : Part.values()) {
            assertThat(
                            OsProcesses.marked(
                                    var.toRealPath().resolve("parts").resolve(part.wireName())))
                    .isEmpty();
        }

        start = System.nanoTime();
        try (Lease lease = lease(Part.values())) {
            System.out.println("second start ms " + (System.nanoTime() - start) / 1_000_000);
            assertThat(number(lease.postgres("onefold"), "select count(*) from kept")).isZero();
            assertThat(number(lease.mariadb("kept"), "select 1")).isOne();
        }
        System.out.println("+stop ms " + (System.nanoTime() - start) / 1_000_000);
        assertThat(Files.getPosixFilePermissions(var.resolve("secrets/postgres.password")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    private static void execute(JdbcAddress address, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(address.url(), address.properties());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(JdbcAddress address, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(address.url(), address.properties());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
