package io.onefold.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Settings, secrets and addresses.
final class SettingsTest {

    @TempDir Path folder;

    @Test
    void theEnvironmentWinsOverDotEnvAndThatOverTheFile() throws IOException {
        Files.writeString(
                folder.resolve(".env"),
                """
                # a comment

                export ONEFOLD_A=dotenv
                ONEFOLD_B = "dot env"
                ONEFOLD_C='x # y'
                ONEFOLD_D=plain # comment
                EMPTY=
                """);
        Files.writeString(
                folder.resolve("onefold.yaml"),
                """
                onefold:
                  a: file
                  b: file
                  max-memory: 512MB
                  port: 8000
                  deep: {er: true}
                """);

        Settings settings =
                Settings.load(folder, Map.of("ONEFOLD_A", "environment", "ONEFOLD_PORT", ""));

        assertThat(settings.get("onefold.a")).hasValue("environment");
        assertThat(settings.get("onefold.b")).hasValue("dot env");
        assertThat(settings.get("ONEFOLD_C")).hasValue("x # y");
        assertThat(settings.get("onefold.d")).hasValue("plain");
        assertThat(settings.get("onefold.max-memory")).hasValue("512MB");
        assertThat(settings.get("ONEFOLD_MAX_MEMORY")).hasValue("512MB");
        assertThat(settings.integer("onefold.port", 1, 65_535))
                .as("an empty value counts as not set")
                .hasValue(8000);
        assertThat(settings.flag("onefold.deep.er", false)).isTrue();
        assertThat(settings.get("EMPTY")).isEmpty();
        assertThat(settings.variable("ONEFOLD_MAX_MEMORY")).as("a file is no variable").isEmpty();
        assertThat(settings.path("onefold.a")).hasValue(folder.resolve("environment"));
        assertThat(settings.names()).contains("ONEFOLD_DEEP_ER").doesNotContain("EMPTY");
    }

    @Test
    void aFolderWithoutFilesHasTheEnvironmentOnly() {
        assertThat(Settings.load(folder, Map.of("X", "1")).get("x")).hasValue("1");
    }

