package io.onefold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.catalog.Settings;
import io.onefold.embedded.Lease;
import io.onefold.embedded.Part;
import io.onefold.embedded.Parts;
import io.onefold.model.run.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands about manifests, on the part postgres.
class CatalogCommandsTest {

    private static final String SOURCE =
            """
            name: shop-db
            version: v1
            type: source
            description: A shop.
            source:
              kind: postgres
              connection: {part: postgres, database: shop_db}
              tables:
                - {name: customers, key: [id], tags: {email: [PII.Email]}}
            """;
    private static final String WORKFLOW =
            """
            name: shop
            version: v1
            type: workflow
            workflow:
              dag:
                - name: path
                  spec: {stack: "path:1.0", stackSpec: {sources: [shop-db]}}
            """;

    @TempDir static Path folder;

    private static Lease lease;

    /// Held so that commands find the part running.
    @BeforeAll
    static void start() {
        lease =
                Parts.lease(
                        Settings.of(folder, System.getenv()),
                        folder.resolve("var"),
                        Set.of(Part.POSTGRES),
                        Progress.SILENT);
    }

    @AfterAll
    static void stop() {
        lease.close();
    }

    @Test
    void manifestsAreTriedAppliedShownAndDeleted() throws Exception {
        Path manifests = Files.createDirectory(folder.resolve("shop"));
        Files.writeString(manifests.resolve("a.yaml"), WORKFLOW);
        Files.writeString(manifests.resolve("b.yaml"), SOURCE);

        CommandLineRun tried = run("apply", "-f", "shop", "--dry-run");
        assertThat(tried.exit()).as(tried.err()).isZero();
        assertThat(tried.out()).contains("shop-db").contains("created");
        assertThat(tried.err()).contains("nothing was changed");
        assertThat(run("get", "-o", "json").out()).doesNotContain("shop-db");

        CommandLineRun applied = run("apply", "-f", "shop", "-o", "json");
        assertThat(applied.exit()).as(applied.err()).isZero();
        assertThat(applied.json()).allMatch(row -> row.get("outcome").asString().equals("created"));
        assertThat(run("apply", "-f", "shop").out())
                .contains("unchanged")
                .doesNotContain("created");

        Files.writeString(manifests.resolve("b.yaml"), SOURCE.replace("A shop.", "Our shop."));
        CommandLineRun changed = run("apply", "-f", "shop");
        assertThat(changed.out()).contains("configured");
        assertThat(changed.err()).contains("A shop.").contains("Our shop.");

        CommandLineRun source = run("get", "source", "shop-db", "-o", "yaml");
        assertThat(source.out()).contains("name: \"shop-db\"").contains("revision: 2");
        assertThat(run("get", "source", "shop-db", "--revisions", "-o", "csv").out().lines())
                .hasSizeGreaterThanOrEqualTo(3);

        CommandLineRun refused = run("delete", "source", "shop-db");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("shop");
        assertThat(run("delete", "workflow", "shop").exit()).isZero();
        assertThat(run("delete", "source", "shop-db", "--purge-data").exit()).isZero();
        assertThat(run("get", "source", "shop-db").err()).contains("onefold get source");
    }

    @Test
    void anInvalidManifestIsNotAppliedAndEveryFaultIsNamed() throws Exception {
        Files.writeString(
                folder.resolve("bad.yaml"),
                SOURCE.replace("key:", "kee:").replace("shop-db", "Shop DB"));

        CommandLineRun run = run("apply", "-f", "bad.yaml");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .contains("bad.yaml:")
                .contains("kee")
                .contains("Shop DB")
                .contains("nothing was applied");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aMissingVariableIsNamedAndSetGivesIt() throws Exception {
        Files.writeString(
                folder.resolve("var.yaml"),
                SOURCE.replace("shop-db", "var-db")
                        .replace("database: shop_db", "database: \"${SHOP_NAME}\""));

        assertThat(run("apply", "-f", "var.yaml").err()).contains("SHOP_NAME");
        assertThat(run("apply", "-f", "var.yaml", "--set", "SHOP_NAME=x").exit()).isZero();
        run("delete", "source", "var-db");
    }

    @Test
    void somebodyElseIsKnownToTheCatalogOrNamed() {
        CommandLineRun run = run("sql", "select 1 as one", "--as", "nobody-known");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("there is no user 'nobody-known'");
    }

    @Test
    void sqlReadsTheLakeAndWritesFiles() throws Exception {
        CommandLineRun run =
                run(
                        "sql",
                        "select 41 + 1 as answer, null as nothing",
                        "-o",
                        "csv",
                        "--out",
                        "a.csv");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(folder.resolve("a.csv"))
                .content()
                .isEqualToNormalizingNewlines("answer,nothing\n42,\n");
    }

    @Test
    void sqlThatIsNotOneSelectIsRefused() {
        assertThat(run("sql", "drop table x").exit()).isEqualTo(1);
        assertThat(run("sql").err()).contains("expected a SELECT");
        assertThat(run("sql", "select 1", "--as-of", "yesterday").err())
                .contains("2025-11-03T12:00:00Z");
    }

    @Test
    void runsThatAreNotThereAreNamed() {
        assertThat(run("status").exit()).isZero();
        assertThat(run("status", "nothing-ran").err()).contains("there is no run 'nothing-ran'");
        assertThat(run("logs", "00000000-0000-0000-0000-000000000000").exit()).isEqualTo(1);
        assertThat(run("stop", "nothing-ran").exit()).isEqualTo(1);
    }

    @Test
    void aTokenIsIssuedForAUserOfTheCatalog() throws Exception {
        Files.writeString(
                folder.resolve("people.yaml"),
                """
                name: reader
                version: v1
                type: role
                role: {permissions: [data_read]}
                ---
                name: ana
                version: v1
                type: user
                user: {roles: [reader]}
                """);
        CommandLineRun applied = run("apply", "-f", "people.yaml");
        assertThat(applied.exit()).as(applied.err()).isZero();

        CommandLineRun token = run("token", "--user", "ana");

        assertThat(token.exit()).as(token.err()).isZero();
        assertThat(token.out().strip()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
        assertThat(run("token", "--user", "anna").err()).contains("'ana'");
    }

    private static CommandLineRun run(String... arguments) {
        return CommandLineRun.of(folder, arguments);
    }
}
