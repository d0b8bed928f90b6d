package io.onefold.catalog.internal.jdbc;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// The schemas of the control database that belong to the catalog, each with its own history.
public final class ControlSchema {

    private ControlSchema() {}

    /// Creates or updates `control` and `audit`.
    public static void migrate(DataSource database) {
        migrate(database, "control");
        migrate(database, "audit");
    }

    private static void migrate(DataSource database, String schema) {
        try {
            Flyway.configure(ControlSchema.class.getClassLoader())
                    .loggers("slf4j")
                    .dataSource(database)
                    .schemas(schema)
                    .defaultSchema(schema)
                    .createSchemas(true)
                    .table("schema_history")
                    .locations("classpath:db/" + schema)
                    .validateMigrationNaming(true)
                    .ignoreMigrationPatterns(new String[0])
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof SQLException sql) {
                    throw Jdbc.failure(sql);
                }
            }
            String said =
                    Objects.requireNonNullElse(e.getMessage(), "")
                            .strip()
                            .lines()
                            .findFirst()
                            .orElse("");
            throw new OnefoldException(
                    ErrorCode.INVALID_SETUP,
                    "schema '"
                            + schema
                            + "' of the control database does not fit this version of Onefold ("
                            + said
                            + "); use the version that made it, or an empty database",
                    e);
        }
    }
}
