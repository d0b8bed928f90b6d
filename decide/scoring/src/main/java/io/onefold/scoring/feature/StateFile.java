package io.onefold.scoring.feature;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;

/// The form of a snapshot: a head, then per kind of entity every entity with its events, last a
/// CRC-32C of all before it. Numbers of entities stay, because events name each other's.
final class StateFile {

    private static final int MAGIC = 0x4f465331;
    private static final int BUFFER_BYTES = 1 << 16;

    private StateFile() {}

    /// Names the form, and what a state keeps whose bytes can be read.
    static String format(StateNeeds needs) {
        byte[] kept =
                FeatureSet.sha256().digest(needs.described().getBytes(StandardCharsets.UTF_8));
        return "feature-state "
                + Integer.toHexString(MAGIC)
                + " "
                + HexFormat.of().formatHex(kept, 0, 8);
    }

    /// What a snapshot says of the state as a whole.
    record Head(long watermark, long payments, long late) {}

    static void write(OutputStream target, StateNeeds needs, Head head, EntityTable[] tables)
            throws IOException {
        CheckedOutputStream checked =
                new CheckedOutputStream(
                        new BufferedOutputStream(target, BUFFER_BYTES), new CRC32C());
        DataOutputStream out = new DataOutputStream(checked);
        out.writeInt(MAGIC);
        out.writeUTF(needs.described());
        out.writeLong(head.watermark());
        out.writeLong(head.payments());
        out.writeLong(head.late());
        for (EntityTable table : tables) {
            out.writeInt(table.index.capacity());
            out.writeInt(table.index.size());
            for (int id = 0; id < table.index.capacity(); id++) {
                if (table.isOpen(id)) {
                    writeEntity(out, table, id);
                }
            }
        }
        out.writeLong(checked.getChecksum().getValue());
        out.flush();
    }

    private static void writeEntity(DataOutputStream out, EntityTable table, int id)
            throws IOException {
        out.writeInt(id);
        String text = table.index.text(id);
        out.writeBoolean(text != null);
        if (text == null) {
            out.writeLong(table.index.number(id));
        } else {
            out.writeUTF(text);
        }
        out.writeLong(table.newest(id));
        writeEvents(out, table.payments(id), table.needs.amounts(), table.needs.traitColumns());
        FraudList frauds = table.frauds(id);
        out.writeInt(frauds == null ? 0 : frauds.size());
        for (int i = 0; frauds != null && i < frauds.size(); i++) {
            out.writeLong(frauds.time(i));
            out.writeUTF(frauds.transaction(i));
            out.writeLong(frauds.knownFrom(i));
            out.writeLong(frauds.knownUntil(i));
        }
        for (AccountEventType type : AccountEventType.values()) {
            if (table.needs.events().contains(type)) {
                writeEvents(out, table.events(id, type), false, 0);
            }
        }
    }

    private static void writeEvents(
            DataOutputStream out, @Nullable EventList list, boolean amounts, int traits)
            throws IOException {
        out.writeInt(list == null ? 0 : list.end() - list.start());
        for (int i = list == null ? 0 : list.start(); list != null && i < list.end(); i++) {
            out.writeLong(list.time(i));
            if (amounts) {
                out.writeLong(list.amount(i));
            }
            for (int trait = 0; trait < traits; trait++) {
                out.writeInt(list.trait(trait, i));
            }
        }
    }

    /// Fills empty tables.
    ///
    /// @throws OnefoldException (INVALID_INPUT) when it is no whole snapshot, or one of a state
    ///   that keeps something else
    static Head read(InputStream source, StateNeeds needs, EntityTable[] tables)
            throws IOException {
        CheckedInputStream checked =
                new CheckedInputStream(new BufferedInputStream(source, BUFFER_BYTES), new CRC32C());
        DataInputStream in = new DataInputStream(checked);
        try {
            if (in.readInt() != MAGIC) {
                throw refused("it does not begin as one");
            }
            if (!in.readUTF().equals(needs.described())) {
                throw refused("it is of a state that keeps something else");
            }
            Head head = new Head(in.readLong(), in.readLong(), in.readLong());
            for (EntityTable table : tables) {
                readTable(in, table);
            }
            long sum = checked.getChecksum().getValue();
            if (in.readLong() != sum) {
                throw refused("its checksum does not fit");
            }
            return head;
        } catch (EOFException e) {
            throw refused("it ends too early");
        }
    }

    private static void readTable(DataInputStream in, EntityTable table) throws IOException {
        int capacity = in.readInt();
        int size = in.readInt();
        if (size < 0 || capacity < size) {
            throw refused("it counts " + size + " entities of " + capacity);
        }
        for (int i = 0; i < size; i++) {
            int id = in.readInt();
            if (id < 0 || id >= capacity) {
                throw refused("it numbers an entity " + id + " of " + capacity);
            }
            readEntity(in, table, id);
        }
        table.restored(capacity);
    }

    private static void readEntity(DataInputStream in, EntityTable table, int id)
            throws IOException {
        boolean isText = in.readBoolean();
        String text = isText ? in.readUTF() : null;
        table.index.restore(id, text, isText ? 0 : in.readLong());
        table.open(id, in.readLong());
        readEvents(in, table.payments(id), table.needs.amounts(), table.needs.traitColumns());
        int frauds = in.readInt();
        for (int i = 0; i < frauds; i++) {
            long time = in.readLong();
            table.fraudsToWrite(id)
                    .add(time, in.readUTF(), in.readLong(), in.readLong(), Long.MIN_VALUE);
        }
        for (AccountEventType type : AccountEventType.values()) {
            if (table.needs.events().contains(type)) {
                readEvents(in, table.eventsToWrite(id, type), false, 0);
            }
        }
    }

    private static void readEvents(
            DataInputStream in, @Nullable EventList list, boolean amounts, int traits)
            throws IOException {
        int count = in.readInt();
        if (count > 0 && list == null) {
            throw refused("it has events where none are kept");
        }
        for (int i = 0; list != null && i < count; i++) {
            int place = list.insert(in.readLong(), amounts ? in.readLong() : 0, Long.MIN_VALUE);
            for (int trait = 0; trait < traits; trait++) {
                list.trait(trait, place, in.readInt());
            }
        }
    }

    private static OnefoldException refused(String why) {
        return new OnefoldException(
                ErrorCode.INVALID_INPUT,
                "this is no snapshot that the feature state can go on from: "
                        + why
                        + "; replay the committed payments instead");
    }
}