    @Test
    void wrongSettingsAreNamed() {
        Settings settings =
                Settings.of(folder, Map.of("ONEFOLD_PORT", "eighty", "ONEFOLD_ON", "maybe"));

        assertThatThrownBy(() -> settings.integer("onefold.port", 1, 65_535))
                .hasMessage(
                        "setting onefold.port is 'eighty'; expected a whole number from 1 to 65535");
        assertThatThrownBy(() -> settings.flag("onefold.on", true))
                .hasMessageContaining("'maybe'; expected true or false");
        assertThatThrownBy(() -> settings.require("onefold.x"))
                .isInstanceOfSatisfying(
                        OnefoldException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_SETUP))
                .hasMessageContaining("export ONEFOLD_X=…");
    }

    @Test
    void brokenFilesAreNamedWithoutTheirValues() throws IOException {
        Files.writeString(folder.resolve(".env"), "A=1\nsecret hunter2\n");
        assertThatThrownBy(() -> Settings.load(folder, Map.of()))
                .hasMessageContaining(".env:2 is not an assignment")
                .hasMessageNotContaining("hunter2");
        Files.writeString(folder.resolve(".env"), "");
        Files.writeString(folder.resolve("onefold.yaml"), "onefold:\n  list: [a, b]\n");
        assertThatThrownBy(() -> Settings.load(folder, Map.of()))
                .hasMessageContaining("'onefold.list' is a list");
        Files.writeString(folder.resolve("onefold.yaml"), "a: 1\na: 2\n");
        assertThatThrownBy(() -> Settings.load(folder, Map.of()))
                .hasMessageContaining("onefold.yaml:2:1")
                .hasMessageContaining("duplicate key 'a'");
    }

    @Test
    void secretsAreFoundByReference() throws IOException {
        Files.writeString(folder.resolve("password.txt"), "s3cret\n");
        Files.writeString(folder.resolve("empty.txt"), "\n");
        Secrets secrets = new Secrets(Settings.of(folder, Map.of("P", "hunter2")));

        assertThat(secrets.resolve(new SecretRef("env:P"))).isEqualTo("hunter2");
        assertThat(secrets.resolve(new SecretRef("file:password.txt"))).isEqualTo("s3cret");
        assertThatThrownBy(() -> secrets.resolve(new SecretRef("env:PROFILES_DB_PASSWORD")))
                .isInstanceOfSatisfying(
                        OnefoldException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_SETUP))
                .hasMessage(
                        "secret env:PROFILES_DB_PASSWORD is not set; export PROFILES_DB_PASSWORD=… or put it into "
                                + folder.resolve(".env"));
        assertThatThrownBy(() -> secrets.resolve(new SecretRef("file:gone.txt")))
                .hasMessageContaining("gone.txt cannot be read");
        assertThatThrownBy(() -> secrets.resolve(new SecretRef("file:empty.txt")))
                .hasMessageContaining("is empty");
        assertThatThrownBy(() -> new SecretRef("hunter2"))
                .hasMessageContaining("env:NAME or file:PATH")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
            postgresql://u:p%40ss@db.example:6000/one?sslmode=require, jdbc:postgresql://db.example:6000/one?sslmode=require, u, p@ss
            postgres://u@db/one, jdbc:postgresql://db:5432/one, u, -
            jdbc:postgresql://db:5432/one, jdbc:postgresql://db:5432/one, -, -
            postgresql+psycopg2://u:a+b@db/one, jdbc:postgresql://db:5432/one, u, a+b
            postgresql://u:p@[::1]:5433/one, jdbc:postgresql://[::1]:5433/one, u, p
            """)
    void databaseUrlsAreRead(String url, String jdbc, String user, String password) {
        JdbcAddress address = connections(Map.of("DATABASE_URL", url)).control();

        assertThat(address).isEqualTo(new JdbcAddress(jdbc, user, password));
        if (password != null) {
            assertThat(address.toString()).doesNotContain(password.equals("p") ? ":p@" : password);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "mysql://u:hunter2@db/one",
        "postgresql:///one",
        "not a url hunter2",
        "postgresql://u:hunter2@db"
    })
    void wrongDatabaseUrlsAreRefusedUnshown(String url) {
        assertThatThrownBy(() -> connections(Map.of("DATABASE_URL", url)).control())
                .hasMessageContaining("DATABASE_URL")
                .hasMessageContaining("postgresql://user:password@host:port/database")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void theFieldsOwnNamesAreReadAsTheyAre() {
        Connections connections =
                connections(
                        Map.of(
                                "ETL_DB_HOST",
                                "etl",
                                "ETL_DB_PORT",
                                "6432",
                                "ETL_DB_NAME",
                                "meta",
                                "ETL_DB_USER",
                                "e",
                                "ETL_DB_PASSWORD",
                                "pw",
                                "NEO4J_URI",
                                "neo4j://graph:7687",
                                "NEO4J_PASSWORD",
                                "npw"));

        assertThat(connections.control())
                .isEqualTo(new JdbcAddress("jdbc:postgresql://etl:6432/meta", "e", "pw"));
        assertThat(connections.graph())
                .isEqualTo(new BoltAddress("neo4j://graph:7687", "neo4j", "npw", null));
        assertThat(connections.graph().toString()).doesNotContain("npw");
    }

    @Test
    void aSiloIsOneOfThePartsUntilSettingsNameAnExternalOne() {
        SourceSpec silo =
                silo(
                        SourceKind.POSTGRES,
                        new SourceConnection.Part("postgres", "shop", "SHOP_DB_"));

        assertThat(connections(Map.of()).resolve(silo))
                .isEqualTo(new JdbcAddress("jdbc:part:postgres/shop", "reader", "r"));
        assertThat(connections(Map.of()).isOwnPart(silo)).isTrue();
        Connections external =
                connections(
                        Map.of(
                                "SHOP_DB_HOST",
                                "far",
                                "SHOP_DB_USER",
                                "u",
                                "SHOP_DB_PASSWORD",
                                "p"));
        assertThat(external.resolve(silo))
                .isEqualTo(new JdbcAddress("jdbc:postgresql://far:5432/shop", "u", "p"));
        assertThat(external.isOwnPart(silo)).isFalse();
    }

    @Test
    void aSiloElsewhereIsReadWithItsSecret() {
        SourceSpec silo =
                silo(
                        SourceKind.MYSQL,
                        new SourceConnection.Server(
                                "::1", null, "sh op", "u", new SecretRef("env:SHOP_PW")));

        assertThat(connections(Map.of("SHOP_PW", "p")).resolve(silo))
                .isEqualTo(new JdbcAddress("jdbc:mariadb://[::1]:3306/sh%20op", "u", "p"));
        assertThatThrownBy(() -> connections(Map.of()).resolve(silo))
                .hasMessageContaining("secret env:SHOP_PW is not set");
    }

    @Test
    void aSiloOfFilesHasAFolderAndNoAddress() {
        SourceSpec silo = silo(SourceKind.CSV, new SourceConnection.Files("data/../berka"));

        assertThat(connections(Map.of()).folder(silo)).isEqualTo(folder.resolve("berka"));
        assertThatThrownBy(() -> connections(Map.of()).resolve(silo))
                .hasMessageContaining("is made of files below");
    }

    @Test
    void withoutPartsEverySiloMustBeConfigured() {
        Settings settings = Settings.of(folder, Map.of());
        Connections connections =
                new Connections(settings, new Secrets(settings), PartAddresses.NONE);

        assertThatThrownBy(connections::control)
                .isInstanceOfSatisfying(
                        OnefoldException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
        assertThatThrownBy(connections::graph).hasMessageContaining("part 'neo4j' does not run");
    }

    private Connections connections(Map<String, String> values) {
        Settings settings = Settings.of(folder, values);
        return new Connections(
                settings,
                new Secrets(settings),
                new PartAddresses() {
                    @Override
                    public JdbcAddress database(String part, String database) {
                        return new JdbcAddress("jdbc:part:" + part + "/" + database, "reader", "r");
                    }
                });
    }

    private static SourceSpec silo(SourceKind kind, SourceConnection connection) {
        return new SourceSpec(
                "shop",
                "shop",
                kind,
                connection,
                null,
                null,
                Drift.FAIL,
                true,
                List.of(SourceTable.of("orders", List.of("id"))));
    }
}
