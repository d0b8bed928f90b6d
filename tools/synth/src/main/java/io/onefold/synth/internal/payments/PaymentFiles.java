package io.onefold.synth.internal.payments;

import io.onefold.model.run.Progress;
import io.onefold.synth.internal.output.Folder;
import io.onefold.synth.internal.output.InOrder;
import io.onefold.synth.internal.output.Resources;
import io.onefold.synth.internal.output.RowWriter;
import io.onefold.synth.internal.output.SiloIndex;
import io.onefold.synth.internal.output.Table;
import io.onefold.synth.internal.streaming.StreamingData;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Writes `payments_db` as a schema and a CSV per table, its truth, and the requests of the demo.
public final class PaymentFiles {

    private static final String SILO = "payments_db";
    private static final String PART = "postgres";
    private static final String SCHEMA = SILO + "_schema.sql";
    private static final String DATA = SILO + "_sample_data.sql";
    private static final String FRAUDS = "truth/frauds.csv";
    private static final String LIVE = "live/requests.jsonl";
    private static final int LIVE_ORDINARY = 240;
    private static final Table PAYMENTS = new Table(SILO, "payments", Field.columns());
    private static final Table EVENTS =
            new Table(
                    SILO,
                    "account_events",
                    List.of(
                            "event_id",
                            "type",
                            "user_id",
                            "merchant_id",
                            "timestamp",
                            "device_id",
                            "ip_address",
                            "field"));
    private static final List<Table> TABLES = List.of(PAYMENTS, EVENTS);

    private final PaymentData data;
    private final Map<String, long[]> counts = new TreeMap<>();

    public PaymentFiles(long seed, int scale, Instant asOf, StreamingData people) {
        this.data = new PaymentData(seed, scale, asOf, people);
    }

    /// Writes everything; blocks are drawn on several threads.
    public void write(Folder folder, int threads, Progress progress) {
        folder.append(SCHEMA, Resources.read(PaymentFiles.class, SCHEMA));
        folder.append(
                DATA, "-- Rows of " + SILO + ", for an empty database made by " + SCHEMA + ".\n");
        for (Table table : TABLES) {
            folder.append(table.csvFile(), RowWriter.header(RowWriter.Form.CSV, table));
            folder.append(DATA, table.copy());
        }
        folder.append(
                FRAUDS, "transaction_id,fraud_type,pattern,episode,user_id,merchant_id,known_at\n");
        try (Progress.Task task = progress.begin("payments", 0)) {
            InOrder.run(
                    data.blocks(),
                    threads,
                    number -> Piece.of(data.block(number)),
                    piece -> {
                        folder.append(PAYMENTS.csvFile(), piece.payments);
                        folder.append(EVENTS.csvFile(), piece.events);
                        folder.append(FRAUDS, piece.frauds);
                        piece.counts.forEach(this::count);
                        task.add(piece.rows);
                    });
        }
        counts(folder);
        folder.append(LIVE, LiveRequests.of(data.live(LIVE_ORDINARY)));
    }

    /// Names the silo to loaders.
    public void index(SiloIndex index) {
        index.csv(SILO, PART, SCHEMA, TABLES);
    }

    private void count(String key, long rows) {
        counts.computeIfAbsent(key, any -> new long[1])[0] += rows;
    }

    private void counts(Folder folder) {
        StringBuilder text = new StringBuilder("fraud_type,pattern,payments\n");
        counts.forEach((key, rows) -> text.append(key).append(',').append(rows[0]).append('\n'));
        folder.append("truth/payments.csv", text.toString());
    }

    /// A block as bytes.
    private record Piece(
            byte[] payments, byte[] events, String frauds, Map<String, Long> counts, int rows) {

        static Piece of(PaymentBlock block) {
            RowWriter payments = RowWriter.of(RowWriter.Form.CSV, PAYMENTS);
            StringBuilder frauds = new StringBuilder();
            Map<String, Long> counts = new TreeMap<>();
            for (Payment payment : block.payments()) {
                for (Field field : Field.values()) {
                    payments.text(payment.get(field));
                }
                payments.endRow();
                String kind = payment.kind().wireName() + ",";
                String pattern = payment.pattern();
                counts.merge(kind + (pattern == null ? "" : pattern), 1L, Long::sum);
                if (pattern != null) {
                    frauds.append(fraud(payment, kind + pattern));
                }
            }
            return new Piece(
                    payments.take(),
                    events(block),
                    frauds.toString(),
                    counts,
                    block.payments().size());
        }

        private static String fraud(Payment payment, String what) {
            return String.join(
                            ",",
                            payment.get(Field.TRANSACTION_ID),
                            what,
                            payment.episode(),
                            payment.get(Field.USER_ID),
                            payment.get(Field.MERCHANT_ID),
                            String.valueOf(payment.knownAt()))
                    + "\n";
        }

        private static byte[] events(PaymentBlock block) {
            RowWriter events = RowWriter.of(RowWriter.Form.CSV, EVENTS);
            int number = 0;
            for (AccountEvent event : block.events()) {
                number++;
                events.text(block.eventId(number))
                        .text(event.type())
                        .text(event.userId())
                        .text(event.merchantId())
                        .instant(event.at())
                        .text(event.deviceId())
                        .text(event.ipAddress())
                        .text(event.field())
                        .endRow();
            }
            return events.take();
        }
    }
}
