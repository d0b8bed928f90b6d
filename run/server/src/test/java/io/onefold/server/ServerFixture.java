package io.onefold.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.onefold.catalog.ApplyOptions;
import io.onefold.catalog.Catalog;
import io.onefold.catalog.Manifests;
import io.onefold.catalog.PartAddresses;
import io.onefold.catalog.ReadOptions;
import io.onefold.catalog.Settings;
import io.onefold.fraud.port.Book;
import io.onefold.fraud.port.BookVersion;
import io.onefold.fraud.port.Mode;
import io.onefold.fraud.spec.Spec;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import io.onefold.model.run.Progress;
import io.onefold.model.run.Status;
import io.onefold.pipeline.DataPath;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A server over a real data path: PostgreSQL for control database and silo, a lake on disk, and
/// the shipped library of questions. One serves all tests of the module; a test that stops parts
/// makes its own.
final class ServerFixture implements AutoCloseable {

    /// A value that no answer to a restricted reader may hold.
    static final String CANARY = "canary.of.this.test";

    static final SecuritySettings SECURITY =
            SecuritySettings.ownKey("a secret of this test, longer than 32 bytes");

    static final Principal OPERATOR = Principal.localOperator("ada");

    private static final String MANIFESTS =
            """
            name: shop
            version: v1
            type: source
            source:
              name: shop
              kind: postgres
              connection: {host: localhost, port: PORT, database: silo, user: postgres, secret: "env:SILO_PASSWORD"}
              zone: UTC
              tables:
                - {name: people, key: [id], exclude: {secret_word: credential}, tags: {mail: [PII.Email], full_name: [PII.Name], note: [PII.Sensitive]}}
            ---
            kind: DataContract
            apiVersion: v3.1.0
            id: shop-people
            version: 1.0.0
            status: active
            schema:
              - name: people
                physicalName: shop.people
                properties:
                  - {name: id, physicalType: long, logicalType: integer, primaryKey: true, required: true}
                  - name: mail
                    physicalType: string
                    logicalType: string
                    tags: [PII.Email]
                    quality:
                      - {type: custom, engine: onefold, name: mail-has-an-at, description: an @ inside, implementation: "mail like '%_@_%'"}
                  - {name: full_name, physicalType: string, logicalType: string, tags: [PII.Name]}
                  - {name: note, physicalType: string, logicalType: string, tags: [PII.Sensitive]}
                  - {name: balance, physicalType: "decimal(18,2)", logicalType: number}
            ---
            name: shop-run
            version: v1
            type: workflow
            workflow:
              dag:
                - {name: silos, spec: {stack: "path:1.0", stackSpec: {sources: [shop]}}}
            ---
            name: reader
            version: v1
            type: role
            role: {permissions: [data_read]}
            ---
            name: ana
            version: v1
            type: user
            user: {roles: [reader]}
            """;

    private static final String POLICY =
            """
            {"id": "default", "bands": [
              {"below": 0.1, "level": "LOW", "action": "APPROVE"},
              {"below": 0.3, "level": "MEDIUM", "action": "REVIEW"},
              {"below": 0.7, "level": "HIGH", "action": "DECLINE"},
              {"level": "CRITICAL", "action": "BLOCK_ACCOUNT"}]}
            """;

    private static ServerFixture shared;

    final EmbeddedPostgres postgres;
    final Path folder;
    final DataPath path;
    final Decisions decisions;
    final Deciding deciding;
    final Rooms rooms;
    final OnefoldServer server;
    final HttpClient http = HttpClient.newHttpClient();

