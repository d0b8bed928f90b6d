package io.onefold.server.internal.decisions.seal;

import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The key-encryption keys of an installation. The database knows their ids and references and
/// which is in force; the secrets lie elsewhere. Safe for many threads.
final class Keks {

    private static final String OWN = "kek-";

    private final KekSource source;
    private final Map<String, Kek> known = new ConcurrentHashMap<>();
    private volatile String active = "";

    Keks(KekSource source) {
        this.source = source;
    }

    /// Reads which key is in force; at an installation's first start, takes the configured one, or
    /// makes one.
    ///
    /// @throws OnefoldException (INVALID_SETUP) if settings name another key than the one in force
    void open(Jdbc jdbc) {
        jdbc.change(
                connection -> {
                    Jdbc.lock(connection, "onefold.kek");
                    Optional<Kek> inForce = read(connection);
                    if (inForce.isEmpty()) {
                        Kek first = resolve(source.configured().orElseGet(() -> own(1)));
                        keep(connection, first);
                        use(first);
                    } else {
                        use(inForce.get());
                        requireConfigured(connection, inForce.get());
                    }
                });
    }

    /// Looks again which key is in force: another process may have rotated it.
    void refresh(Jdbc jdbc) {
        jdbc.with(Keks::activeReference)
                .filter(row -> !row.id().equals(active))
                .ifPresent(row -> use(resolve(row)));
    }

    private static Optional<Row> activeReference(Connection connection) throws SQLException {
        return Jdbc.first(
                connection,
                "select encode(id, 'hex') as id, reference from decisions.kek where active",
                row -> new Row(row.getString("id"), row.getString("reference")));
    }

    private Optional<Kek> read(Connection connection) throws SQLException {
        return activeReference(connection).map(this::resolve);
    }

    /// Settings that still name a key that was rotated out are only out of date.
    private void requireConfigured(Connection connection, Kek inForce) throws SQLException {
        Optional<String> configured = source.configured();
        if (configured.isEmpty() || configured.get().equals(inForce.reference())) {
            return;
        }
        Kek named = resolve(configured.get());
        boolean before =
                Jdbc.first(
                                connection,
                                "select true from decisions.kek where id = ?",
                                row -> row.getBoolean(1),
                                named.idBytes())
                        .isPresent();
        if (!before) {
            throw new OnefoldException(
                    ErrorCode.INVALID_SETUP,
                    "onefold.crypto.kek names "
                            + named
                            + ", but data keys are wrapped by "
                            + inForce
                            + "; set it back, and rotate by: onefold keys rotate --to "
                            + named.reference());
        }
    }

    /// The key that new data keys are wrapped by.
    Kek active() {
        return Objects.requireNonNull(known.get(active));
    }

    /// A key by its id, also one that was rotated out.
    ///
    /// @throws OnefoldException (INVALID_SETUP) if the installation never had it, or its secret
    ///   cannot be read
    Kek get(Connection connection, String id) throws SQLException {
        Kek there = known.get(id);
        if (there != null) {
            return there;
        }
        Row row =
                Jdbc.first(
                                connection,
                                "select reference from decisions.kek where id = ?",
                                found -> new Row(id, found.getString("reference")),
                                HexFormat.of().parseHex(id))
                        .orElseThrow(
                                () ->
                                        new OnefoldException(
                                                ErrorCode.INVALID_SETUP,
                                                "there is no key-encryption key "
                                                        + id
                                                        + " in decisions.kek; restore that table"));
        Kek kek = resolve(row);
        known.put(id, kek);
        return kek;
    }

    /// Puts another key in force.
    ///
    /// @param to its reference; empty: Onefold makes one
    /// @return the key
    /// @throws OnefoldException (CONFLICT) if it is in force already
    Kek rotate(Connection connection, Optional<String> to) throws SQLException {
        Jdbc.lock(connection, "onefold.kek");
        long number =
                Jdbc.first(connection, "select count(*) from decisions.kek", row -> row.getLong(1))
                        .orElse(0L);
        Kek next = resolve(to.orElseGet(() -> own(number + 1)));
        if (read(connection).filter(kek -> kek.id().equals(next.id())).isPresent()) {
            throw new OnefoldException(
                    ErrorCode.CONFLICT,
                    "data keys are wrapped by "
                            + next
                            + " already; name another secret by --to, or none to have one made");
        }
        Jdbc.update(connection, "update decisions.kek set active = false where active");
        keep(connection, next);
        return next;
    }

    /// The key is in force from now on in this process.
    void use(Kek kek) {
        known.put(kek.id(), kek);
        active = kek.id();
    }

    private static void keep(Connection connection, Kek kek) throws SQLException {
        Jdbc.update(
                connection,
                "insert into decisions.kek (id, reference, active) values (?, ?, true)"
                        + " on conflict (id) do update set active = true, reference = excluded.reference",
                kek.idBytes(),
                kek.reference());
    }

    private String own(long number) {
        return source.make(OWN + number);
    }

    private Kek resolve(String reference) {
        return reference.startsWith(Pkcs11Kek.SCHEME)
                ? Pkcs11Kek.open(reference, source::resolve)
                : Kek.of(reference, source.resolve(reference));
    }

    private Kek resolve(Row row) {
        Kek kek = resolve(row.reference());
        if (!kek.id().equals(row.id())) {
            throw new OnefoldException(
                    ErrorCode.INVALID_SETUP,
                    "the secret "
                            + row.reference()
                            + " is key-encryption key "
                            + kek.id()
                            + "; expected "
                            + row.id()
                            + ", which wrapped data keys; put the secret back that stood there");
        }
        return kek;
    }

    private record Row(String id, String reference) {}
}
