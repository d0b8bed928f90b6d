package io.onefold.ingest.internal;

import io.onefold.ingest.IngestResult;
import io.onefold.ingest.internal.landing.SiloColumn;
import io.onefold.lake.LakeSnapshot;
import io.onefold.lake.LakeTable;
import io.onefold.model.DataType;
import io.onefold.model.DataType.Simple;
import io.onefold.model.DatasetName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where the last committed read of a table stood, as its snapshot summary tells it.
///
/// @param shape how key, watermark and columns were declared then
/// @param watermark the greatest watermark of the committed reads; null: none
/// @param hashed which columns the hashes in raw were made of; null: not the same for all rows
/// @param at the `_ingested_at` of the last commit
/// @param whole what the silo held then, if raw is still as that commit left it; null: not known
record ReadState(
        @Nullable String shape,
        @Nullable String watermark,
        @Nullable Hashed hashed,
        @Nullable Instant at,
        @Nullable Whole whole) {

    private static final String SHAPE = "onefold.ingest.shape";
    private static final String WATERMARK = "onefold.ingest.watermark";
    private static final String HASHED = "onefold.ingest.hashed";
    private static final String AT = "onefold.ingest.at";
    private static final String ZONE = "onefold.ingest.zone";
    private static final String COUNT = "onefold.ingest.count.";
    private static final String DIGEST = "onefold.ingest.digest";
    private static final String GONE = "onefold.ingest.gone-found";
    private static final String MODE = "onefold.ingest.mode";

    /// A table that was never read.
    static final ReadState NONE = new ReadState(null, null, null, null, null);

    /// A read of all rows of which none was set aside.
    ///
    /// @param digest what the rows were, whatever their order
    /// @param gonesFound whether keys that were gone from the silo were looked for
    /// @param duplicates how many of the rows were repetitions
    record Whole(String digest, boolean gonesFound, long duplicates) {}

    /// The columns that a hash was made of: the first `columns` ones, and what they were.
    ///
    /// A hash leaves out the nulls at the end of a row, so hashes of fewer columns can be compared
    /// with hashes of more, as long as the first ones are the same.
    record Hashed(int columns, String fingerprint) {

        static Hashed of(String reader, List<SiloColumn> columns) {
            return of(reader, columns, columns.size());
        }

        private static Hashed of(String reader, List<SiloColumn> columns, int count) {
            StringBuilder text = new StringBuilder(reader);
            columns.subList(0, count)
                    .forEach(
                            column ->
                                    text.append('\n')
                                            .append(column.name())
                                            .append('\t')
                                            .append(spelling(column))
                                            .append('\t')
                                            .append(column.form())
                                            .append('\t')
                                            .append(column.hashedAs()));
            return new Hashed(count, sha256(text.toString()));
        }

        /// Whether hashes of these columns can be compared with hashes of more columns of the same
        /// reader.
        boolean isPrefixOf(String reader, List<SiloColumn> more) {
            return columns <= more.size() && equals(of(reader, more, columns));
        }

        /// Types whose values are spelt alike count as one.
        private static String spelling(SiloColumn column) {
            return switch (column.type()) {
                case Simple.INT, Simple.LONG -> "integer";
                case DataType.Decimal decimal -> "decimal " + decimal.scale();
                default -> column.type().toString();
            };
        }

        @Override
        public String toString() {
            return columns + " " + fingerprint;
        }
    }

    static ReadState of(LakeTable raw) {
        Optional<Map<String, String>> last =
                raw.history().reversed().stream()
                        .map(LakeSnapshot::summary)
                        .filter(summary -> summary.containsKey(SHAPE))
                        .findFirst();
        if (last.isEmpty()) {
            return NONE;
        }
        Map<String, String> summary = last.get();
        String at = summary.get(AT);
        String digest = raw.history().getLast().summary().get(DIGEST);
        return new ReadState(
                summary.get(SHAPE),
                summary.get(WATERMARK),
                hashed(summary.get(HASHED)),
                at == null ? null : Instant.parse(at),
                digest == null
                        ? null
                        : new Whole(
                                digest,
                                Boolean.parseBoolean(summary.get(GONE)),
                                count(summary, "duplicates")));
    }

    private static @Nullable Hashed hashed(@Nullable String text) {
        if (text == null || text.indexOf(' ') < 0) {
            return null;
        }
        int space = text.indexOf(' ');
        return new Hashed(Integer.parseInt(text.substring(0, space)), text.substring(space + 1));
    }

    /// The summary of a commit.
    static Map<String, String> summary(
            ReadState state, IngestResult result, @Nullable String zone) {
        Map<String, String> summary = new HashMap<>();
        summary.put(SHAPE, Objects.requireNonNull(state.shape()));
        summary.put(HASHED, state.hashed() == null ? "mixed" : state.hashed().toString());
        summary.put(AT, Objects.requireNonNull(state.at()).toString());
        summary.put(MODE, result.mode().name());
        summary.put(COUNT + "read", Long.toString(result.read()));
        summary.put(COUNT + "unchanged", Long.toString(result.unchanged()));
        summary.put(COUNT + "duplicates", Long.toString(result.duplicates()));
        summary.put(COUNT + "quarantined", Long.toString(result.quarantined()));
        summary.put(COUNT + "appended", Long.toString(result.appended()));
        summary.put(COUNT + "deleted", Long.toString(result.deletedDetected()));
        if (state.whole() != null) {
            summary.put(DIGEST, state.whole().digest());
            summary.put(GONE, Boolean.toString(state.whole().gonesFound()));
        }
        if (state.watermark() != null) {
            summary.put(WATERMARK, state.watermark());
        }
        if (zone != null) {
            summary.put(ZONE, zone);
        }
        return summary;
    }

    /// What a run that committed the table before reported then.
    static Optional<IngestResult> resumed(LakeTable raw, String runId, DatasetName dataset) {
        return raw.history().reversed().stream()
                .filter(snapshot -> snapshot.summary().containsKey(SHAPE))
                .filter(snapshot -> snapshot.runId().equals(Optional.of(runId)))
                .findFirst()
                .map(LakeSnapshot::summary)
                .map(
                        summary ->
                                new IngestResult(
                                        dataset,
                                        IngestResult.Mode.valueOf(
                                                summary.getOrDefault(MODE, "FULL")),
                                        count(summary, "read"),
                                        count(summary, "unchanged"),
                                        count(summary, "duplicates"),
                                        count(summary, "quarantined"),
                                        count(summary, "appended"),
                                        count(summary, "deleted"),
                                        List.of(),
                                        List.of(),
                                        List.of("this run had committed the table before"),
                                        true,
                                        raw.snapshotId()));
    }

    private static long count(Map<String, String> summary, String name) {
        return Long.parseLong(summary.getOrDefault(COUNT + name, "0"));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
