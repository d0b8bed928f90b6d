package io.onefold.server.internal.decisions.seal;

import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.server.internal.decisions.seal.DataKey.Owner;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.AEADBadTagException;
import org.jspecify.annotations.Nullable;

/// The data keys of users. A key that nobody has used lately is read again; one that does not exist
/// yet goes into the commit of the first thing it seals. Safe for many threads.
public final class DataKeys {

    private static final byte VERSION = 1;
    private static final int CACHED_MAX = 100_000;
    private static final String INSERT =
            """
            insert into decisions.data_key (id, tenant, user_id, wrapped, kek)
            select * from unnest(?::bigint[], ?::text[], ?::text[], ?::bytea[], ?::bytea[])
            on conflict do nothing
            returning id
            """;
    private static final String OF_OWNERS =
            """
            select data_key.id, data_key.tenant, data_key.user_id, data_key.wrapped, encode(data_key.kek, 'hex') as kek
            from decisions.data_key
            join unnest(?::text[], ?::text[]) as wanted (tenant, user_id)
                on wanted.tenant = data_key.tenant and wanted.user_id = data_key.user_id
            where data_key.wrapped is not null
            """;
    private static final String OF_ID =
            "select id, tenant, user_id, wrapped, encode(kek, 'hex') as kek from decisions.data_key where id = ?"
                    + " and wrapped is not null";

    private final Jdbc jdbc;
    private final Envelope envelope;
    private final SecureRandom random;
    private final Keks keks;
    private final Map<Owner, DataKey> byOwner = new Lru<>();
    private final Map<Long, Optional<DataKey>> byId = new Lru<>();

    /// Opens the keys, at an installation's first start with a key-encryption key.
    public DataKeys(Jdbc jdbc, KekSource source, SecureRandom random) {
        this.jdbc = jdbc;
        this.random = random;
        this.envelope = new Envelope(random);
        this.keks = new Keks(source);
        keks.open(jdbc);
    }

    /// The keys of owners, those that had none made, in the caller's transaction. Once that is
    /// durable, [#committed(Collection)] says so.
    public Map<Owner, DataKey> take(Connection connection, Collection<Owner> owners)
            throws SQLException {
        Map<Owner, DataKey> keys = new HashMap<>();
        SortedMap<Owner, DataKey> missing = new TreeMap<>(); // in order, lest two commits deadlock
        synchronized (byOwner) {
            for (Owner owner : owners) {
                DataKey there = byOwner.get(owner);
                if (there == null) {
                    missing.put(
                            owner, new DataKey(random.nextLong(), owner, envelope.newKey(), false));
                } else {
                    keys.put(owner, there);
                }
            }
        }
        if (!missing.isEmpty()) {
            keys.putAll(existing(connection, missing.keySet()));
            missing.keySet().removeAll(keys.keySet());
        }
        if (!missing.isEmpty()) {
            keys.putAll(inserted(connection, missing));
        }
        return keys;
    }

    private Map<Owner, DataKey> inserted(Connection connection, SortedMap<Owner, DataKey> fresh)
            throws SQLException {
        Kek kek = keks.active();
        List<DataKey> keys = List.copyOf(fresh.values());
        Map<Owner, DataKey> made = new HashMap<>(fresh);
        byte[][] wrapped = new byte[keys.size()][];
        byte[][] kekIds = new byte[keys.size()][];
        for (int i = 0; i < wrapped.length; i++) {
            wrapped[i] = envelope.seal(kek, keys.get(i).key(), keys.get(i).place());
            kekIds[i] = kek.idBytes();
        }
        List<Long> kept =
                Jdbc.query(
                        connection,
                        INSERT,
                        row -> row.getLong(1),
                        connection.createArrayOf(
                                "bigint", keys.stream().map(DataKey::id).toArray()),
                        texts(connection, keys.stream().map(key -> key.owner().tenant()).toList()),
                        texts(connection, keys.stream().map(key -> key.owner().userId()).toList()),
                        connection.createArrayOf("bytea", wrapped),
                        connection.createArrayOf("bytea", kekIds));
        if (kept.size() < keys.size()) { // another process was faster with some
            List<Owner> owners =
                    keys.stream()
                            .filter(key -> !kept.contains(key.id()))
                            .map(DataKey::owner)
                            .toList();
            made.putAll(existing(connection, owners));
        }
        return made;
    }

