package io.onefold.server.internal.decisions.seal;

import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Principal;
import io.onefold.server.internal.decisions.journal.Journal;
import io.onefold.server.internal.decisions.seal.DataKey.Owner;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.AEADBadTagException;

/// Rotation of the key-encryption key and erasure of a user's data key. Each is audited in its own
/// commit; servers under load go on meanwhile.
public final class KeyCare {

    private static final int BATCH = 1_000;

    private final Jdbc jdbc;
    private final Journal journal;
    private final DataKeys keys;

    public KeyCare(Jdbc jdbc, Journal journal, DataKeys keys) {
        this.jdbc = jdbc;
        this.journal = journal;
        this.keys = keys;
    }

    /// What a rotation did.
    ///
    /// @param kek the id of the key in force
    /// @param reference where its secret lies
    /// @param rewrapped how many data keys were wrapped anew
    public record Rotation(String kek, String reference, long rewrapped) {}

    /// Puts another key-encryption key in force and wraps every data key anew. Keys that a server
    /// wraps by the old one meanwhile are taken by the next call of [#rewrap()].
    ///
    /// @param to the reference of the new secret; empty: Onefold makes one
    public Rotation rotate(Optional<String> to, Principal by) {
        Kek next =
                jdbc.transaction(
                        connection -> {
                            Kek chosen = keys.keks().rotate(connection, to);
                            journal.raise(connection, Journal.Held.DATA_KEY);
                            journal.note(
                                    connection,
                                    by,
                                    "kek.rotate",
                                    chosen.id(),
                                    Map.of("reference", chosen.reference()));
                            return chosen;
                        });
        keys.keks().use(next);
        return new Rotation(next.id(), next.reference(), rewrap());
    }

    /// Wraps every data key anew that is not wrapped by the key in force.
    ///
    /// @return how many there were
    public long rewrap() {
        long all = 0;
        int some = BATCH;
        while (some == BATCH) {
            some = jdbc.transaction(this::rewrapSome);
            all += some;
        }
        return all;
    }

    private int rewrapSome(Connection connection) throws SQLException {
        Kek kek = keys.keks().active();
        List<DataKeys.Wrapped> rows =
                Jdbc.query(
                        connection,
                        "select id, tenant, user_id, wrapped, encode(kek, 'hex') as kek from decisions.data_key"
                                + " where wrapped is not null and kek <> ? order by id limit ? for update",
                        DataKeys.Wrapped::of,
                        kek.idBytes(),
                        BATCH);
        Object[] ids = new Object[rows.size()];
        byte[][] wrapped = new byte[rows.size()][];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = rows.get(i).id();
            wrapped[i] = rewrapped(connection, rows.get(i), kek);
        }
        Jdbc.update(
                connection,
                "update decisions.data_key set wrapped = fresh.wrapped, kek = ?"
                        + " from unnest(?::bigint[], ?::bytea[]) as fresh (id, wrapped) where data_key.id = fresh.id",
                kek.idBytes(),
                connection.createArrayOf("bigint", ids),
                connection.createArrayOf("bytea", wrapped));
        return rows.size();
    }

    private byte[] rewrapped(Connection connection, DataKeys.Wrapped row, Kek kek)
            throws SQLException {
        Kek old = keys.keks().get(connection, row.kek());
        try {
            byte[] clear = keys.envelope().open(old, ByteBuffer.wrap(row.key()), row.place());
            return keys.envelope().seal(kek, clear, row.place());
        } catch (AEADBadTagException e) {
            throw new OnefoldException(
                    ErrorCode.CHECK_FAILED,
                    "data key "
                            + row.id()
                            + " cannot be unwrapped by "
                            + old
                            + ": it was changed; restore decisions.data_key from a backup",
                    e);
        }
    }

    /// Destroys a user's data key: what it sealed can never be read again. The next decision of the
    /// user gets a new one.
    ///
    /// @throws OnefoldException (NOT_FOUND) if the user has none
    public void erase(Owner owner, Principal by) {
        jdbc.change(
                connection -> {
                    int destroyed =
                            Jdbc.update(
                                    connection,
                                    "update decisions.data_key set wrapped = null, kek = null, destroyed_at = ?"
                                            + " where tenant = ? and user_id = ? and wrapped is not null",
                                    journal.now(),
                                    owner.tenant(),
                                    owner.userId());
                    if (destroyed == 0) {
                        throw new OnefoldException(
                                ErrorCode.NOT_FOUND,
                                "user '"
                                        + owner.userId()
                                        + "' of tenant '"
                                        + owner.tenant()
                                        + "' has no data key: nothing of theirs was sealed, or it was erased before");
                    }
                    journal.raise(connection, Journal.Held.DATA_KEY);
                    journal.note(
                            connection,
                            by,
                            "user.erase",
                            owner.userId(),
                            Map.of("tenant", owner.tenant()));
                });
        keys.refresh();
    }
}
