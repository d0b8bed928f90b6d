package io.onefold.catalog.jdbc;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// The schemas of the control database, each with its own history of migrations.
public final class Schemas {

    private Schemas() {}

    /// Creates a schema or brings it up to date, by the migrations in `db/<schema>` of the owner's
    /// class path.
    ///
    /// @param owner a class of the module that owns the schema
    /// @throws OnefoldException (UNAVAILABLE) if the database does not answer; (INVALID_SETUP) if
    ///   the schema was made by a newer Onefold, or changed by hand
    public static void migrate(DataSource database, Class<?> owner, String schema) {
        try {
            Flyway.configure(owner.getClassLoader())
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
