package io.onefold.verify.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.catalog.JdbcAddress;
import io.onefold.model.Layer;
import io.onefold.verify.command.CommandRun;
import io.onefold.verify.command.Forwarder;
import io.onefold.verify.command.Install;
import io.onefold.verify.command.SharedInstall;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/// A silo that is not as its manifest says. Each test begins with a silo whose rows were ingested
/// once, and reaches it through a port that can be cut.
@ExtendWith(SharedInstall.class)
class SiloFailuresTest {

    private static final long ROWS = 50_000;

    private final Install onefold;
    private String silo = "";
    private Forwarder way;
    private Map<String, String> secret = Map.of();

    SiloFailuresTest(Install onefold, TestInfo test) {
        this.onefold = onefold;
        this.way = new Forwarder(1);
    }

    @BeforeEach
    void aSiloThatWasIngestedOnce(TestInfo test) {
        silo =
                "silo_"
                        + Integer.toHexString(
                                test.getTestMethod().orElseThrow().getName().hashCode());
        onefold.createPostgres(
                silo,
                "create table customers (id int primary key, name text not null, balance numeric(12, 2))",
                "insert into customers select n, 'customer ' || n, n from generate_series(1, "
                        + ROWS
                        + ") n");
        JdbcAddress address = onefold.lease().postgres(silo);
        way = new Forwarder(URI.create(address.url().substring("jdbc:".length())).getPort());
        secret = Map.of("SHOP_PASSWORD", String.valueOf(address.password()));
        onefold.apply(silo + ".yaml", manifests(String.valueOf(address.user())));
        run().requireDone();
        assertThat(onefold.rows(silo + ".customers", Layer.TRUSTED)).isEqualTo(ROWS);
        onefold.postgres(silo, "update customers set name = upper(name)");
    }

    @AfterEach
    void close() {
        way.close();
    }

    private String manifests(String user) {
        return """
               name: %1$s
               version: v1
               type: source
               source:
                 kind: postgres
                 connection: {host: 127.0.0.1, port: %2$d, database: %3$s, user: "%4$s", secret: "env:SHOP_PASSWORD"}
                 tables:
                   - {name: customers, key: [id], deletes: detect}
               ---
               name: %1$s
               version: v1
               type: workflow
               workflow:
                 dag:
                   - name: path
                     spec: {stack: "path:1.0", stackSpec: {sources: [%1$s]}}
               """
                .formatted(silo.replace('_', '-'), way.port(), silo, user);
    }

    private CommandRun run() {
        return onefold.run(secret, "run", silo.replace('_', '-'));
    }

    /// The run fails with a message, and leaves the tables as they were; once the cause is mended,
    /// the next run brings what changed.
    private void failsUntilMended(Runnable mend, String... words) {
        Map<Layer, String> before = onefold.state(silo + ".customers");

        CommandRun failed = run();

        failed.requireRefused(3, words);
        assertThat(failed.err()).doesNotContain(secret.getOrDefault("SHOP_PASSWORD", "none"));
        assertThat(onefold.statusOf(silo.replace('_', '-'))).isEqualTo("failed");
        assertThat(onefold.state(silo + ".customers")).isEqualTo(before);
        mend.run();
        run().requireDone();
        assertThat(onefold.rows(silo + ".customers", Layer.TRUSTED)).isEqualTo(ROWS);
        assertThat(onefold.rows(silo + ".customers", Layer.RAW)).isEqualTo(2 * ROWS);
    }

    @Test
    void aSiloThatIsDownAtTheStartIsNamed() {
        way.cut();

        failsUntilMended(
                way::mend,
                silo + ".customers",
                "127.0.0.1:" + way.port(),
                "does not answer",
                "start it");
    }

    @Test
    void aSiloThatGoesAwayMidReadLeavesNothingOfTheTable() {
        way.cutAfter(500_000);

        failsUntilMended(
                way::mend,
                "127.0.0.1:" + way.port(),
                "went away after",
                "nothing of the table was committed",
                "run again");
    }

    @Test
    void aMissingSecretIsNamedWithTheWayToSetIt() {
        Map<String, String> right = secret;
        secret = Map.of();

        failsUntilMended(
                () -> secret = right, "env:SHOP_PASSWORD is not set", "export SHOP_PASSWORD=");
    }

    @Test
    void aWrongPasswordIsRefusedWithoutShowingIt() {
        Map<String, String> right = secret;
        secret = Map.of("SHOP_PASSWORD", "wrong-pw-1");

        failsUntilMended(() -> secret = right, "127.0.0.1:" + way.port(), "user", "secret");
    }

    @Test
    void aTableThatIsGoneIsNamed() {
        onefold.postgres(silo, "alter table customers rename to customers_old");

        failsUntilMended(
                () -> onefold.postgres(silo, "alter table customers_old rename to customers"),
                "has no table customers",
                "restore it, or take it out of the manifest");
    }

    @Test
    void aColumnWhoseTypeChangedIsNamedWithBothTypesAndThePolicy() {
        onefold.postgres(silo, "alter table customers alter column balance type text");

        failsUntilMended(
                () ->
                        onefold.postgres(
                                silo,
                                "alter table customers alter column balance type numeric(12, 2) using balance::numeric"),
                "column 'balance' is text (string) where raw has decimal(12,2)",
                "drift policy is 'fail'",
                "restore the column");
    }

    @Test
    void aTableThatLostAllItsRowsIsNotTakenForDeletions() {
        onefold.postgres(
                silo,
                "alter table customers rename to kept",
                "create table customers (like kept including all)");

        failsUntilMended(
                () ->
                        onefold.postgres(
                                silo,
                                "drop table customers",
                                "alter table kept rename to customers"),
                "has no row in its silo now, where raw knows 50000 keys",
                "Nothing was marked as deleted",
                "'deletes' to 'ignore'");
    }
}
