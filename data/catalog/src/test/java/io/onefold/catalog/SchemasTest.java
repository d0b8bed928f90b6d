package io.onefold.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/// The control database is made, kept and refused as it should be.
final class SchemasTest {

    @Test
    void manyProcessesMayOpenAnEmptyDatabaseAtOnce() throws Exception {
        DataSource database = ControlDatabase.empty();
        List<Future<Catalog>> opened = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                opened.add(threads.submit(() -> Catalog.open(database, Clock.systemUTC())));
            }
        }
        for (Future<Catalog> each : opened) {
            assertThat(each.get().sources()).isEmpty();
        }
    }

    @Test
    void aDatabaseOfANewerOnefoldIsRefused() {
        DataSource database = ControlDatabase.empty();
        Catalog.open(database, Clock.systemUTC());
        ControlDatabase.execute(
                database,
                """
                insert into control.schema_history
                select installed_rank + 100, '900', 'from the future', type, 'V900__from_the_future.sql', 1, installed_by,
                    installed_on, execution_time, success
                from control.schema_history
                where version = '1'""");

        assertThatThrownBy(() -> Catalog.open(database, Clock.systemUTC()))
                .isInstanceOfSatisfying(
                        OnefoldException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_SETUP))
                .hasMessageContaining(
                        "schema 'control' of the control database does not fit this version of Onefold")
                .hasMessageContaining("use the version that made it, or an empty database");
    }

    @Test
    void aDatabaseThatIsAwayIsNamed() {
        PGSimpleDataSource nowhere = new PGSimpleDataSource();
        nowhere.setServerNames(new String[] {"127.0.0.1"});
        nowhere.setPortNumbers(new int[] {1});
        nowhere.setDatabaseName("x");

        assertThatThrownBy(() -> Catalog.open(nowhere, Clock.systemUTC()))
                .isInstanceOfSatisfying(
                        OnefoldException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE))
                .hasMessageContaining("the control database does not answer")
                .hasMessageContaining("DATABASE_URL");
    }

    @Test
    void aDatabaseThatIsNotThereIsNamed() throws Exception {
        PGSimpleDataSource missing = new PGSimpleDataSource();
        missing.setUrl(
                ((PGSimpleDataSource) ControlDatabase.empty())
                        .getUrl()
                        .replaceFirst("/control_\\d+", "/no_such_database"));
        missing.setUser("postgres");

        assertThatThrownBy(() -> Catalog.open(missing, Clock.systemUTC()))
                .isInstanceOfSatisfying(
                        OnefoldException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_SETUP))
                .hasMessageContaining("no_such_database");
    }
}