    ServerFixture() {
        try {
            folder = Files.createTempDirectory("onefold-server-test");
            postgres = EmbeddedPostgres.builder().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        silo("postgres", "create database onefold", "create database silo");
        silo(
                "silo",
                "create table people (id bigint, mail text, full_name text, note text, secret_word text, balance numeric(18,2))",
                "insert into people values (1, '%1$s@example.org', '%1$s Doe', '%1$s note', '%1$s word', 10.50)"
                        .formatted(CANARY),
                "insert into people values (2, 'bob@example.org', 'Bob', null, 'word', 0.10)",
                "insert into people values (3, '%1$s without an at', '%1$s Roe', null, 'word', 1)"
                        .formatted(CANARY));
        path =
                DataPath.open(
                        settings(), PartAddresses.NONE, folder.resolve("var"), Clock.systemUTC());
        walk();
        decisions = Decisions.open(path);
        TestModels.register(decisions.models());
        publish(decisions.policies(), "default", POLICY);
        decisions.decide();
        deciding =
                Deciding.open(
                        DecisionPorts.of(decisions, (tenant, user) -> Optional.empty()),
                        path.settings(),
                        Clock.systemUTC());
        rooms =
                new Rooms(
                        path,
                        path.queries(house("manifests", "queries")),
                        List.of(new ControlHealth(path)),
                        deciding);
        server = OnefoldServer.start(0, SECURITY, rooms);
    }

    /// The server of all tests.
    static synchronized ServerFixture shared() {
        if (shared == null) {
            ServerFixture made = new ServerFixture();
            Runtime.getRuntime().addShutdownHook(new Thread(made::close));
            shared = made;
        }
        return shared;
    }

    private Settings settings() {
        return Settings.of(
                folder,
                Map.of(
                        "DATABASE_URL",
                        "postgresql://postgres:postgres@localhost:"
                                + postgres.getPort()
                                + "/onefold",
                        "SILO_PASSWORD",
                        "postgres",
                        "NEO4J_URI",
                        "bolt://127.0.0.1:1",
                        "ONEFOLD_LAKE_MEMORY_MEGABYTES",
                        "512",
                        "ONEFOLD_DECISIONS_DEADLINE",
                        "30s",
                        "ONEFOLD_COMMIT_TIMEOUT",
                        "30s"));
    }

    /// A file of the repository.
    static Path house(String first, String... more) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("ARCHITECTURE.md"))) {
                return at.resolve(Path.of(first, more));
            }
        }
        throw new IllegalStateException("tests run inside the repository");
    }

    /// Applies the manifests and takes the silo's rows along the path.
    private void walk() {
        Catalog catalog = path.catalog();
        String manifests = MANIFESTS.replace("PORT", Integer.toString(postgres.getPort()));
        catalog.apply(
                new Manifests(path.settings())
                        .readText("test.yaml", manifests, ReadOptions.DEFAULT),
                ApplyOptions.DEFAULT,
                OPERATOR);
        assertThat(path.pipeline().run("shop-run", OPERATOR, Progress.SILENT).status())
                .isEqualTo(Status.SUCCEEDED);
    }

    void silo(String database, String... statements) {
        String url = "jdbc:postgresql://localhost:" + postgres.getPort() + "/" + database;
        try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A token of the restricted reader.
    String reader() {
        return token(path.catalog().access().principal("ana"));
    }

    /// A token of somebody who may do everything, and still reads masked.
    String operator() {
        return token(OPERATOR);
    }

    /// A token of a program that asks for decisions.
    String service() {
        return token(
                new Principal("checkout", Set.of(), Set.of(Permission.FRAUD_DETECTION), false));
    }

    /// A token of somebody who works on alerts.
    String analyst() {
        return token(new Principal("ana", Set.of(), Set.of(Permission.FRAUD_REVIEW), false));
    }

    /// A token for another tenant's data.
    String tokenOf(String tenant, String user, Permission permission) {
        try {
            SignedJWT token =
                    new SignedJWT(
                            new JWSHeader(JWSAlgorithm.HS256),
                            new JWTClaimsSet.Builder()
                                    .issuer(SECURITY.issuer())
                                    .audience(SECURITY.audience())
                                    .subject(user)
                                    .claim("tenant", tenant)
                                    .claim("scope", permission.wireName())
                                    .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                                    .build());
            token.sign(new MACSigner(SECURITY.secret()));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Publishes a version as its author and a second person.
    static void publish(Book book, String id, String body) {
        BookVersion version = book.write(id, Spec.canonical(body), OPERATOR);
        book.move(id, version.version(), Mode.ACTIVE, Principal.localOperator("bea"));
    }

    /// The tables of schemas of the control database, quoted.
    List<String> tables(String... schemas) {
        List<String> tables = new ArrayList<>();
        control(
                "select quote_ident(schemaname) || '.' || quote_ident(tablename) from pg_tables where schemaname in ('"
                        + String.join("', '", schemas)
                        + "')",
                row -> tables.add(row.getString(1)));
        return tables;
    }

    /// What a query of the control database counts.
    long rows(String count) {
        long[] counted = new long[1];
        control(count, row -> counted[0] = row.getLong(1));
        return counted[0];
    }

    private interface Row {
        void read(ResultSet row) throws SQLException;
    }

    private void control(String query, Row each) {
        String url = "jdbc:postgresql://localhost:" + postgres.getPort() + "/onefold";
        try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                each.read(rows);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    String token(Principal user) {
        return new TokenIssuer(SECURITY, Clock.systemUTC()).issue(user);
    }

    URI uri(String at) {
        return URI.create("http://127.0.0.1:" + server.port() + at);
    }

    HttpResponse<String> get(String at, String token) {
        return send(HttpRequest.newBuilder(uri(at)), token);
    }

    HttpResponse<String> post(String at, String token, String json) {
        return send(
                HttpRequest.newBuilder(uri(at))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json)),
                token);
    }

    HttpResponse<String> send(HttpRequest.Builder request, String token) {
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
        deciding.close();
        decisions.close();
        path.close();
        try (postgres;
                var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether the control database answers.
    private record ControlHealth(DataPath path) implements Health {
        @Override
        public String part() {
            return "postgres";
        }

        @Override
        public boolean answers() {
            return path.controlAnswers();
        }
    }
}