    private Map<Owner, DataKey> existing(Connection connection, Collection<Owner> owners)
            throws SQLException {
        Map<Owner, DataKey> found = new HashMap<>();
        for (Wrapped row :
                Jdbc.query(
                        connection,
                        OF_OWNERS,
                        Wrapped::of,
                        texts(connection, owners.stream().map(Owner::tenant).toList()),
                        texts(connection, owners.stream().map(Owner::userId).toList()))) {
            found.put(row.owner(), unwrap(connection, row));
        }
        return found;
    }

    private static java.sql.Array texts(Connection connection, List<String> texts)
            throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }

    /// The transaction that took these keys is durable.
    public void committed(Collection<DataKey> keys) {
        synchronized (byOwner) {
            keys.forEach(key -> byOwner.put(key.owner(), key.asKept()));
        }
    }

    /// Seals a text; the key's number stands in front of it.
    ///
    /// @param place table and row, separated by `|`
    public byte[] seal(DataKey key, byte[] clear, String place) {
        byte[] sealed = envelope.seal(key.key(), clear, place);
        return ByteBuffer.allocate(1 + Long.BYTES + sealed.length)
                .put(VERSION)
                .putLong(key.id())
                .put(sealed)
                .array();
    }

    /// Opens what was sealed; empty if the key was destroyed.
    ///
    /// @throws OnefoldException (INTERNAL) if it was changed, or moved to another place
    public Optional<byte[]> open(Connection connection, byte[] sealed, String place)
            throws SQLException {
        ByteBuffer buffer = ByteBuffer.wrap(sealed);
        if (sealed.length < 1 + Long.BYTES || buffer.get() != VERSION) {
            throw changed(place, null);
        }
        Optional<DataKey> key = byId(connection, buffer.getLong());
        if (key.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(envelope.open(key.get().key(), buffer, place));
        } catch (AEADBadTagException e) {
            throw changed(place, e);
        }
    }

    private static OnefoldException changed(String place, @Nullable Exception cause) {
        return new OnefoldException(
                ErrorCode.INTERNAL,
                "what is sealed in "
                        + place
                        + " cannot be opened: it was changed or moved; restore the row from a backup, and verify the audit"
                        + " log",
                cause);
    }

    private Optional<DataKey> byId(Connection connection, long id) throws SQLException {
        synchronized (byId) {
            Optional<DataKey> there = byId.get(id);
            if (there != null) {
                return there;
            }
        }
        Optional<Wrapped> row = Jdbc.first(connection, OF_ID, Wrapped::of, id);
        Optional<DataKey> key =
                row.isEmpty() ? Optional.empty() : Optional.of(unwrap(connection, row.get()));
        synchronized (byId) {
            byId.put(id, key);
        }
        return key;
    }

    private DataKey unwrap(Connection connection, Wrapped row) throws SQLException {
        Kek kek = keks.get(connection, row.kek());
        DataKey key = new DataKey(row.id(), row.owner(), new byte[0], true);
        try {
            byte[] clear = envelope.open(kek, ByteBuffer.wrap(row.key()), key.place());
            return new DataKey(row.id(), row.owner(), clear, true);
        } catch (AEADBadTagException e) {
            throw changed(key.place(), e);
        }
    }

    /// Forgets what is cached, and looks which key-encryption key is in force: another process
    /// destroyed or rotated keys.
    public void refresh() {
        synchronized (byOwner) {
            byOwner.clear();
        }
        synchronized (byId) {
            byId.clear();
        }
        keks.refresh(jdbc);
    }

    Keks keks() {
        return keks;
    }

    Envelope envelope() {
        return envelope;
    }

    /// A data key as it is kept.
    ///
    /// @param key wrapped
    /// @param kek the id of the key that wrapped it
    record Wrapped(long id, Owner owner, byte[] key, String kek) {

        static Wrapped of(java.sql.ResultSet row) throws SQLException {
            return new Wrapped(
                    row.getLong("id"),
                    new Owner(row.getString("tenant"), row.getString("user_id")),
                    row.getBytes("wrapped"),
                    row.getString("kek"));
        }

        String place() {
            return new DataKey(id, owner, new byte[0], true).place();
        }
    }

    /// The entries used last.
    private static final class Lru<K, V> extends LinkedHashMap<K, V> {

        private static final long serialVersionUID = 1;

        Lru() {
            super(1 << 10, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > CACHED_MAX;
        }
    }
}
