package io.onefold.catalog;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds out how each silo, the control database and the graph are reached: by settings where they
/// name an external one, else among Onefold's own parts.
public final class Connections {

    /// The control database's name in the part `postgres`.
    public static final String CONTROL_DATABASE = "onefold";

    private static final String DEFAULT_GRAPH_USER = "neo4j";

    private final Settings settings;
    private final Secrets secrets;
    private final PartAddresses parts;

    public Connections(Settings settings, Secrets secrets, PartAddresses parts) {
        this.settings = Objects.requireNonNull(settings);
        this.secrets = Objects.requireNonNull(secrets);
        this.parts = Objects.requireNonNull(parts);
    }

    /// Where a silo's database listens, with the account to read it.
    ///
    /// @throws OnefoldException (INVALID_SETUP) if a secret is missing or a setting is wrong;
    ///   (UNAVAILABLE) if the part does not run; (INVALID_INPUT) if the source is made of files
    public JdbcAddress resolve(SourceSpec source) {
        return switch (source.connection()) {
            case SourceConnection.Server server -> server(source.kind(), server);
            case SourceConnection.Part part ->
                    external(source.kind(), part)
                            .orElseGet(() -> parts.database(part.part(), part.database()));
            case SourceConnection.Files files ->
                    throw new OnefoldException(
                            ErrorCode.INVALID_INPUT,
                            "source '"
                                    + source.manifest()
                                    + "' is made of files below "
                                    + files.root()
                                    + ", not a database");
        };
    }

    /// Whether a silo is one of Onefold's own parts, as things are set now.
    public boolean isOwnPart(SourceSpec source) {
        return source.connection() instanceof SourceConnection.Part part
                && external(source.kind(), part).isEmpty();
    }

    /// The folder of a silo of files.
    ///
    /// @throws OnefoldException (INVALID_INPUT) if the source is a database
    public Path folder(SourceSpec source) {
        if (source.connection() instanceof SourceConnection.Files files) {
            return settings.workingFolder().resolve(files.root()).normalize();
        }
        throw new OnefoldException(
                ErrorCode.INVALID_INPUT,
                "source '" + source.manifest() + "' is a database, it has no folder");
    }

    /// An external control database, if `DATABASE_URL` or `ETL_DB_HOST` names one.
    ///
    /// @throws OnefoldException (INVALID_SETUP) if `DATABASE_URL` is no PostgreSQL URL
    public Optional<JdbcAddress> externalControl() {
        Optional<String> url = settings.get("DATABASE_URL");
        if (url.isPresent()) {
            return Optional.of(ofUrl(url.get()));
        }
        return external(
                SourceKind.POSTGRES,
                new SourceConnection.Part("postgres", CONTROL_DATABASE, "ETL_DB_"));
    }

    /// The control database: external if configured, else in the part `postgres`.
    public JdbcAddress control() {
        return externalControl().orElseGet(() -> parts.database("postgres", CONTROL_DATABASE));
    }

    /// An external graph server, if `NEO4J_URI` names one.
    public Optional<BoltAddress> externalGraph() {
        return settings.get("NEO4J_URI")
                .map(
                        uri ->
                                new BoltAddress(
                                        uri,
                                        settings.get("NEO4J_USERNAME").orElse(DEFAULT_GRAPH_USER),
                                        settings.get("NEO4J_PASSWORD").orElse(null),
                                        settings.get("NEO4J_DATABASE").orElse(null)));
    }

    /// The graph server: external if configured, else the part `neo4j`.
    public BoltAddress graph() {
        return externalGraph().orElseGet(parts::graph);
    }

    private JdbcAddress server(SourceKind kind, SourceConnection.Server server) {
        SecretRef secret = server.secret();
        return new JdbcAddress(
                url(kind, server.host(), server.port(), server.database()),
                server.user(),
                secret == null ? null : secrets.resolve(secret));
    }

    private Optional<JdbcAddress> external(SourceKind kind, SourceConnection.Part part) {
        String prefix = part.prefix();
        if (prefix == null) {
            return Optional.empty();
        }
        return settings.get(prefix + "HOST")
                .map(
                        host ->
                                new JdbcAddress(
                                        url(
                                                kind,
                                                host,
                                                settings.integer(prefix + "PORT", 1, 65_535)
                                                        .orElse(null),
                                                settings.get(prefix + "NAME")
                                                        .orElse(part.database())),
                                        settings.get(prefix + "USER").orElse(null),
                                        settings.get(prefix + "PASSWORD").orElse(null)));
    }

    private static String url(
            SourceKind kind, String host, @Nullable Integer port, String database) {
        String shownHost = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        String name = URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
        return switch (kind) {
            case POSTGRES ->
                    "jdbc:postgresql://"
                            + shownHost
                            + ":"
                            + (port == null ? 5432 : port)
                            + "/"
                            + name;
            case MYSQL ->
                    "jdbc:mariadb://" + shownHost + ":" + (port == null ? 3306 : port) + "/" + name;
            case CSV, JSON, PARQUET ->
                    throw new OnefoldException(
                            ErrorCode.INVALID_INPUT,
                            "a source of kind "
                                    + kind.wireName()
                                    + " has files, not a database server");
        };
    }

    /// Reads `postgres[ql]://user:password@host:port/database?parameters`, with or without `jdbc:`
    /// before it.
    private static JdbcAddress ofUrl(String text) {
        String plain = text.startsWith("jdbc:") ? text.substring(5) : text;
        URI uri;
        try {
            uri = URI.create(plain.replaceFirst("^postgres(ql)?(\\+[a-z0-9]+)?:", "postgresql:"));
        } catch (IllegalArgumentException e) {
            throw badUrl();
        }
        if (!"postgresql".equals(uri.getScheme())
                || uri.getHost() == null
                || uri.getRawPath().length() < 2) {
            throw badUrl();
        }
        String account = uri.getRawUserInfo();
        String user = account == null ? null : decode(account.split(":", 2)[0]);
        String password =
                account == null || !account.contains(":") ? null : decode(account.split(":", 2)[1]);
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        int port = uri.getPort() < 0 ? 5432 : uri.getPort();
        return new JdbcAddress(
                "jdbc:postgresql://" + uri.getHost() + ":" + port + uri.getRawPath() + query,
                user,
                password);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static OnefoldException badUrl() {
        return new OnefoldException(
                ErrorCode.INVALID_SETUP,
                "DATABASE_URL (not shown, it may hold a password) is not the address of a PostgreSQL database; expected"
                        + " postgresql://user:password@host:port/database");
    }
}
